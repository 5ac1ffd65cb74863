#include "hang_up.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

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
    if (hang_up.place_ == waiting_.begin()) sooner_.notify_one();
  }

  void remove(const HangUp& hang_up) {
    const std::lock_guard lock(mutex_);
    if (!hang_up.done_) waiting_.erase(hang_up.place_);
  }

 private:
  /// Signals are for the threads of the program.
  void start() {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
      std::thread([this] { run(); }).detach();
      runs_ = true;
    } catch (const std::system_error&) {
      // No thread is to be had now: the next one who waits tries again.
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  [[noreturn]] void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      if (waiting_.empty()) {
        sooner_.wait(lock);
        continue;
      }
      const auto first = waiting_.begin();
      if (first->first > std::chrono::steady_clock::now()) {
        const Deadline when = first->first;  // a copy: the entry may go meanwhile
        sooner_.wait_until(lock, when);
        continue;
      }
      first->second->done_ = true;  // before whoever waits wakes up and asks
      ::shutdown(first->second->socket_, SHUT_RDWR);
      waiting_.erase(first);
    }
  }

  std::mutex mutex_;
  std::condition_variable sooner_;
  std::multimap<Deadline, HangUp*> waiting_;
  bool runs_ = false;
};

HangUp::HangUp(int socket, Deadline when) : socket_(::fcntl(socket, F_DUPFD_CLOEXEC, 0)) {
  Watch::instance().add(*this, when);
}

HangUp::~HangUp() {
  Watch::instance().remove(*this);
  if (socket_ >= 0) ::close(socket_);
}

}  // namespace schemac::runtime::detail
