// Which fields of which kind differ between two schemas, by the keys that snapshots give them: `columns.type` of
// tables, `keys.opclass` of indexes. What a test of mutations counts.
#pragma once

#include <set>
#include <string>

#include "model/schema.hpp"

namespace schemac::tests {

/// `tables: columns.type`. Objects are compared by name; where one of a kind went and one came, those two. `tables`
/// alone: there are more of them now, or fewer.
std::set<std::string> changed_fields(const model::Schema& before, const model::Schema& after);

/// All fields that changed_fields can ever say.
std::set<std::string> all_fields();

}  // namespace schemac::tests
