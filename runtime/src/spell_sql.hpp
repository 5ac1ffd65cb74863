// How a piece of SQL is kept until it is spelled: text with marks, each a NUL, which no SQL can hold, and a letter.
// What they become depends on the whole statement: numbers of placeholders, qualifiers, and how NULL is compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime::detail {

inline constexpr char kPlaceholder = '$';
inline constexpr char kQualifier = 'q';  ///< Of a column: the qualifier stands between it and kName.
inline constexpr char kName = 'n';
inline constexpr char kCompared = '(';  ///< Two operands follow, kEqual or kUnequal between them, up to kEnd.
inline constexpr char kEqual = '=';     ///< Two flags follow: whether the left and the right may be NULL anyway.
inline constexpr char kUnequal = '#';
inline constexpr char kNegated = '!';  ///< A condition follows, up to kEnd.
inline constexpr char kPresent = 'p';  ///< As kQualifier; in what follows, up to kEnd, this table is there.
inline constexpr char kEnd = ')';
inline constexpr char kYes = '1', kNo = '0';

/// @param size as long as the text will be, about
/// @param qualified whether columns keep their qualifiers
/// @param missing the qualifiers of tables that a left join may miss, so that their columns may be NULL
/// @param numbers of the placeholders; empty: 1, 2, …
std::string spell_sql(std::string_view sql, std::size_t size, bool qualified,
                      const std::vector<std::string_view>& missing, const std::vector<int>& numbers);

}  // namespace schemac::runtime::detail
