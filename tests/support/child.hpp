// A process that a test starts to see what becomes of its things when it ends, and waiting for what comes about by
// itself.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>

namespace schemac::tests {

/// A forked copy of the test program that runs one function and exits: with what it returns, or 99 after an exception,
/// whose message it says. No destructor of the test program runs in it.
class Child {
 public:
  using Say = std::function<void(const std::string& line)>;

  explicit Child(const std::function<int(const Say&)>& body);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  // kills it, if it is still there

  /// The next line that it says, without the end of line; empty when it has ended. Waits for it.
  std::string hear();
  void kill(int signal) const;
  /// Waits for its end: its exit status, or minus the number of the signal that ended it.
  int wait();

 private:
  pid_t pid_ = -1;
  int ear_ = -1;
};

/// Asks again and again, for half a minute at most, until the answer is yes; the last answer.
bool eventually(const std::function<bool()>& question);

/// A new folder in memory where there is enough, else in /tmp; removed in the end. Short, so that sockets fit, and with
/// a space in its name; everybody may enter it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace schemac::tests
