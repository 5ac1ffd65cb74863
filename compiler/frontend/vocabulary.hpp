// What the words of the vocabulary mean in SQL, as a table that is read both ways: headers are understood by it, and
// `db pull` writes headers by it. The words with a rule of their own (Enum, CiText, Custom, references) are not here.
#pragma once

#include <span>
#include <string_view>

#include "model/declared.hpp"

namespace schemac::frontend {

/// A word for a type, as format_type() spells what it means.
struct TypeSpelling {
  std::string_view word;
  model::TypeWord type;
  std::string_view before;      ///< Up to where sizes stand.
  std::string_view after = {};  ///< Behind them.
};

/// All of them. https://www.postgresql.org/docs/15/datatype.html
[[nodiscard]] std::span<const TypeSpelling> type_spellings();
/// The entry of `Varchar`; null: there is none.
[[nodiscard]] const TypeSpelling* find_type_word(std::string_view word);

/// What `email_format` demands: something, an at sign, something with a dot in it, and no blanks: all that can be said
/// without asking the domain.
inline constexpr std::string_view kEmailPattern = "^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$";

/// The function that the triggers of `touch_on_update` call, one a PostgreSQL schema.
inline constexpr std::string_view kTouchFunction = "touch_on_update";

}  // namespace schemac::frontend
