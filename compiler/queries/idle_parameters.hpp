// Parameters that decide nothing where they stand: PostgreSQL takes the statement, and it means something else than it
// seems to.
#pragma once

#include "model/query.hpp"
#include "queries/tree.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Warns of `ORDER BY :name`, an order by one value, and of `:name IS NULL` where the parameter is never NULL.
/// @param statement the tree of `query.sql`
void report_idle_parameters(const model::Query& query, const Json& statement, Diagnostics& diagnostics);

}  // namespace schemac::queries
