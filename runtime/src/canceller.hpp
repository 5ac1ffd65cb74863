// Asks the server to give up what a session is running. The request goes over a connection of its own, for which libpq
// waits as long as the network lets it (https://www.postgresql.org/docs/15/libpq-cancel.html), so a thread does that
// and whoever asks waits for a moment alone (docs/decisions/0029).
#pragma once

#include <memory>

#include "libpq.hpp"

namespace schemac::runtime::detail {

class Canceller {
 public:
  explicit Canceller(PGconn* connection);

  /// From any thread. @return false where the server has not taken the request within half a second: it may reach the
  /// session later, whatever that runs then
  bool ask() noexcept;
  /// Whether a request is on its way.
  bool is_asking() const noexcept;

 private:
  struct State;
  std::shared_ptr<State> state_;  // the thread's too, which may outlive the session
};

}  // namespace schemac::runtime::detail
