// Regular expressions of PostgreSQL, matched here: translated to those of POSIX, which the C library matches without
// backtracking. What those cannot say (lookahead, back references, options in the expression, ranges of characters
// beyond ASCII) is left to the database.
// https://www.postgresql.org/docs/15/functions-matching.html#POSIX-SYNTAX-DETAILS
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace schemac::runtime {

class Pattern {
 public:
  /// @param expression as the operator `~` takes it: case counts
  explicit Pattern(std::string_view expression);
  Pattern(Pattern&& other) noexcept;
  Pattern& operator=(Pattern&& other) noexcept;
  ~Pattern();

  /// Whether it can be matched here.
  bool is_supported() const noexcept { return compiled_ != nullptr; }
  /// Whether the expression matches some part of the text. What a letter or digit is beyond ASCII, Unicode says.
  /// @pre is_supported()
  bool matches(const std::string& text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace schemac::runtime
