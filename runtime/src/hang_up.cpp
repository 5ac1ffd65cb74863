#include "hang_up.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace schemac::runtime::detail {

class HangUp::Watch {
 public:
  /// Never destroyed: connections of static objects may outlive any other.
  static Watch& instance() {
    static Watch* const watch = new Watch;
    return *watch;
  }

  void add(HangUp& hang_up, Deadline when) {
    const std::lock_guard lock(mutex_);
    if (!runs_) start();
    hang_up.place_ = waiting_.emplace(when, &hang_up);
    if (when != Deadline::max() && hang_up.place_ == waiting_.begin()) sooner_.notify_one();
  }

  void remove(const HangUp& hang_up) {
    const std::lock_guard lock(mutex_);
    if (!hang_up.done_) waiting_.erase(hang_up.place_);
  }

  void bring_forward(HangUp& hang_up, Deadline when) noexcept {
    const std::lock_guard lock(mutex_);
    if (hang_up.done_ || hang_up.place_->first <= when) return;
    Queue::node_type node = waiting_.extract(hang_up.place_);  // moved, so that no memory is needed
    node.key() = when;
    hang_up.place_ = waiting_.insert(std::move(node));
    if (hang_up.place_ == waiting_.begin()) sooner_.notify_one();
  }

  void end_now(HangUp& hang_up) noexcept {
    const std::lock_guard lock(mutex_);
    if (!hang_up.done_) end(hang_up.place_);
  }

 private:
  void start() {
    try {
      start_quiet_thread([this] { run(); });
      runs_ = true;
    } catch (const std::system_error&) {
      // No thread is to be had now: the next one who waits tries again.
    }
  }

  void end(Queue::iterator place) noexcept {
    place->second->done_ = true;  // before whoever waits wakes up and asks
    ::shutdown(place->second->socket_, SHUT_RDWR);
    waiting_.erase(place);
  }

  [[noreturn]] void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      const auto first = waiting_.begin();
      if (first == waiting_.end() || first->first == Deadline::max()) {
        sooner_.wait(lock);
        continue;
      }
      if (first->first > std::chrono::steady_clock::now()) {
        const Deadline when = first->first;  // a copy: the entry may go meanwhile
        sooner_.wait_until(lock, when);
        continue;
      }
      end(first);
    }
  }

  std::mutex mutex_;
  std::condition_variable sooner_;
  Queue waiting_;
  bool runs_ = false;
};

HangUp::HangUp(int socket, Deadline when, std::stop_token stop) : socket_(::fcntl(socket, F_DUPFD_CLOEXEC, 0)) {
  Watch::instance().add(*this, when);
  if (stop.stop_possible()) on_stop_.emplace(std::move(stop), [this] { now(); });
}

HangUp::~HangUp() {
  on_stop_.reset();
  Watch::instance().remove(*this);
  if (socket_ >= 0) ::close(socket_);
}

void HangUp::by(Deadline when) noexcept { Watch::instance().bring_forward(*this, when); }

void HangUp::now() noexcept { Watch::instance().end_now(*this); }

void start_quiet_thread(std::function<void()> work) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::exception_ptr failure;
  try {
    std::thread(std::move(work)).detach();
  } catch (...) {
    failure = std::current_exception();
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (failure != nullptr) std::rethrow_exception(failure);
}

}  // namespace schemac::runtime::detail
