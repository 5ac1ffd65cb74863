// The comments of a C++ text, found without parsing it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace schemac {

/// Where a comment stands, in bytes; the end of a line is no part of it.
struct CommentRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Every `//` and `/* */` of a C++ text in its order; what looks like one in a string or a character is none.
[[nodiscard]] std::vector<CommentRange> comments_of_cpp(std::string_view text);

}  // namespace schemac
