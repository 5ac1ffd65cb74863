// How long somebody waits for a server, and whether he still does: what bounds connecting and what is said to a session
// before anybody has it.
#pragma once

#include <chrono>
#include <stop_token>
#include <utility>

#include "hang_up.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {

struct Patience {
  Deadline until = Deadline::max();
  /// Asked to stop, nobody waits any more.
  std::stop_token abandoned{};

  bool is_over() const noexcept { return abandoned.stop_requested() || std::chrono::steady_clock::now() >= until; }
  bool has_end() const noexcept { return until != Deadline::max() || abandoned.stop_possible(); }
};

/// Nobody waited any longer; the server may yet answer.
class PatienceLost : public ConnectionFailure {
 public:
  PatienceLost() : ConnectionFailure("the server did not answer in time") {}
};

/// Does what waits for answers on a socket.
/// @throws PatienceLost where it was hung up on meanwhile, whatever `work` made of that
template <class Work>
void within_patience(int socket, const Patience& patience, Work&& work) {
  if (!patience.has_end()) return work();
  const HangUp hang_up(socket, patience.until, patience.abandoned);
  try {
    work();
  } catch (...) {
    if (!hang_up.is_done()) throw;
  }
  if (hang_up.is_done()) throw PatienceLost();
}

}  // namespace schemac::runtime::detail
