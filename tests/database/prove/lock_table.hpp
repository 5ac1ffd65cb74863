// A table in Markdown of what statements lock, rewrite and scan, kept beside the project by whoever measured it, read
// into what plan::Effect says of the tables of a case.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/effects.hpp"

namespace schemac::tests {

/// One line: its number (of the second line of a number `37b`), and its cells without emphasis.
struct LockRow {
  std::string number;
  std::string form;
  std::string lock;
  std::string rewrite;
  std::string scan;
};

/// By number.
[[nodiscard]] std::map<std::string, LockRow> read_lock_table(const std::string& text);

/// Which tables a line means by its words: of `AX (parent SRX)` the words are none and `parent`. Words for what is no
/// table (an index, a sequence) have none.
using Roles = std::map<std::string, std::vector<std::string>>;

/// What the line says of these tables, in the schema public where their names have none. Where it has alternatives (`no
/// / yes`), the first is 0. Throws std::runtime_error for words that `roles` does not have.
[[nodiscard]] plan::Effect effect_in(const LockRow& row, const Roles& roles, std::size_t alternative = 0);

}  // namespace schemac::tests
