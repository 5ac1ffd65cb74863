// What a query's statement is, as far as its parse tree alone says.
#pragma once

#include "model/query.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Says whether a cursor can be declared for it, whether it locks rows, and where its result columns stand. Of a
/// statement that the parser does not know nothing is said: the server will judge it.
/// https://www.postgresql.org/docs/15/sql-declare.html
/// @param diagnostics receives an error for a statement that can be no query, and a warning for each parameter that
/// decides nothing where it stands
void classify(model::Query& query, Diagnostics& diagnostics);

}  // namespace schemac::queries
