// Tokens, and statements as runs of tokens. libpg_query has a splitter of its own, which drops statements without a
// keyword in silence and keeps comments; what is wrong in a file must not vanish, so that it is not used.
#include <algorithm>
#include <cstdint>

#include "sql/parse.hpp"
#include "sql/pg_query.hpp"

namespace schemac::sql {
namespace {

// Reads libpg_query's ScanResult { 2: repeated ScanToken { 1: start, 2: end, 5: keyword_kind } } off its wire format.
// All fields but the token are variable-length integers. https://protobuf.dev/programming-guides/encoding/
class Wire {
 public:
  explicit Wire(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }

  std::uint64_t integer() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !at_end(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if ((byte & 0x80U) == 0) break;
    }
    return value;
  }

  Wire message() {
    const auto size = integer();
    Wire inner(bytes_.substr(at_, size));
    at_ += size;
    return inner;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

Token read_token(Wire wire, std::string_view text) {
  Token token;
  while (!wire.at_end()) {
    const auto field = wire.integer() >> 3U;
    const auto value = wire.integer();
    if (field == 1) token.begin = value;
    if (field == 2) token.end = value;
    if (field == 5 && value <= static_cast<std::uint64_t>(Keyword::reserved))
      token.keyword = static_cast<Keyword>(value);
  }
  token.end = std::min(token.end, text.size());
  token.begin = std::min(token.begin, token.end);
  const auto start = text.substr(token.begin, 2);
  token.comment = start == "--" || start == "/*";
  return token;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

// Where that begins which is no token any more.
std::size_t first_after(const std::vector<Token>& tokens, std::string_view text) {
  std::size_t at = tokens.empty() ? 0 : tokens.back().end;
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

bool is_word(std::string_view text, const Token& token, std::string_view word) {
  const auto spelled = text.substr(token.begin, token.end - token.begin);
  return std::equal(spelled.begin(), spelled.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

// Says of each token whether it ends a statement.
class Nesting {
 public:
  explicit Nesting(std::string_view text) : text_(text) {}

  bool ends_statement(const Token& token) {
    const char c = token.begin < text_.size() ? text_[token.begin] : ' ';
    if (c == ';' && parentheses_ <= 0 && bodies_ == 0) {
      parentheses_ = 0;
      return true;
    }
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (bodies_ > 0 && is_word(text_, token, "case")) ++bodies_;
    if (bodies_ > 0 && is_word(text_, token, "end")) --bodies_;
    if (after_begin_ && is_word(text_, token, "atomic")) bodies_ = 1;
    after_begin_ = is_word(text_, token, "begin");
    return false;
  }

 private:
  std::string_view text_;
  int parentheses_ = 0;
  int bodies_ = 0;
  bool after_begin_ = false;
};

}  // namespace

Scan scan(std::string_view text) {
  Scan result;
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    result = scan(text.substr(0, nul));
    if (!result.error) result.error = SyntaxError{"NUL byte in SQL", nul};
    return result;
  }
  const std::string terminated(text);
  const PgQueryTokens found(pg_query_scan(terminated.c_str()));
  if (found->error != nullptr) {
    const auto offset = byte_of_character(text, found->error->cursorpos);
    result = scan(text.substr(0, offset < text.size() ? offset : 0));
    result.error = SyntaxError{found->error->message, offset};
    return result;
  }
  Wire wire(std::string_view(found->pbuf.data, found->pbuf.len));
  while (!wire.at_end()) {
    if (wire.integer() >> 3U == 2)
      result.tokens.push_back(read_token(wire.message(), text));
    else
      wire.integer();
  }
  return result;
}

std::vector<Span> split(std::string_view text, const Scan& scan) {
  std::vector<Span> statements;
  Nesting nesting(text);
  std::optional<std::size_t> begin;
  std::size_t end = 0;  // Of what belongs to the statement so far: where the next thing begins, without spaces.
  const auto close = [&] {
    while (begin && end > *begin && is_space(text[end - 1])) --end;
    if (begin && end > *begin) statements.push_back({*begin, end});
    begin.reset();
  };
  bool after_token = false;
  for (const Token& token : scan.tokens) {
    if (after_token) end = token.begin;
    after_token = false;
    if (token.comment) continue;
    if (nesting.ends_statement(token)) {
      close();
      continue;
    }
    if (!begin) begin = token.begin;
    after_token = true;
  }
  if (scan.error && !begin) begin = first_after(scan.tokens, text);
  if (after_token || scan.error) end = text.size();
  close();
  return statements;
}

std::string tokens_of(std::string_view statement) {
  const Scan scanned = scan(statement);
  std::string tokens;
  for (std::size_t i = 0; i < scanned.tokens.size(); ++i) {
    const Token& token = scanned.tokens[i];
    if (token.comment) continue;
    // The end of a token is not always known: it lasts until the next one, spaces apart.
    const auto next = i + 1 < scanned.tokens.size() ? scanned.tokens[i + 1].begin : statement.size();
    const auto text = statement.substr(token.begin, next - token.begin);
    tokens += '\n';
    tokens += text.substr(0, text.find_last_not_of(" \t\r\n\f\v") + 1);
  }
  if (scanned.error) tokens.append("\n").append(statement.substr(scanned.error->offset));
  return tokens;
}

std::vector<Span> split(std::string_view text) { return split(text, scan(text)); }

}  // namespace schemac::sql
