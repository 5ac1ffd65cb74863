// A statement that commits by itself, seen from another session: nobody can look at its locks from its own.
#pragma once

#include <map>
#include <string>

#include "plan/effects.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::prove {

/// `AccessExclusiveLock`, as pg_locks says it. https://www.postgresql.org/docs/15/view-pg-locks.html
[[nodiscard]] plan::Lock lock_named(std::string_view mode);

/// Runs the statement on `database` and gives the strongest lock that it has, or waits for, on each relation (by oid).
/// CREATE and DROP INDEX CONCURRENTLY wait for older transactions while they hold all their locks: one of `observer`
/// is such, and ends when they wait for it. Throws what PostgreSQL says of the statement.
[[nodiscard]] std::map<std::string, plan::Lock> locks_seen(runtime::Connection& database, runtime::Connection& observer,
                                                           const std::string& statement);

}  // namespace schemac::prove
