#include "support/child.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace schemac::tests {

Child::Child(const std::function<int(const Say&)>& body) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) {
    ::close(ends[0]);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGSEGV}) ::signal(signal, SIG_DFL);  // Catch2 has its own
    const Say say = [&](const std::string& line) {
      const std::string whole = line + '\n';
      if (::write(ends[1], whole.data(), whole.size()) < 0) ::_exit(98);
    };
    int status = 99;
    try {
      status = body(say);
    } catch (const std::exception& error) {
      say(error.what());
    }
    ::_exit(status);
  }
  ::close(ends[1]);
  ear_ = ends[0];
}

Child::~Child() {
  if (pid_ > 0) {
    kill(SIGKILL);
    wait();
  }
  ::close(ear_);
}

std::string Child::hear() {
  std::string line;
  for (char letter = 0;;) {
    const ssize_t count = ::read(ear_, &letter, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0 || letter == '\n') return line;
    line += letter;
  }
}

void Child::kill(int signal) const { ::kill(pid_, signal); }

int Child::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

bool eventually(const std::function<bool()>& question) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!question()) {
    if (std::chrono::steady_clock::now() > deadline) return question();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

TemporaryFolder::TemporaryFolder() {
  // A disk's journal is slow to make the thousand files of a server again and again.
  std::error_code missing;
  const bool has_memory = std::filesystem::space("/dev/shm", missing).available >= std::uintmax_t{1} << 30U && !missing;
  std::string pattern = std::string(has_memory ? "/dev/shm" : "/tmp") + "/schemac test XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
  std::filesystem::permissions(path_, std::filesystem::perms(0755));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace schemac::tests
