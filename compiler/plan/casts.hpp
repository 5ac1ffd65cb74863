// How the values of one built-in type become those of another: whether assignment does it alone, or a cast is needed.
#pragma once

#include <string>
#include <string_view>

namespace schemac::plan {

enum class CastPath {
  assignment,     ///< PostgreSQL casts by itself when it assigns: no USING.
  explicit_cast,  ///< There is a cast, and it must be asked for: `c::after`.
  through_text,   ///< There is none: `c::text::after`, which takes what the new type can read.
  none,           ///< There is none, and the new type reads nothing that the former one writes.
};

/// Decided by PostgreSQL's built-in casts (pg_cast) and its rules for strings and arrays. Types as format_type spells
/// them. https://www.postgresql.org/docs/15/sql-createcast.html
[[nodiscard]] CastPath cast_path(std::string_view before, std::string_view after);

/// The type without array brackets and modifiers: of `character varying(50)[]` it is `character varying`.
[[nodiscard]] std::string element_type(std::string_view type);
[[nodiscard]] bool is_array(std::string_view type);

}  // namespace schemac::plan
