// migrations.sum: one line a migration, `0001_initial <sha256>`, each hash over the line before and the migration's
// checksum.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "history/migration.hpp"

namespace schemac::history {

/// One line of migrations.sum.
struct SumLine {
  std::string folder;
  std::string hash;
};

/// The lines that these migrations have.
[[nodiscard]] std::vector<SumLine> sum_lines(const History& history);

/// The text of migrations.sum.
[[nodiscard]] std::string write_sum(const History& history);

/// Compares migrations.sum with the migrations that were read. Differences become diagnostics at the line of `file`, or
/// at the migration's folder.
void check_sum(std::string_view text, const std::string& file, const History& history, Diagnostics& diagnostics);

}  // namespace schemac::history
