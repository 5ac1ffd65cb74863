#include "terminal.hpp"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace schemac::tests {

Terminal::Terminal(const std::filesystem::path& folder, const Words& words, std::optional<uid_t> user) {
  pid_ = ::forkpty(&keyboard_, nullptr, nullptr, nullptr);
  if (pid_ < 0) throw std::runtime_error("no terminal");
  if (pid_ > 0) return;
  for (const int number : {SIGHUP, SIGINT, SIGTERM, SIGSEGV}) ::signal(number, SIG_DFL);  // Catch2 has its own
  if (::chdir(folder.c_str()) != 0) ::_exit(97);
  ::setenv("NO_COLOR", "1", 1);
  if (user && (::setgid(*user) != 0 || ::setuid(*user) != 0)) ::_exit(97);
  std::vector<char*> arguments{const_cast<char*>(SCHEMAC_TOOL)};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(SCHEMAC_TOOL, arguments.data());
  ::_exit(97);
}

Terminal::~Terminal() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    wait();
  }
  ::close(keyboard_);
}

bool Terminal::read_more() {
  char buffer[4096];
  ssize_t size = 0;
  do {
    size = ::read(keyboard_, buffer, sizeof buffer);
  } while (size < 0 && errno == EINTR);
  if (size <= 0) return false;  // EIO: whoever had the terminal is gone
  screen_.append(buffer, static_cast<std::size_t>(size));
  return true;
}

bool Terminal::shows(const std::string& text) {
  for (;;) {
    const std::size_t at = screen_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!read_more()) return false;
  }
}

void Terminal::type(const std::string& keys) const {
  if (::write(keyboard_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size()))
    throw std::runtime_error("the terminal takes no keys");
}

int Terminal::wait() {
  while (read_more()) {
  }
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace schemac::tests
