// The migrations that somebody has beside those of a database: what is applied, what is pending, what does not fit.
#pragma once

#include <schemac/runtime/migration/journal.hpp>
#include <schemac/runtime/migration/migration.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime::migration {

enum class State : std::uint8_t {
  applied,
  pending,
  unfinished,    ///< Some of it is done: a run ended in the middle, up or down.
  edited,        ///< Applied, and its files say something else now.
  missing,       ///< Applied, and its files are not there.
  out_of_order,  ///< Not applied, though a later one is: it came by a merge.
};

[[nodiscard]] std::string_view name_of(State state);

struct StatusLine {
  State state{};
  const Migration* migration = nullptr;  ///< Null when missing.
  const Applied* applied = nullptr;      ///< In the database; null when pending or out of order.

  [[nodiscard]] std::string folder() const;
  /// Nothing can be applied on top of such a line.
  [[nodiscard]] bool conflicts() const;
};

/// The lines of a journal with those that a migration replaces told as its one, where all of them are there, whole and
/// unchanged. What record_replaced() would write.
[[nodiscard]] std::vector<Applied> with_replaced(const std::vector<Migration>& migrations,
                                                 std::vector<Applied> applied);

/// One line a migration that is in either, by number. The pointers are into the arguments.
[[nodiscard]] std::vector<StatusLine> status(const std::vector<Migration>& migrations,
                                             const std::vector<Applied>& applied);

}  // namespace schemac::runtime::migration
