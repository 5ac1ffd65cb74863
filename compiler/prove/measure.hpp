// What each statement of a script really takes and does, by running it on a private server and asking PostgreSQL.
#pragma once

#include <optional>
#include <vector>

#include "plan/effects.hpp"
#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"

namespace schemac::prove {

/// By batch and statement; nothing of a statement that commits by itself, which nobody can watch from its own session.
using Measured = std::vector<std::vector<std::optional<plan::Effect>>>;

/// Runs the script and leaves the database as it leaves it. So that the locks of one statement are not taken for those
/// of the next, each runs in a transaction of its own; what holds for one transaction alone (SET LOCAL) is left out.
/// Locks are those of pg_locks, rewrites are new files (pg_class.relfilenode), scans are those that
/// pg_stat_xact_user_tables counts; of tables and materialized views that were there before. Throws
/// elaborate::StatementFailed.
[[nodiscard]] Measured measure(runtime::Connection& database, const sql::Script& script);

}  // namespace schemac::prove
