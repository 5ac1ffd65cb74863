// Spelling names and values in SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/object_id.hpp"

namespace schemac::sql {

/// A name as SQL: quoted where PostgreSQL would (quote_identifier): keywords, capitals, anything but [a-z0-9_].
/// https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
[[nodiscard]] std::string identifier(std::string_view name);
/// `schema.name`.
[[nodiscard]] std::string qualified(const model::QualifiedName& name);
/// A string constant: quotes doubled, E'' where there is a backslash.
[[nodiscard]] std::string literal(std::string_view value);
/// `a, b, c`, each quoted as a name.
[[nodiscard]] std::string identifiers(const std::vector<std::string>& names);

/// PostgreSQL keeps 63 bytes of a name. https://www.postgresql.org/docs/15/limits.html
inline constexpr std::size_t kMaximumNameBytes = 63;
/// The name itself, or, where it is too long, its beginning (never half a UTF-8 character) and a hash: always the same
/// way.
[[nodiscard]] std::string shorten(std::string_view name);

}  // namespace schemac::sql
