// The statements that change the rows a query chooses. They want a choice: a condition, a limit, or `everywhere()`.
#pragma once

#include <schemac/runtime/query/select_parts.hpp>

namespace schemac::runtime::detail {

/// What becomes of the rows.
enum class RowChange : std::uint8_t {
  update,   ///< The assignments are made.
  remove,   ///< They are marked as deleted.
  restore,  ///< The mark is taken back, of those that have it.
  erase,    ///< They are deleted, for good.
};

/// @param assignments only of an update; @throws UsageError where it is empty
/// @param returning whether the rows come back
/// @throws UsageError when nothing chooses rows, when groups or DISTINCT would, or a limit does and the entity has no
/// key
SqlText change_rows(const SelectParts& parts, RowChange change, const SqlText& assignments, bool returning);

/// How many rows a statement touched.
std::int64_t run_affected(Executor* executor, const SqlText& sql);

}  // namespace schemac::runtime::detail
