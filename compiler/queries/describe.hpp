// Asks PostgreSQL what queries are: the types of parameters and columns from the server's own analysis, whether a
// column may be NULL from that and the catalog. The database is one in which the schema is.
#pragma once

#include <vector>

#include "model/query.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Fills in what the server says of each query. What it refuses, and what does not fit the query's command, is reported
/// at its place. Throws runtime::Error when the server is lost.
void describe(std::vector<model::QueryFile>& files, runtime::Connection& database, Diagnostics& diagnostics);

}  // namespace schemac::queries
