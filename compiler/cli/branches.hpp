// A history that a merge made of two: which migrations stand behind the others, and under what numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/migration.hpp"

namespace schemac::cli {

struct Branches {
  history::History base;            ///< What both have.
  history::History stay;            ///< Keep their numbers.
  history::History moved;           ///< Come behind those, renumbered; their texts say so.
  std::vector<std::string> former;  ///< The folders that `moved` had.
};

/// The two sides of the marks that a merge left in migrations.sum: folders of each. Both empty: there are none.
struct Sides {
  std::vector<std::string> ours, theirs;
};
[[nodiscard]] Sides sides_of(std::string_view sum);

/// Whether two of them have one number.
[[nodiscard]] bool is_forked(const history::History& history);

/// Puts those that `moved` names (folders, or names without number) behind all others. What cannot be so (a name that
/// is none, two of the others with one number) becomes a `bad_usage`; nothing then.
[[nodiscard]] std::optional<Branches> put_behind(const history::History& history, const std::vector<std::string>& moved,
                                                 Diagnostics& diagnostics);

}  // namespace schemac::cli
