// SQL in strings: parsed by PostgreSQL's own parser, and the columns that it names looked up. An error points into the
// string, at its line and column in the header.
#pragma once

#include "frontend/draft.hpp"

namespace schemac::frontend {

/// The place of a byte of the string's value.
[[nodiscard]] Place place_inside(const Text& text, std::size_t offset);

/// Reports what the parser refuses. False: it did.
bool check_expression(Draft& draft, const Text& text);
/// The same, and every column that is named without a table must be one of this table. Names that could mean anything
/// else (in a subquery, of another table) are left to the server. The columns of the table that it names; nothing
/// where something was reported.
[[nodiscard]] std::optional<std::vector<std::string>> check_expression_over(Draft& draft, const TableDraft& table,
                                                                            const Text& text);
/// Reports a type that the parser refuses.
void check_type_name(Draft& draft, const Text& text);

/// Adds columns of the table to what `object` needs.
void depend_on_columns(Draft& draft, const model::ObjectId& object, const TableDraft& table,
                       const std::vector<std::string>& columns);

}  // namespace schemac::frontend
