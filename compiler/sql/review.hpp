// What the text of a statement says that a reviewer asks for, and a catalog does not keep or hides in a definition.
#pragma once

#include <string_view>

namespace schemac::sql {

/// Whether the query of CREATE VIEW or CREATE MATERIALIZED VIEW names its columns by `*`, at its top or in an arm of a
/// UNION. Stars further in (a sub-select, count(*)) name no column of the view.
[[nodiscard]] bool selects_star(std::string_view statement);

/// What CREATE FUNCTION or PROCEDURE says of whose rights it runs with, and where it looks for names.
struct RoutineSecurity {
  bool definer = false;            ///< SECURITY DEFINER.
  bool fixed_search_path = false;  ///< SET search_path …; FROM CURRENT too.
};
/// Neither, where the statement is no such thing or does not parse.
[[nodiscard]] RoutineSecurity routine_security(std::string_view statement);

}  // namespace schemac::sql
