// What PostgreSQL prints of an expression is not always read back as the same expression. `status IN ('a', 'b')` on a
// varchar column holds an array of varchar that is coerced as a whole, and prints as `(ARRAY['a'::character varying,
// …])::text[]`; its parser pushes such a cast into the elements, and from then on prints `ARRAY[('a'::character
// varying)::text, …]`: another catalog, and a difference that never goes away.
// https://www.postgresql.org/docs/15/sql-expressions.html#SQL-SYNTAX-ARRAY-CONSTRUCTORS
#pragma once

#include <string>
#include <string_view>

namespace schemac::catalog {

/// The print of an expression, or of a statement with expressions, with each array that is coerced as a whole spelled
/// so that it is read back so: a cast to its own type stands between. An array of which no element tells its type
/// stays. Only for what PostgreSQL printed, and without dollar quotes.
[[nodiscard]] std::string with_array_coercions(std::string_view print);

}  // namespace schemac::catalog
