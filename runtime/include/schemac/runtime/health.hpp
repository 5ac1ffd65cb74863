// Whether a pool can serve, for a probe of an orchestrator, say: a round trip to the server, and how the pool stands.
#pragma once

#include <chrono>
#include <optional>
#include <schemac/runtime/pool.hpp>
#include <string>
#include <vector>

namespace schemac::runtime {

struct Health {
  bool healthy = false;                   ///< A connection could be had, and the server answered on it, in time.
  std::chrono::nanoseconds waited{};      ///< For a connection.
  std::chrono::nanoseconds round_trip{};  ///< Of the answer; 0 where there was none.
  bool read_only = false;  ///< The server takes no writes: a standby, or `default_transaction_read_only`.
  std::string problem;     ///< Why it is not healthy; has no password and no values.
  Pool::Counts counts{};
};

/// Asks. Throws nothing of the world: what is wrong is said in what it gives.
/// @param timeout for a connection and the answer together; it returns at most a tenth of that later. A connection on
/// which no answer came is closed
Health health(Pool& pool, std::chrono::milliseconds timeout = std::chrono::seconds(5));

class ReplicatedPool;

struct ReplicatedHealth {
  bool healthy = false;  ///< The primary is, and with it every read: what no standby can take goes there.
  Health primary{};
  struct Standby {
    Health health{};
    std::optional<std::chrono::milliseconds> lag{};  ///< As `ReplicatedPool::Standby::lag`.
  };
  std::vector<Standby> standbys{};  ///< In the order of the URLs.
};

/// Asks all of its servers at once, each as above.
ReplicatedHealth health(ReplicatedPool& pool, std::chrono::milliseconds timeout = std::chrono::seconds(5));

}  // namespace schemac::runtime
