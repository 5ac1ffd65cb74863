// Ends what a server does not answer. libpq waits for an answer for ever; where the network swallows it, or the server
// stands still, no timeout of the server helps.
#pragma once

#include <atomic>
#include <map>

#include "schemac/runtime/transaction.hpp"

namespace schemac::runtime::detail {

class HangUp {
 public:
  /// Shuts the connection down at `when`, unless this is gone by then: whoever waits for an answer on it gets an error.
  /// One thread of the process does so for all.
  /// @param socket of the connection; may be closed before this is destroyed
  HangUp(int socket, Deadline when);
  HangUp(const HangUp&) = delete;
  HangUp& operator=(const HangUp&) = delete;
  ~HangUp();

  bool is_done() const noexcept { return done_; }

 private:
  class Watch;

  int socket_;  // a number of our own: that of the connection may be another's by then
  std::atomic<bool> done_{false};
  std::multimap<Deadline, HangUp*>::iterator place_;
};

}  // namespace schemac::runtime::detail
