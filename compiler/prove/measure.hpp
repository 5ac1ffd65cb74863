// What each statement of a script really takes and does, by running it on a private server and asking PostgreSQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/effects.hpp"
#include "prove/contents.hpp"
#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"

namespace schemac::prove {

/// Of one statement.
struct Receipt {
  plan::Effect effect;
  std::vector<RowLoss> losses;
  std::string refused;  ///< What PostgreSQL said when it met rows; it was then run without them. Empty: it took them.
};

/// By batch and statement; nothing of what holds for a transaction alone (SET LOCAL), nor where there was no table yet.
using Measured = std::vector<std::vector<std::optional<Receipt>>>;

/// Runs the script and leaves the database as it leaves it. So that the locks of one statement are not taken for those
/// of the next, each runs in a transaction of its own; what holds for one transaction alone is left out. Locks are
/// those of pg_locks, rewrites are new files (pg_class.relfilenode), scans are those that PostgreSQL counts, losses are
/// what its rows have no more; of tables and materialized views that were there before. A statement that rows make fail
/// is run again once its table, or where that does not help every table, is empty.
/// @param observer another session of the same database. It holds up what commits by itself (CONCURRENTLY) until its
/// locks are seen. A block that goes on in further transactions is seen at its first wait, and then as often as
/// somebody looks
/// Throws elaborate::StatementFailed.
[[nodiscard]] Measured measure(runtime::Connection& database, runtime::Connection& observer, const sql::Script& script);

}  // namespace schemac::prove
