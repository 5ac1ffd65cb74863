#include "canceller.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>

#include "hang_up.hpp"

namespace schemac::runtime::detail {

struct Canceller::State {
  explicit State(PGconn* connection) : request(PQgetCancel(connection), PQfreeCancel) {}

  void send() noexcept {
    char problem[256];
    PQcancel(request.get(), problem, sizeof problem);
    const std::lock_guard lock(mutex);
    asking = false;
    done.notify_all();
  }

  const std::unique_ptr<PGcancel, void (*)(PGcancel*)> request;
  std::mutex mutex;
  std::condition_variable done;
  std::atomic<bool> asking{false};  // changed under the mutex
};

Canceller::Canceller(PGconn* connection) : state_(std::make_shared<State>(connection)) {}

bool Canceller::ask() noexcept {
  constexpr std::chrono::milliseconds kMoment(500);
  if (state_->request == nullptr) return true;
  const auto until = std::chrono::steady_clock::now() + kMoment;
  const auto has_ended = [this] { return !state_->asking; };
  std::unique_lock lock(state_->mutex);
  // One at a time: where the network is silent, each would leave a thread behind.
  if (!state_->done.wait_until(lock, until, has_ended)) return false;
  state_->asking = true;
  try {
    start_quiet_thread([state = state_] { state->send(); });
  } catch (const std::exception&) {
    state_->asking = false;
    return false;
  }
  return state_->done.wait_until(lock, until, has_ended);
}

bool Canceller::is_asking() const noexcept { return state_->asking; }

}  // namespace schemac::runtime::detail
