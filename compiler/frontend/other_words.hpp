// What somebody means who writes the words of another language: those of C++ itself, of SQL and of other schema
// languages.
#pragma once

#include <string>
#include <string_view>

namespace schemac::frontend {

/// A hint that names the words of this vocabulary for one that is not: "the word for it is `Integer`" for `int`.
/// @param word as it is written, or as clang spells a type: case, underscores, `std::` and template arguments are not
/// looked at
/// @return empty where nothing is known
[[nodiscard]] std::string hint_for_other_word(std::string_view word);

/// A hint for a type that stands in `Nullable<…>` or `Array<…>` and cannot.
/// @param outer the template's name
/// @param inner the type, as clang spells it
/// @return empty where nothing is known
[[nodiscard]] std::string hint_for_misplaced_type(std::string_view outer, std::string_view inner);

}  // namespace schemac::frontend
