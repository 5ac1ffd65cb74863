// How other tools spell what this one spells otherwise: sqlc's functions and `@name`, psql's quoted variables. What
// PostgreSQL says of them would not help whoever writes them.
#pragma once

#include <vector>

#include "model/query.hpp"
#include "sql/parse.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Refuses them in a query whose `written` and its place are there.
/// @param tokens those of `written`
/// @param stray colons in it that stand before no name, with what they stand before
/// @return whether there were any
bool refuse_foreign_words(const model::Query& query, const std::vector<sql::Token>& tokens,
                          const std::vector<sql::Span>& stray, Diagnostics& diagnostics);

}  // namespace schemac::queries
