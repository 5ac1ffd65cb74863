// Marks of secrets (`hashed`, `encrypted`) that come to a column with values, or leave one: no statement makes a hash
// or a ciphertext of what is there, nor a text of a ciphertext. docs/decisions/0040.
#pragma once

#include <optional>

#include "diff/changes.hpp"
#include "model/declared.hpp"
#include "model/secrets.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// An error at each column that is there already and would be read as what it does not hold.
/// @param former the secrets of the former state; nothing: nobody has written them down, and its types alone tell
[[nodiscard]] bool demand_secrets_kept(const diff::Difference& difference, const model::Declared& declared,
                                       const std::optional<model::Secrets>& former, Diagnostics& diagnostics);

/// A warning for each column of which nobody knows: where the former state has none written down.
void tell_unknown_secrets(const diff::Difference& difference, const model::Declared& declared,
                          Diagnostics& diagnostics);

}  // namespace schemac::cli
