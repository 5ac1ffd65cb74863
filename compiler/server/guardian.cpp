#include "server/guardian.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "server/error.hpp"

namespace schemac::server {
namespace {

constexpr char kLaunch = 'l';  // from us to the guardian
constexpr char kEnded = 'e';   // from the guardian to us

// Everything below runs in the guardian, forked from a process that may have threads: no allocation, no exception, only
// calls that signal-safety(7) lists. What it needs was made before the fork.

constexpr int kChannel = 3;
constexpr int kLockFile = 4;

volatile sig_atomic_t told_to_stop = 0;

void note_signal(int signal) {
  if (signal != SIGCHLD) told_to_stop = 1;
}

// Signals are held back except inside pselect: none can slip in between a look and the wait that follows it.
sigset_t hold_signals() noexcept {
  struct sigaction noting {};
  noting.sa_handler = note_signal;
  sigset_t held;
  sigset_t nothing;
  ::sigemptyset(&held);
  ::sigemptyset(&nothing);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) {
    ::sigaction(signal, &noting, nullptr);
    ::sigaddset(&held, signal);
  }
  ::sigprocmask(SIG_SETMASK, &held, nullptr);
  return nothing;
}

void settle_descriptors(int channel, int lock, const char* log) noexcept {
  constexpr int kOutOfTheWay = 10;
  const int kept_channel = ::fcntl(channel, F_DUPFD, kOutOfTheWay);
  const int kept_lock = ::fcntl(lock, F_DUPFD, kOutOfTheWay);
  ::dup2(kept_channel, kChannel);
  ::dup2(kept_lock, kLockFile);
  // Ours hold the pipes of whoever runs us, who waits for their end.
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(::open(log, O_WRONLY | O_CREAT | O_APPEND, 0600), STDOUT_FILENO);
  ::dup2(STDOUT_FILENO, STDERR_FILENO);
  close_from(kLockFile + 1);  // the channels of other guardians among them, which must not stay open through us
}

pid_t start(const Image& image) noexcept {
  const pid_t child = ::fork();
  if (child == 0) image.execute();
  return child;
}

// Waits until the owner sends a byte or is gone, a child ends, a signal comes or the time is over.
void wait_for_news(const sigset_t& unheld, bool watch_channel, long milliseconds) noexcept {
  fd_set set;
  FD_ZERO(&set);
  if (watch_channel) FD_SET(kChannel, &set);
  const timespec limit{milliseconds / 1000, (milliseconds % 1000) * 1'000'000};
  ::pselect(kChannel + 1, &set, nullptr, nullptr, milliseconds < 0 ? nullptr : &limit, &unheld);
}

void stop_server(pid_t server, const sigset_t& unheld) noexcept {
  constexpr int kTries = 1000;  // of up to 10 ms each
  ::kill(server, SIGQUIT);      // immediate shutdown: nobody wants the data
  for (int tries = 0; ::waitpid(server, nullptr, WNOHANG) == 0; ++tries) {
    if (tries == kTries) ::kill(server, SIGKILL);
    wait_for_news(unheld, false, 10);
  }
}

void remove_folder(const Image& removal, const sigset_t& unheld) noexcept {
  // Sessions of a killed server may write for a moment yet, which makes a folder "not empty" that was.
  for (int tries = 0; tries < 20; ++tries) {
    const pid_t remover = start(removal);
    if (remover > 0 && wait_for(remover) == 0) return;
    wait_for_news(unheld, false, 50);
  }
}

[[noreturn]] void guard(const Image& server_image, const Image& removal) noexcept {
  const sigset_t unheld = hold_signals();
  pid_t server = -1;
  while (told_to_stop == 0) {
    char word = 0;
    const ssize_t count = ::recv(kChannel, &word, 1, MSG_DONTWAIT);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) break;  // the owner is gone
    if (count == 1 && word == kLaunch) server = start(server_image);
    if (server > 0 && ::waitpid(server, nullptr, WNOHANG) == server) {
      server = -1;
      ::send(kChannel, &kEnded, 1, MSG_NOSIGNAL);
    }
    wait_for_news(unheld, true, -1);
  }
  if (server > 0) stop_server(server, unheld);
  remove_folder(removal, unheld);
  ::_exit(0);
}

}  // namespace

Guardian::Guardian(OwnFolder folder, const Command& server) : folder_(std::move(folder)) {
  const Image server_image(server);
  const Image removal({{"/bin/rm", "-rf", "--", folder_.path().string()}, std::nullopt});
  const std::string log_file = log().string();
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw ServerError(fmt::format("cannot make a pair of sockets: {}", std::strerror(errno)));
  }
  pid_ = fork_child();
  if (pid_ == 0) {
    ::setsid();
    settle_descriptors(ends[1], folder_.lock().descriptor(), log_file.c_str());
    guard(server_image, removal);
  }
  channel_ = ends[0];
  ::close(ends[1]);
}

Guardian::Guardian(Guardian&& other) noexcept
    : folder_(std::move(other.folder_)), channel_(std::exchange(other.channel_, -1)), pid_(other.pid_) {}

Guardian& Guardian::operator=(Guardian&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(channel_, other.channel_);
  std::swap(pid_, other.pid_);
  return *this;
}

Guardian::~Guardian() {
  if (channel_ < 0) return;
  ::close(channel_);
  wait_for(pid_);
}

void Guardian::launch() {
  if (::send(channel_, &kLaunch, 1, MSG_NOSIGNAL) != 1) {
    throw ServerError(fmt::format("the process that looks after the server has ended: {}", std::strerror(errno)));
  }
}

bool Guardian::ended(std::chrono::milliseconds patience) const {
  pollfd news{channel_, POLLIN, 0};
  return ::poll(&news, 1, static_cast<int>(patience.count())) > 0;
}

}  // namespace schemac::server
