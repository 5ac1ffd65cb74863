// Whether a database in use is ready for a script, as far as reading it tells: the roles that statements name are there
// (they belong to the server, so no migration of a schema makes them), and its rows let the statements pass.
#pragma once

#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::prove {

/// True when nothing is in the way. Each role that is missing and that the script does not make itself becomes
/// `missing_role` where it is first named; of rows, see demand_rows_fit(). Throws runtime::ConnectionFailure.
[[nodiscard]] bool demand_ready(runtime::Connection& database, const sql::Script& script, Diagnostics& diagnostics);

}  // namespace schemac::prove
