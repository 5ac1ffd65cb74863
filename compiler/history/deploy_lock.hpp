// One deployer at a time. The lock is polled: a session that waits inside pg_advisory_lock holds a snapshot, and CREATE
// INDEX CONCURRENTLY of whoever holds the lock would wait for it in turn.
// https://www.postgresql.org/docs/15/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS
#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

#include "schemac/runtime/connection.hpp"

namespace schemac::history {

/// Somebody else holds the lock, and still does after the time we were willing to wait; what() says who.
class DeployLockBusy : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Holds the advisory lock of schemac in the connection's database. The server releases it by itself when the session
/// ends, in whatever way.
class DeployLock {
 public:
  /// Polls until the lock is ours. `on_wait` is told once, in words, who has it. Throws DeployLockBusy after
  /// `patience`.
  DeployLock(runtime::Connection& connection, std::chrono::milliseconds patience,
             const std::function<void(const std::string&)>& on_wait);
  DeployLock(const DeployLock&) = delete;
  DeployLock& operator=(const DeployLock&) = delete;
  ~DeployLock();

 private:
  runtime::Connection& connection_;
};

}  // namespace schemac::history
