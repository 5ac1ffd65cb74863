// Ends what a server does not answer. libpq waits for an answer for ever; where the network swallows it, or the server
// stands still, no timeout of the server helps (docs/decisions/0029).
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>

#include "schemac/runtime/transaction.hpp"

namespace schemac::runtime::detail {

class HangUp {
 public:
  /// Shuts the connection down at `when` or when it is asked to stop, unless this is gone by then: whoever waits for an
  /// answer on it gets an error. One thread of the process does so for all; in a process that is forked off, another
  /// one, which leaves what was begun before to the other process.
  /// @param socket of the connection; may be closed before this is destroyed
  /// @param when `Deadline::max()`: at no time that is known yet
  /// @throws InsufficientResources where the process may have no more descriptors
  explicit HangUp(int socket, Deadline when = Deadline::max(), std::stop_token stop = {});
  HangUp(const HangUp&) = delete;
  HangUp& operator=(const HangUp&) = delete;
  ~HangUp();

  /// Nobody waits for an answer from now on, as somebody does in the beginning: a connection on which nothing runs is
  /// left alone when its time comes.
  void rest() noexcept { waits_ = false; }
  /// Somebody waits again: where the time has come meanwhile, for so long at most.
  /// @return whether nobody did
  bool wait(std::chrono::milliseconds grace) noexcept;

  /// At that time, if that is sooner. From any thread.
  void by(Deadline when) noexcept;
  /// From any thread.
  void now() noexcept;
  /// Whether the connection was shut down.
  bool is_done() const noexcept { return done_; }

 private:
  class Watch;
  using Queue = std::multimap<Deadline, HangUp*>;

  Watch& watch_;
  int socket_;  // a number of our own: that of the connection may be another's by then
  std::atomic<bool> waits_{true};
  std::atomic<bool> due_{false};  // its time has come: it waits for none in the queue
  std::atomic<bool> done_{false};
  Queue::iterator place_;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

/// Starts a thread that nobody waits for. Signals are for the threads of the program, so it hears none.
/// @throws std::system_error where no thread is to be had
void start_quiet_thread(std::function<void()> work);

}  // namespace schemac::runtime::detail
