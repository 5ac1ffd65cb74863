#include "support/cpp_comments.hpp"

#include <algorithm>
#include <string>

namespace schemac {
namespace {

/// Byte behind the string or character that begins at `at`. A raw string ends at its own delimiter.
/// https://en.cppreference.com/w/cpp/language/string_literal
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const char quote = text[at];
  if (quote == '"' && at > 0 && text[at - 1] == 'R') {
    const std::size_t open = std::min(text.find('(', at), text.size());
    const std::string close = ")" + std::string(text.substr(at + 1, open - at - 1)) + "\"";
    const std::size_t end = text.find(close, open);
    return end == std::string_view::npos ? text.size() : end + close.size();
  }
  for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

bool is_digit_separator(std::string_view text, std::size_t at) {
  const auto is_digit = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return text[at] == '\'' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]) &&
         (at + 2 >= text.size() || text[at + 2] != '\'');
}

/// The end of the line, or of the last one that a `\` carries it on to.
std::size_t end_of_line_comment(std::string_view text, std::size_t at) {
  while (true) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t last = text.substr(0, end).find_last_not_of('\r');
    if (end == text.size() || text[last] != '\\') return end;
    at = end + 1;
  }
}

}  // namespace

std::vector<CommentRange> comments_of_cpp(std::string_view text) {
  std::vector<CommentRange> comments;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//")) {
      comments.push_back({at, end_of_line_comment(text, at)});
      at = comments.back().end;
    } else if (rest.starts_with("/*")) {
      const std::size_t close = text.find("*/", at + 2);
      comments.push_back({at, close == std::string_view::npos ? text.size() : close + 2});
      at = comments.back().end;
    } else if (text[at] == '"' || (text[at] == '\'' && !is_digit_separator(text, at))) {
      at = end_of_literal(text, at);
    } else {
      ++at;
    }
  }
  return comments;
}

}  // namespace schemac
