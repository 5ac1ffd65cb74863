// Objects that are the same but for their names: PostgreSQL leaves the names of constraints, indexes and owned
// sequences alone when their table is renamed, and the desired schema has them under others.
#pragma once

#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::diff {

/// What `after` has not, for what `before` has not, where both stand on the same table (a sequence: are owned by the
/// same column) and differ in nothing but name and comment. Where there are several, the first for the first. No new
/// name is in use in `before`.
[[nodiscard]] model::Renames twins(const model::Schema& before, const model::Schema& after);

}  // namespace schemac::diff
