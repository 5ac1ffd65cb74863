// The rules that new rows and patches are held against before they are sent: what the schema's validations say, and how
// much text a column takes.
#pragma once

#include <cstdint>
#include <vector>

#include "emit/spelling.hpp"
#include "emit/view.hpp"

namespace schemac::emit {

/// What is held against the rules: a new row, a patch, or what an update or upsert sets columns to.
enum class Writing : std::uint8_t { insert, patch, set };

/// A view for each rule of these fields, in their order. Of secrets the row has only what is made of them: whether an
/// encrypted column comes with its lookup.
[[nodiscard]] std::vector<View> rule_views(const std::vector<const FieldSpelling*>& fields, Writing writing);

/// A view for each column that is hashed or encrypted, with the rules that its plain text is held against.
[[nodiscard]] std::vector<View> secret_views(const EntitySpelling& entity);

/// The functions of the application that the rules of an entity call, each once.
[[nodiscard]] std::vector<View> function_views(const EntitySpelling& entity);

}  // namespace schemac::emit
