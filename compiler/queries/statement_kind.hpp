// What a query's statement is, as far as its parse tree alone says.
#pragma once

#include "model/query.hpp"

namespace schemac::queries {

/// Says whether a cursor can be declared for it, whether it locks rows, and where its result columns stand. Of a
/// statement that the parser does not know nothing is said: the server will judge it.
/// https://www.postgresql.org/docs/15/sql-declare.html
void classify(model::Query& query);

}  // namespace schemac::queries
