// The ties of tables: to their parents and to their type.
#pragma once

#include <set>
#include <vector>

#include "diff/changes.hpp"
#include "diff/descent.hpp"

namespace schemac::diff {

/// Appends to `changes`, which lead from one state to the other but for ties, those that end and begin ties. A new
/// table is created with its ties where that makes it what it is to be, and else attached. `kept_below` are columns
/// that go from their table alone.
void compare_ties(const model::Schema& before, const model::Schema& after, const Descent& descent,
                  const std::set<model::ObjectId>& kept_below, std::vector<Change>& changes);

}  // namespace schemac::diff
