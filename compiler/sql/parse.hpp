// The door to PostgreSQL's parser (libpg_query, the grammar of PostgreSQL 15). It splits, checks and places; it never
// decides whether two expressions are equal: it has no catalog. Offsets are bytes from 0, everywhere. A NUL byte ends
// what the parser sees, so that text with one is always refused.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::sql {

/// The major whose grammar the parser knows.
inline constexpr int kGrammarMajor = 15;

struct SyntaxError {
  std::string message;     ///< PostgreSQL's.
  std::size_t offset = 0;  ///< Byte in the text that was given, from 0; its size where the text ends too early.

  bool operator==(const SyntaxError&) const = default;
};

/// Parses whole statements. Nothing: all is well.
[[nodiscard]] std::optional<SyntaxError> check_statements(std::string_view text);
/// Parses one value expression, as in DEFAULT, CHECK, WHERE. The whole text is the expression: one that closes a
/// parenthesis which it did not open is refused, and one of more than 64 KiB.
/// https://www.postgresql.org/docs/15/sql-expressions.html
[[nodiscard]] std::optional<SyntaxError> check_expression(std::string_view text);
/// Parses the name of a type, as in a column definition; nothing of what may follow it there.
[[nodiscard]] std::optional<SyntaxError> check_type(std::string_view text);

/// Whether an expression may stand after DEFAULT as it is: the grammar takes less there than between parentheses.
/// `expression` is one that check_expression accepts.
[[nodiscard]] bool stands_after_default(std::string_view expression);
/// Whether an expression may be the key of an index without parentheses: one function call.
[[nodiscard]] bool stands_as_index_key(std::string_view expression);

/// A statement's bytes in the text: from its first token to before its semicolon.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

/// What else a keyword may be: the groups of the grammar, in the parser's own order.
/// https://www.postgresql.org/docs/15/sql-keywords-appendix.html
enum class Keyword { none, unreserved, column_name, type_or_function_name, reserved };

/// A token or comment. Of a Unicode string (`U&'…'`) only the beginning is right.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool comment = false;
  Keyword keyword = Keyword::none;
};

struct Scan {
  std::vector<Token> tokens;
  std::optional<SyntaxError> error;  ///< A string or comment without end; the tokens before it are there.
};

/// The tokens of a text, comments among them.
[[nodiscard]] Scan scan(std::string_view text);

/// The statements of a text that may not even parse: only tokens are looked at. A semicolon between parentheses or in a
/// `BEGIN ATOMIC … END` body ends no statement.
[[nodiscard]] std::vector<Span> split(std::string_view text);
[[nodiscard]] std::vector<Span> split(std::string_view text, const Scan& scan);

/// The tokens of a statement, a line each, without its comments: equal for two that differ in comments and layout
/// alone.
[[nodiscard]] std::string tokens_of(std::string_view statement);

/// A column that an expression names: `price`, `b.price`. In the order of the text, with its place.
struct ColumnReference {
  std::string qualifier;  ///< Empty where there is none; `public.bookings` where there are two.
  std::string name;
  std::size_t offset = 0;

  bool operator==(const ColumnReference&) const = default;
};

/// The columns that a value expression names; empty when it does not parse. Those within sub-selects are left out: only
/// a catalog knows whose they are.
[[nodiscard]] std::vector<ColumnReference> column_references(std::string_view expression);

/// The parse tree of statements as JSON-like text without places: to be hashed or compared; nothing when they do not
/// parse.
[[nodiscard]] std::optional<std::string> canonical_tree(std::string_view statements);

}  // namespace schemac::sql
