#include "hang_up.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>

#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {

class HangUp::Watch {
 public:
  static Watch& instance() { return *current(); }

  void add(HangUp& hang_up, Deadline when) {
    const std::lock_guard lock(mutex_);
    if (!runs_) start();
    hang_up.place_ = waiting_.emplace(when, &hang_up);
    if (when != Deadline::max() && hang_up.place_ == waiting_.begin()) sooner_.notify_one();
  }

  void remove(const HangUp& hang_up) {
    const std::lock_guard lock(mutex_);
    if (!hang_up.due_) waiting_.erase(hang_up.place_);
  }

  void bring_forward(HangUp& hang_up, Deadline when) noexcept {
    const std::lock_guard lock(mutex_);
    if (abandoned_ || hang_up.due_ || hang_up.place_->first <= when) return;
    Queue::node_type node = waiting_.extract(hang_up.place_);  // moved, so that no memory is needed
    node.key() = when;
    hang_up.place_ = waiting_.insert(std::move(node));
    if (hang_up.place_ == waiting_.begin()) sooner_.notify_one();
  }

  void end_now(HangUp& hang_up) noexcept {
    const std::lock_guard lock(mutex_);
    if (abandoned_) return;
    if (!hang_up.due_) take_out(hang_up);
    shut_down(hang_up);
  }

  /// One whose time has come while nobody waited.
  void again(HangUp& hang_up, Deadline when) noexcept {
    const std::lock_guard lock(mutex_);
    if (abandoned_ || !hang_up.due_ || hang_up.done_) return;
    try {
      hang_up.place_ = waiting_.emplace(when, &hang_up);
      hang_up.due_ = false;
      if (hang_up.place_ == waiting_.begin()) sooner_.notify_one();
    } catch (const std::bad_alloc&) {
      shut_down(hang_up);  // rather than to wait for ever
    }
  }

 private:
  /// Never destroyed: connections of static objects may outlive any other.
  static Watch*& current() {
    static Watch* watch = first();
    return watch;
  }

  static Watch* first() {
    ::pthread_atfork([] { current()->mutex_.lock(); }, [] { current()->mutex_.unlock(); }, begin_anew);
    return new Watch;
  }

  /// In a forked process, which has no other thread: not the one that watches, and those that wait wait elsewhere.
  /// Their sockets are shared, and must not be shut down from here.
  static void begin_anew() {
    current()->abandoned_ = true;
    current()->mutex_.unlock();
    current() = new Watch;
  }

  void start() {
    try {
      start_quiet_thread([this] { run(); });
      runs_ = true;
    } catch (const std::system_error&) {
      // No thread is to be had now: the next one who waits tries again.
    }
  }

  void take_out(HangUp& hang_up) noexcept {
    waiting_.erase(hang_up.place_);
    hang_up.due_ = true;
  }
  static void shut_down(HangUp& hang_up) noexcept {
    hang_up.done_ = true;  // before whoever waits wakes up and asks
    ::shutdown(hang_up.socket_, SHUT_RDWR);
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
      HangUp& due = *first->second;
      take_out(due);  // before it is asked: who begins to wait now asks whether it is due
      if (due.waits_) shut_down(due);
    }
  }

  std::mutex mutex_;
  std::condition_variable sooner_;
  Queue waiting_;
  bool runs_ = false;
  bool abandoned_ = false;  // to the process that this one was forked off
};

HangUp::HangUp(int socket, Deadline when, std::stop_token stop)
    : watch_(Watch::instance()), socket_(::fcntl(socket, F_DUPFD_CLOEXEC, 0)) {
  if (socket_ < 0 && socket >= 0)
    throw InsufficientResources("nobody can watch how long the server takes: " + std::string(std::strerror(errno)));
  watch_.add(*this, when);
  if (stop.stop_possible()) on_stop_.emplace(std::move(stop), [this] { now(); });
}

HangUp::~HangUp() {
  on_stop_.reset();
  watch_.remove(*this);
  if (socket_ >= 0) ::close(socket_);
}

void HangUp::by(Deadline when) noexcept { watch_.bring_forward(*this, when); }

bool HangUp::wait(std::chrono::milliseconds grace) noexcept {
  if (waits_.exchange(true)) return false;
  if (due_) watch_.again(*this, std::chrono::steady_clock::now() + grace);
  return true;
}

void HangUp::now() noexcept { watch_.end_now(*this); }

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
