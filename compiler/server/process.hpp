// Runs a program of PostgreSQL's: as another user if need be, in an environment of its own, with nothing of ours left
// open. Everything that allocates happens before fork; between fork and exec only what POSIX calls async-signal-safe
// runs, because the caller may have threads.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "server/account.hpp"

namespace schemac::server {

struct Command {
  std::vector<std::string> argv;   // argv[0] is the program's absolute path
  std::optional<Account> account;  // none: as we are
};

/// A command made ready to be executed in a child that must not allocate.
class Image {
 public:
  explicit Image(Command command);
  Image(const Image&) = delete;  // the pointers point into the strings
  Image& operator=(const Image&) = delete;

  /// Turns this process into the program: as its user, in `/`, default signals, umask 077, standard streams as they are
  /// and every other descriptor closed. On failure writes why to standard error and exits with 127. Async-signal-safe.
  [[noreturn]] void execute() const noexcept;

 private:
  Command command_;
  std::vector<std::string> environment_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
};

struct Outcome {
  int exit_code = 0;   // 128 + the signal's number when one ended it, as a shell says it
  std::string output;  // standard output and standard error, as they came
};

/// Runs the command to its end with no input. Throws ServerError only when no process can be made.
Outcome run(const Command& command);

/// fork(2), and sees to it that the child's end will be told to us: whoever ran us may have had SIGCHLD ignored, which
/// is inherited and loses every exit status. Throws ServerError.
pid_t fork_child();

/// Waits until the child ends, however often a signal interrupts; its wait status, or nothing when it is no child of
/// ours any more.
std::optional<int> wait_for(pid_t child) noexcept;

/// Closes every descriptor from `lowest` on. Async-signal-safe.
void close_from(int lowest) noexcept;

/// The last `lines` lines of a text, each indented by two spaces, for the end of an error message.
std::string last_lines(const std::string& text, std::size_t lines = 8);

}  // namespace schemac::server
