// The tokens of a C++ header with their places: enough to find the members of a struct and what stands in their braces.
// What they mean clang has said already.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::pull {

struct CppToken {
  enum class Kind { word, number, literal, mark, comment, directive };
  Kind kind = Kind::mark;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The tokens of a text that compiles. Marks are single characters, but for `::`.
[[nodiscard]] std::vector<CppToken> tokens_of(std::string_view text);

/// The tokens without comments, each followed by a blank: two pieces of code that differ in layout alone are the same.
[[nodiscard]] std::string without_layout(std::string_view code);

}  // namespace schemac::pull
