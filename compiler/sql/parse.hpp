// The door to PostgreSQL's parser (libpg_query, the grammar of PostgreSQL 15). It splits, checks and places; it never
// decides whether two expressions are equal: it has no catalog.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::sql {

struct SyntaxError {
  std::string message;     ///< PostgreSQL's.
  std::size_t offset = 0;  ///< Byte in the text that was given, from 0.
};

/// Parses whole statements. Nothing: all is well.
[[nodiscard]] std::optional<SyntaxError> check_statements(std::string_view text);
/// Parses one value expression, as in DEFAULT, CHECK, WHERE.
[[nodiscard]] std::optional<SyntaxError> check_expression(std::string_view text);
/// Parses the name of a type, as in a column definition.
[[nodiscard]] std::optional<SyntaxError> check_type(std::string_view text);

/// A statement's bytes in the text: from its first token to before its semicolon.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The statements of a text that may not even parse: only tokens are looked at.
[[nodiscard]] std::vector<Span> split(std::string_view text);

/// A column that an expression names: `price`, `b.price`. In the order of the text, with its place.
struct ColumnReference {
  std::string qualifier;  ///< Empty where there is none.
  std::string name;
  std::size_t offset = 0;
};

/// The columns that a value expression names; empty when it does not parse.
[[nodiscard]] std::vector<ColumnReference> column_references(std::string_view expression);

}  // namespace schemac::sql
