// Owners and privileges of what two schemas have in common. What only one of them has brings its rights along when it
// is made: see plan/rights.hpp.
#pragma once

#include <string>
#include <vector>

#include "diff/changes.hpp"

namespace schemac::diff {

/// Where one of the two is a live database and the other comes from sources: lets the sources say of owners, privileges
/// (role by role) and default privileges what the database says wherever they say nothing themselves, so that only
/// what is said is a difference, and what is made anew has what it had. Default privileges of whoever reads the
/// database are those of whoever runs the script. Nothing happens between two of a sort.
void complete_rights(model::Schema& before, model::Schema& after);

/// Who owns an object, a column, or the sequence behind a column; empty: whoever runs the script.
[[nodiscard]] std::string owner_of(const model::Schema& schema, const model::ObjectId& id);

/// Appends the changes of owners and privileges of what both have. REVOKE on a table takes privileges on its columns
/// along, so those that stay are given again. https://www.postgresql.org/docs/15/sql-revoke.html
void compare_rights(const model::Schema& before, const model::Schema& after, std::vector<Change>& changes);

}  // namespace schemac::diff
