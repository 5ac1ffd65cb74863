// One deployer at a time. The lock is polled: a session that waits inside pg_advisory_lock holds a snapshot, and CREATE
// INDEX CONCURRENTLY of whoever holds the lock would wait for it in turn.
// https://www.postgresql.org/docs/15/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS
#pragma once

#include <chrono>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/migration/events.hpp>
#include <string>

namespace schemac::runtime::migration {

/// Somebody else holds the lock, and still does after the time we were willing to wait; what() says who.
class DeployLockBusy : public Error {
 public:
  using Error::Error;
};

/// Between us and the server stands a pooler that gives each transaction another session: a lock of a session, its
/// settings, and what commits by itself would be anybody's. what() says which URL is needed.
class PoolerBetween : public Error {
 public:
  using Error::Error;
};

/// Finds out whether `connection` is one session of the server from beginning to end.
/// @param url what `connection` was made from: a second one is opened where a pooler is met
/// @throws PoolerBetween
void demand_one_session(Connection& connection, const std::string& url);

/// Holds the advisory lock of schemac in the connection's database. The server releases it by itself when the session
/// ends, in whatever way; a client that is gone is noticed by the server within seconds, also in the middle of a
/// statement (from PostgreSQL 14 on).
class DeployLock {
 public:
  /// Polls until the lock is ours. `on_event` is told, in words, for whom we wait.
  /// @throws DeployLockBusy after `patience`
  DeployLock(Connection& connection, std::chrono::milliseconds patience, const OnEvent& on_event);
  DeployLock(const DeployLock&) = delete;
  DeployLock& operator=(const DeployLock&) = delete;
  ~DeployLock();

 private:
  Connection& connection_;
};

}  // namespace schemac::runtime::migration
