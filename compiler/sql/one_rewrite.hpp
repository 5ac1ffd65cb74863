// ALTER TABLE writes all rows anew for a new type, and once for all types that it changes.
// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
#pragma once

#include "plan/plan.hpp"

namespace schemac::sql {

/// The plan, of `difference`, with alterations of types that rewrite one table in one step (Step::also) where nothing
/// but the table's columns is altered between them. Not where one makes its values of a column that another one alters,
/// nor where no one question finds the rows that would make them fail.
[[nodiscard]] plan::Plan with_one_rewrite(plan::Plan plan, const diff::Difference& difference);

}  // namespace schemac::sql
