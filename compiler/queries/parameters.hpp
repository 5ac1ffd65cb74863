// The parameters of one statement: `:name`, or PostgreSQL's own `$1`.
#pragma once

#include <string_view>
#include <vector>

#include "model/query.hpp"
#include "sql/parse.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Fills in sql, placeholders and parameters of a query whose `written` and its place are there.
/// @param tokens those of `written`
void read_parameters(model::Query& query, const std::vector<sql::Token>& tokens, Diagnostics& diagnostics);

}  // namespace schemac::queries
