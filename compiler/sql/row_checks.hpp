// What a step may fail on, asked of the rows before it runs: NULLs, duplicates, orphans, values that a check or a type
// refuses.
#pragma once

#include <optional>
#include <string>

#include "plan/plan.hpp"

namespace schemac::sql {

/// A question to the rows of a table. It only reads.
struct RowCheck {
  std::string query;       ///< SELECT of the keys of rows on which the statement would fail: a row each.
  bool evaluates = false;  ///< Fails itself where the statement would, and says by its error on which value.

  bool operator==(const RowCheck&) const = default;
};

/// The question for a step of a plan from `difference`; nothing where no row can make it fail, or none can be asked
/// for. It is asked before the plan runs: of values with the types that they will have, of labels that they have now.
/// Tables and columns are named as they are at the step's turn: what the plan itself makes or renames before cannot be
/// asked for in advance.
[[nodiscard]] std::optional<RowCheck> row_check(const plan::Step& step, const diff::Difference& difference);

}  // namespace schemac::sql
