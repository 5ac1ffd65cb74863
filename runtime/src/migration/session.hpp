// The settings of a session that deploys.
#pragma once

#include <chrono>
#include <string>

#include "schemac/runtime/connection.hpp"

namespace schemac::runtime::migration {

/// Has the server look every few seconds whether the client is still there, so that a statement whose deployer was
/// killed, and the lock it holds, do not outlive it for long. PostgreSQL 14 and newer; on an older one the network's
/// own time-outs have to do.
/// https://www.postgresql.org/docs/15/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
void end_with_the_client(Connection& connection);

/// The commands that each batch begins with: the settings that the session was born with, whatever a batch before it
/// has set, so that it makes no difference whether a run went through or was resumed. No statement is cut short by a
/// time-out of the role, and none waits for a lock for longer than `lock_timeout` (0: as long as it takes).
[[nodiscard]] std::string fresh_settings(const Connection& connection, std::chrono::milliseconds lock_timeout);

/// While it lives, statements wait for locks as long as it takes: those that wait without blocking anybody, and that
/// would lose their work. A `lock_timeout` that the migration has set itself stays.
class UnlimitedWait {
 public:
  UnlimitedWait(Connection& connection, std::chrono::milliseconds lock_timeout);
  UnlimitedWait(const UnlimitedWait&) = delete;
  UnlimitedWait& operator=(const UnlimitedWait&) = delete;
  ~UnlimitedWait();

 private:
  Connection& connection_;
  std::chrono::milliseconds lock_timeout_;
  bool lifted_;
};

}  // namespace schemac::runtime::migration
