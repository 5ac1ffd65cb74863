// A walk through a table by a key, as the marker of a batch says it:
// `-- schemac: batch public.users by id limit 5000`. The statements below it run once for each so many rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::sql {

struct Walk {
  std::string relation;          ///< As SQL spells it.
  std::vector<std::string> key;  ///< Columns, as SQL spells them.
  std::int64_t rows = 0;         ///< How many at a time.

  bool operator==(const Walk&) const = default;
};

/// How many rows a walk takes at a time where its marker does not say.
inline constexpr std::int64_t kRowsOfWalk = 5000;

/// Reads `public.users by id, number limit 5000`; nothing where that is no walk.
[[nodiscard]] std::optional<Walk> read_walk(std::string_view words);
/// What read_walk reads.
[[nodiscard]] std::string write_walk(const Walk& walk);

/// What is wrong with a statement that is to run in this walk; empty: nothing. It must use the first key of its rows
/// and the last, as `WHERE id BETWEEN $1 AND $2`, and be able to run in a transaction.
[[nodiscard]] std::string objection(const Walk& walk, std::string_view statement);

}  // namespace schemac::sql
