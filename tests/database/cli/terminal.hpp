// The executable on a terminal of its own, with somebody at the keyboard.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "tool.hpp"

namespace schemac::tests {

class Terminal {
 public:
  /// With `user`, the tool runs as that user and no longer as root.
  Terminal(const std::filesystem::path& folder, const Words& words, std::optional<uid_t> user = std::nullopt);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();  // ends the tool, if it is still there

  /// Waits until the screen has `text` behind what was waited for before. False: the tool ended without showing it.
  bool shows(const std::string& text);
  void type(const std::string& keys) const;
  /// Waits for its end: the exit status, or minus the number of the signal that ended it.
  int wait();
  /// All that was shown so far.
  const std::string& screen() const { return screen_; }

 private:
  bool read_more();

  pid_t pid_ = -1;
  int keyboard_ = -1;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace schemac::tests
