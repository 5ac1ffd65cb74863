#include "diff/tokens.hpp"

#include <algorithm>
#include <cctype>

#include "diff/keywords.hpp"

namespace schemac::diff {
namespace {

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Bytes above ASCII are letters to PostgreSQL.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '$'; }

/// Each end_of_… takes the offset where its token begins and gives the one after its end; what is never closed ends
/// with the text.
std::size_t end_of_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t end_of_comment(std::string_view text, std::size_t at) {
  int depth = 0;  // comments nest
  while (at < text.size()) {
    const std::string_view two = text.substr(at, 2);
    if (two == "/*") ++depth;
    if (two == "*/") --depth;
    at += two == "/*" || two == "*/" ? 2 : 1;
    if (depth == 0) return at;
  }
  return text.size();
}

std::size_t end_of_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_space(text[at])) {
      ++at;
    } else if (text.substr(at, 2) == "--") {
      at = end_of_line(text, at);
    } else if (text.substr(at, 2) == "/*") {
      at = end_of_comment(text, at);
    } else {
      break;
    }
  }
  return at;
}

std::size_t end_of_quotes(std::string_view text, std::size_t at, bool backslash_escapes) {
  const char quote = text[at++];
  while (at < text.size()) {
    if (backslash_escapes && text[at] == '\\') {
      at += 2;
    } else if (text[at] != quote) {
      ++at;
    } else if (at + 1 < text.size() && text[at + 1] == quote) {
      at += 2;
    } else {
      return at + 1;
    }
  }
  return text.size();
}

/// The opening `$tag$`, or nothing where the dollar begins no string.
std::string_view dollar_tag(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && is_digit(text[end])) return {};  // $1
  while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  if (end >= text.size() || text[end] != '$') return {};
  return text.substr(at, end + 1 - at);
}

std::size_t end_of_dollars(std::string_view text, std::size_t at, std::string_view tag) {
  const std::size_t close = text.find(tag, at + tag.size());
  return close == std::string_view::npos ? text.size() : close + tag.size();
}

std::size_t end_of_number(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_word(text[at]) || text[at] == '.')) ++at;
  return at;
}

bool opens_prefixed_string(std::string_view text, std::size_t at) {
  constexpr std::string_view kPrefixes = "EeBbXxNn";
  return kPrefixes.find(text[at]) != std::string_view::npos && at + 1 < text.size() && text[at + 1] == '\'';
}

Token token_at(std::string_view text, std::size_t at) {
  using Kind = Token::Kind;
  const auto token = [&](Kind kind, std::size_t end) { return Token{kind, text.substr(at, end - at)}; };
  const char c = text[at];
  if (const std::size_t end = end_of_space(text, at); end != at) return token(Kind::space, end);
  if (c == '"') return token(Kind::quoted, end_of_quotes(text, at, false));
  if (c == '\'') return token(Kind::string, end_of_quotes(text, at, false));
  if (opens_prefixed_string(text, at)) {
    return token(Kind::string, std::min(end_of_quotes(text, at + 1, c == 'E' || c == 'e'), text.size()));
  }
  if (c == '$') {
    if (const auto tag = dollar_tag(text, at); !tag.empty()) return token(Kind::string, end_of_dollars(text, at, tag));
  }
  if (is_digit(c)) return token(Kind::number, end_of_number(text, at));
  if (is_letter(c)) {
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    return token(Kind::word, end);
  }
  return token(Kind::symbol, at + (text.substr(at, 2) == "::" ? 2 : 1));
}

std::string without_doubled(std::string_view inner, char quote) {
  std::string value;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    value += inner[i];
    if (inner[i] == quote) ++i;
  }
  return value;
}

std::string in_quotes(std::string_view value, char quote) {
  std::string text(1, quote);
  for (const char c : value) text.append(c == quote ? 2 : 1, c);
  return text + quote;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size(); at += tokens.back().text.size()) tokens.push_back(token_at(text, at));
  return tokens;
}

std::optional<std::string> name_in(const Token& token) {
  if (token.kind == Token::Kind::quoted && token.text.size() >= 2) {
    return without_doubled(token.text.substr(1, token.text.size() - 2), '"');
  }
  if (token.kind != Token::Kind::word) return std::nullopt;
  std::string name(token.text);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

std::optional<std::string> constant_in(const Token& token) {
  if (token.kind != Token::Kind::string || token.text.size() < 2) return std::nullopt;
  if (token.text.front() == '\'') return without_doubled(token.text.substr(1, token.text.size() - 2), '\'');
  if (token.text.front() != '$') return std::nullopt;
  const std::size_t tag = token.text.find('$', 1) + 1;
  if (token.text.size() < 2 * tag) return std::nullopt;
  return std::string(token.text.substr(tag, token.text.size() - 2 * tag));
}

std::string spelled(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; };
  const bool bare = !name.empty() && !is_digit(name.front()) && std::all_of(name.begin(), name.end(), plain) &&
                    !std::binary_search(kKeywords.begin(), kKeywords.end(), name);
  return bare ? std::string(name) : in_quotes(name, '"');
}

std::string quoted_constant(const std::string& value) { return in_quotes(value, '\''); }

}  // namespace schemac::diff
