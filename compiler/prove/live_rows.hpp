// The rows of a database in use, asked before anything runs on it: would a statement fail on them? It only reads.
#pragma once

#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::prove {

/// Asks the checks of the script's statements, each in a read-only transaction of its own. Rows that are in the way of
/// a statement become `rows_in_the_way` at its place, with how many there are and the keys of some; true when there are
/// none. What cannot be asked yet, as the script itself makes the column or type first, is left out; so is what comes
/// after a statement that changes rows, which may mend them. Throws runtime::ConnectionFailure.
[[nodiscard]] bool demand_rows_fit(runtime::Connection& database, const sql::Script& script, Diagnostics& diagnostics);

}  // namespace schemac::prove
