#include "pull/cpp_tokens.hpp"

#include <algorithm>

namespace schemac::pull {
namespace {

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t end_of(std::string_view text, std::string_view what, std::size_t from) {
  const std::size_t at = text.find(what, from);
  return at == std::string_view::npos ? text.size() : at + what.size();
}

std::size_t end_of_line(std::string_view text, std::size_t from) {
  const std::size_t at = text.find('\n', from);
  return at == std::string_view::npos ? text.size() : at;
}

/// A directive goes on where its line ends in a backslash.
std::size_t end_of_directive(std::string_view text, std::size_t from) {
  std::size_t end = end_of_line(text, from);
  while (end < text.size() && text[end - 1] == '\\') end = end_of_line(text, end + 1);
  return end;
}

std::size_t end_of_quoted(std::string_view text, std::size_t from, char quote) {
  std::size_t at = from + 1;
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

std::size_t end_of_raw(std::string_view text, std::size_t quote) {
  const std::size_t open = std::min(text.find('(', quote), text.size());
  const std::string close = ")" + std::string(text.substr(quote + 1, open - quote - 1)) + "\"";
  return end_of(text, close, open);
}

bool is_raw_prefix(std::string_view word) {
  return word == "R" || word == "u8R" || word == "uR" || word == "UR" || word == "LR";
}

bool begins_line(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
  return before == std::string_view::npos || text[before] == '\n';
}

CppToken token_at(std::string_view text, std::size_t at) {
  using Kind = CppToken::Kind;
  const char c = text[at];
  if (text.substr(at).starts_with("//")) return {Kind::comment, at, end_of_line(text, at)};
  if (text.substr(at).starts_with("/*")) return {Kind::comment, at, end_of(text, "*/", at + 2)};
  if (c == '#' && begins_line(text, at)) return {Kind::directive, at, end_of_directive(text, at)};
  if (c == '"' || c == '\'') return {Kind::literal, at, end_of_quoted(text, at, c)};
  std::size_t end = at + 1;
  if (starts_word(c)) {
    while (end < text.size() && (starts_word(text[end]) || is_digit(text[end]))) ++end;
    const std::string_view word = text.substr(at, end - at);
    const bool quoted = end < text.size() && text[end] == '"';
    if (quoted && is_raw_prefix(word)) return {Kind::literal, at, end_of_raw(text, end)};
    if (quoted) return {Kind::literal, at, end_of_quoted(text, end, '"')};
    return {Kind::word, at, end};
  }
  if (is_digit(c)) {
    while (end < text.size() &&
           (starts_word(text[end]) || is_digit(text[end]) || text[end] == '.' || text[end] == '\''))
      ++end;
    return {Kind::number, at, end};
  }
  if (text.substr(at).starts_with("::")) ++end;
  return {Kind::mark, at, end};
}

}  // namespace

std::vector<CppToken> tokens_of(std::string_view text) {
  std::vector<CppToken> tokens;
  std::size_t at = text.find_first_not_of(" \t\r\n\f\v");
  while (at != std::string_view::npos) {
    tokens.push_back(token_at(text, at));
    at = text.find_first_not_of(" \t\r\n\f\v", tokens.back().end);
  }
  return tokens;
}

std::string without_layout(std::string_view code) {
  std::string made;
  for (const CppToken& token : tokens_of(code)) {
    if (token.kind == CppToken::Kind::comment) continue;
    made.append(code.substr(token.begin, token.end - token.begin)).append(" ");
  }
  return made;
}

}  // namespace schemac::pull
