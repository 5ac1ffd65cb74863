// What ALTER COLUMN … TYPE does to the rows: PostgreSQL 15's behaviour, measured.
#pragma once

#include <string>

namespace schemac::plan {

struct TypeChange {
  bool rewrites = true;  ///< The table is written anew; otherwise only the catalog changes.
  bool may_fail = true;  ///< There are values of the former type that the new one refuses.
  bool loses = false;  ///< There are values that come out changed, and no way back: fractions, time of day, host bits.
};

/// From one type to another, as format_type spells them (`character varying(50)`, `public.role[]`). What is not known
/// here rewrites and may fail. https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
[[nodiscard]] TypeChange type_change(const std::string& before, const std::string& after);

/// The type without modifiers, array brackets and namespace: of `public.citext[]` it is `citext`.
[[nodiscard]] std::string base_type(const std::string& type);

}  // namespace schemac::plan
