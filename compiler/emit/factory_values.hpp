// What a factory puts into a field that a test leaves: an expression of C++ over `number`, the row's, that is valid as
// far as the schema says what is.
#pragma once

#include <optional>
#include <string>

#include "emit/spelling.hpp"
#include "model/declared.hpp"

namespace schemac::emit {

/// The expression; nothing where the schema does not say what the database would take: what is encrypted (the keys are
/// the application's), types of extensions and of users, patterns that pattern_sample() does not read.
/// @param distinct whether a key or an exclusion tells rows apart by it
[[nodiscard]] std::optional<std::string> factory_value(const FieldSpelling& field, const std::string& entity,
                                                       bool distinct, const model::Schema& schema);

}  // namespace schemac::emit
