// Pieces of the statements that PostgreSQL writes (pg_get_indexdef, pg_get_triggerdef), where no other function gives
// them: it is enough to see quotes and parentheses. Only for what PostgreSQL wrote: in it, a quote inside quotes is
// always doubled and there are no dollar quotes and no comments.
#pragma once

#include <cstddef>
#include <string_view>

namespace schemac::catalog {

/// Where `word` begins, outside quotes; npos when it is not there.
[[nodiscard]] std::size_t find_unquoted(std::string_view text, std::string_view word);

/// Where the first of `stops` is at or behind `from`, in no quotes and no parentheses; the end otherwise.
[[nodiscard]] std::size_t find_outside(std::string_view text, std::size_t from, std::string_view stops);

/// What stands between the parenthesis at `open` and the one that closes it.
[[nodiscard]] std::string_view inside(std::string_view text, std::size_t open);

/// The text without the pair of parentheses around all of it, if there is one.
[[nodiscard]] std::string_view without_parentheses(std::string_view text);

/// The item with that number, from 0, of a list with commas; empty when there are fewer.
[[nodiscard]] std::string_view list_item(std::string_view list, std::size_t number);

/// What a statement of pg_get_triggerdef has in WHEN (…); empty without one.
[[nodiscard]] std::string_view trigger_condition(std::string_view definition);

/// What follows a key in a statement of pg_get_indexdef.
struct KeyDecoration {
  bool collation = false;  ///< There is a COLLATE.
  bool opclass = false;    ///< There is an operator class.
};

/// The decoration of the key with that number, from 0; `key` is its text, as pg_get_indexdef gives it alone.
[[nodiscard]] KeyDecoration key_decoration(std::string_view definition, std::size_t number, std::string_view key);

}  // namespace schemac::catalog
