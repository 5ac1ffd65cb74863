// Whether an expression gives each row a value of its own.
#pragma once

#include <string>

namespace schemac::plan {

/// Whether a column added with this default makes PostgreSQL write every row: the expression may be volatile. Functions
/// that are not known to be stable or immutable are taken for volatile.
/// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
[[nodiscard]] bool may_be_volatile(const std::string& expression);

}  // namespace schemac::plan
