// The migrations on disk beside those in a database: what is applied, what is pending, what does not fit.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "history/ledger.hpp"
#include "history/migration.hpp"
#include "support/diagnostics.hpp"

namespace schemac::history {

enum class State {
  applied,
  pending,
  unfinished,  ///< Some of its batches are applied: a run ended in the middle, up or down.
  edited,      ///< Applied, and the files say something else now.
  missing,     ///< Applied, and the files are not there.
};

[[nodiscard]] std::string_view name_of(State state);

struct StatusLine {
  State state{};
  const Migration* migration = nullptr;  ///< On disk; null when missing.
  const Applied* applied = nullptr;      ///< In the database; null when pending.

  [[nodiscard]] std::string folder() const;
};

/// One line a migration that is in either, by number. The pointers are into the arguments.
[[nodiscard]] std::vector<StatusLine> status(const History& history, const std::vector<Applied>& applied);

/// Adds an error for each line that is edited or missing: nothing can be applied on top of it.
void demand_consistent(const std::vector<StatusLine>& lines, const std::filesystem::path& folder,
                       Diagnostics& diagnostics);

}  // namespace schemac::history
