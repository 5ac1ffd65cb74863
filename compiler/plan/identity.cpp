// Identity columns that PostgreSQL does not make in one statement: those that pass from serial or back (both may call
// their sequence `<table>_<column>_seq`, so the one has to be gone before the other comes), and those above children.
#include <utility>

#include "diff/descent.hpp"
#include "plan/obstacles.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {
namespace {

using Part = DraftStep::Part;

/// The column while it has neither.
diff::AlterColumn first_half(const diff::AlterColumn& change) {
  diff::AlterColumn half{change.table, change.before, change.before};
  half.after.identity.reset();
  half.after.default_expression.reset();
  return half;
}

bool passes(const diff::AlterColumn& change) {
  const auto& [table, before, after, conversion] = change;
  return (before.identity && after.default_expression) || (before.default_expression && after.identity);
}

}  // namespace

void pass_identity_in_two_steps(std::vector<DraftStep>& steps) {
  std::vector<DraftStep> halves;
  for (DraftStep& step : steps) {
    auto* change = std::get_if<diff::AlterColumn>(&step.step.change);
    if (change == nullptr || step.part != Part::whole || !passes(*change)) continue;
    const diff::AlterColumn half = first_half(*change);
    halves.push_back({Step{half, {}, "makes room for another sequence"}, Part::takes_down});
    change->before = half.after;
    step.part = Part::puts_back;
  }
  for (DraftStep& half : halves) steps.push_back(std::move(half));
}

void number_rows_below(const diff::Difference& difference, std::vector<DraftStep>& steps) {
  const diff::Descent descent(difference.renamed, difference.after);
  if (descent.empty()) return;
  for (DraftStep& step : steps) {
    const auto* add = std::get_if<diff::AddColumn>(&step.step.change);
    if (add != nullptr && add->column.identity && !descent.children(add->table).empty())
      step.step.way = Way::from_sequence;
  }
}

}  // namespace schemac::plan
