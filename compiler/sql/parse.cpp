// Checks. An expression or a type is no statement, so each is tried inside one; how the frames are chosen, so that a
// text cannot break out of them, is said at each.
#include "sql/parse.hpp"

#include <algorithm>

#include "sql/pg_query.hpp"

namespace schemac::sql {
namespace {

// A newline ends a `--` comment at the end of the text, so that it does not swallow the frame.
struct Frame {
  std::string_view before;
  std::string_view after;
};

// A text with an unmatched `)` or `]` passes one of these two, never both: brackets nest. A list or a bare SELECT,
// which parentheses would let through, is no subscript; a slice `a:b` is no parenthesis.
constexpr Frame kSubscript{"SELECT x[", "\n]"};
constexpr Frame kParentheses{"SELECT (", "\n)"};
// The same for types; `AS` begins no expression, so that what stands between it and its `)` is one type.
constexpr Frame kCastInSubscript{"SELECT x[NULL::", "\n]"};
constexpr Frame kCast{"SELECT CAST(NULL AS ", "\n)"};

std::optional<SyntaxError> check_nul(std::string_view text) {
  const auto nul = text.find('\0');
  if (nul == std::string_view::npos) return std::nullopt;
  return SyntaxError{"NUL byte in SQL", nul};
}

std::optional<SyntaxError> parse(std::string_view text) {
  const std::string terminated(text);
  const PgQueryTree tree(pg_query_parse(terminated.c_str()));
  if (tree->error == nullptr) return std::nullopt;
  return SyntaxError{tree->error->message, byte_of_character(text, tree->error->cursorpos)};
}

// An error at or beyond the end of the text is PostgreSQL's stumbling over the frame. The text of a string without end
// runs into the frame too, and is cut out of the message.
SyntaxError without_frame(SyntaxError error, std::string_view text, const Frame& frame) {
  error.offset -= std::min(error.offset, frame.before.size());
  if (error.offset >= text.size()) return {"syntax error at end of input", text.size()};
  const std::string tail = std::string(frame.after) + '"';
  if (error.message.ends_with(tail)) error.message.replace(error.message.size() - tail.size(), tail.size(), "\"");
  return error;
}

// libpg_query has no bound on its stack: a chain of operators of some hundred kilobytes would end the process.
constexpr std::size_t kMaximumBytes = 64 * 1024;

std::optional<SyntaxError> check_in(std::string_view text, const Frame& frame) {
  if (auto nul = check_nul(text)) return nul;
  if (text.size() > kMaximumBytes) return SyntaxError{"expression longer than 64 KiB", kMaximumBytes};
  std::string framed(frame.before);
  framed.append(text).append(frame.after);
  auto error = parse(framed);
  if (!error) return std::nullopt;
  return without_frame(std::move(*error), text, frame);
}

}  // namespace

std::size_t byte_of_character(std::string_view text, int position) {
  std::size_t byte = 0;
  for (int character = 1; character < position && byte < text.size(); ++character) {
    const auto lead = static_cast<unsigned char>(text[byte]);
    byte += lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 1;  // As pg_utf_mblen counts.
  }
  return std::min(byte, text.size());
}

std::optional<SyntaxError> check_statements(std::string_view text) {
  if (auto nul = check_nul(text)) return nul;
  return parse(text);
}

std::optional<SyntaxError> check_expression(std::string_view text) {
  if (auto error = check_in(text, kSubscript)) return error;
  return check_in(text, kParentheses);
}

std::optional<SyntaxError> check_type(std::string_view text) {
  if (auto error = check_in(text, kCastInSubscript)) return error;
  return check_in(text, kCast);
}

// POSITION takes the same restricted expression (b_expr) as DEFAULT does.
bool stands_after_default(std::string_view expression) {
  return !check_in(expression, Frame{"SELECT position(", "\nIN x)"});
}

bool stands_as_index_key(std::string_view expression) {
  return !check_in(expression, Frame{"CREATE INDEX ON t (", "\n)"});
}

}  // namespace schemac::sql
