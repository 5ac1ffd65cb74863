// The typed functions of an older release on a newer schema. Their text may say anything, so that no contract knows
// what they stand on: PostgreSQL says whether they are taken, and what they give.
#pragma once

#include "cli/manifest.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// A diagnostic for each function that would fail. Throws runtime::Error when the server is lost.
void demand_queries(const Manifest& release, runtime::Connection& database, Diagnostics& diagnostics);

}  // namespace schemac::cli
