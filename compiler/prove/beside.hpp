// A statement that commits by itself, seen from another session: nobody can look at its locks from its own.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "plan/effects.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::prove {

using Locks = std::map<std::string, plan::Lock>;  ///< The strongest on each relation, by oid.

/// Adds a lock in the words of pg_locks: `AccessExclusiveLock`. https://www.postgresql.org/docs/15/view-pg-locks.html
void add_lock(Locks& locks, std::string_view relation, std::string_view mode);

/// Runs the statement on `database` and gives the locks that it has, or waits for.
/// CREATE and DROP INDEX CONCURRENTLY wait for older transactions while they hold all their locks: one of `observer`
/// is such, and ends when they wait for it. Throws what PostgreSQL says of the statement.
[[nodiscard]] Locks locks_seen(runtime::Connection& database, runtime::Connection& observer,
                               const std::string& statement);

}  // namespace schemac::prove
