#include "server/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include "server/error.hpp"

namespace schemac::server {
namespace {

// What would make initdb or the server behave otherwise on another desk: libpq's PG* variables, locale and zone.
bool is_unwelcome(std::string_view variable) {
  for (const std::string_view prefix : {"PG", "LC_", "LANG", "TZ="}) {
    if (variable.starts_with(prefix)) return true;
  }
  return false;
}

std::vector<std::string> clean_environment() {
  std::vector<std::string> kept{"LC_ALL=C", "TZ=UTC"};
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    if (!is_unwelcome(*variable)) kept.emplace_back(*variable);
  }
  return kept;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void fail(const char* what, const char* name) noexcept {
  const char* cause = ::strerrordesc_np(errno);  // strerror may allocate
  for (const char* part : {what, name, ": ", cause == nullptr ? "unknown error" : cause, "\n"}) {
    if (::write(STDERR_FILENO, part, std::strlen(part)) < 0) break;
  }
  ::_exit(127);
}

void reset_signals() noexcept {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM}) {
    ::sigaction(signal, &standard, nullptr);
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

Image::Image(Command command)
    : command_(std::move(command)),
      environment_(clean_environment()),
      argv_(pointers_to(command_.argv)),
      envp_(pointers_to(environment_)) {}

void Image::execute() const noexcept {
  reset_signals();
  if (command_.account) {
    const Account& account = *command_.account;
    if (::setgroups(1, &account.gid) != 0 || ::setgid(account.gid) != 0 || ::setuid(account.uid) != 0) {
      fail("cannot become the user ", account.name.c_str());
    }
  }
  ::umask(077);
  if (::chdir("/") != 0) fail("cannot enter ", "/");
  close_from(STDERR_FILENO + 1);
  ::execve(argv_[0], argv_.data(), envp_.data());
  fail("cannot execute ", argv_[0]);
}

Outcome run(const Command& command) {
  const Image image(command);
  std::array<int, 2> channel{};
  if (::pipe2(channel.data(), O_CLOEXEC) != 0) {
    throw ServerError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  }
  const pid_t child = fork_child();
  if (child == 0) {
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(channel[1], STDOUT_FILENO);
    ::dup2(channel[1], STDERR_FILENO);
    image.execute();
  }
  ::close(channel[1]);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(channel[0], buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    outcome.output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  ::close(channel[0]);
  const int status = wait_for(child).value_or(0);
  outcome.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return outcome;
}

pid_t fork_child() {
  struct sigaction now {};
  if (::sigaction(SIGCHLD, nullptr, &now) == 0 && now.sa_handler == SIG_IGN) ::signal(SIGCHLD, SIG_DFL);
  const pid_t child = ::fork();
  if (child < 0) throw ServerError(fmt::format("cannot start a process: {}", std::strerror(errno)));
  return child;
}

std::optional<int> wait_for(pid_t child) noexcept {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return std::nullopt;
  }
  return status;
}

void close_from(int lowest) noexcept {
  if (::close_range(static_cast<unsigned>(lowest), ~0U, 0) == 0) return;
  constexpr int kMost = 65536;  // a kernel or a sandbox without close_range
  for (int descriptor = lowest; descriptor < kMost; ++descriptor) ::close(descriptor);
}

std::string last_lines(const std::string& text, std::size_t lines) {
  std::size_t begin = text.find_last_not_of('\n');
  if (begin == std::string::npos) return {};
  const std::size_t end = begin + 1;
  std::size_t wanted = lines;
  while (begin > 0 && !(text[begin - 1] == '\n' && --wanted == 0)) --begin;
  std::string indented = "\n  ";
  for (const char letter : std::string_view(text).substr(begin, end - begin)) {
    indented += letter;
    if (letter == '\n') indented += "  ";
  }
  return indented;
}

}  // namespace schemac::server
