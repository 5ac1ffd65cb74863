// What is wrong with a snapshot, as diagnostics: where in the text, or which value of the document it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/diagnostics.hpp"

namespace schemac::snapshot {

class Problems {
 public:
  /// `file` is what messages call the snapshot.
  Problems(std::string_view text, std::string file, Diagnostics& diagnostics)
      : text_(text), file_(std::move(file)), diagnostics_(diagnostics) {}

  /// Reports a problem at a byte of the text.
  void at(std::size_t offset, std::string message, std::string hint);
  /// Reports a problem of the value that is being read: its path goes before the message.
  void here(const std::string& message);
  /// Whether anything was reported through this.
  [[nodiscard]] bool any() const { return any_; }

  /// Goes down to a value, and up again when it ends: `tables`, then 3, then `name` make `tables[3].name`.
  class Step {
   public:
    Step(Problems& problems, std::string_view key);
    Step(Problems& problems, std::size_t index);
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { path_.resize(length_); }

   private:
    std::string& path_;
    std::size_t length_;
  };

 private:
  std::string_view text_;
  std::string file_;
  Diagnostics& diagnostics_;
  std::string path_;
  bool any_ = false;
};

}  // namespace schemac::snapshot
