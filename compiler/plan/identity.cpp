// Columns that pass between identity and serial: both may call their sequence `<table>_<column>_seq`, so the one has to
// be gone before the other comes.
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

void refuse_identity_above_children(const diff::Difference& difference) {
  for (const diff::Change& change : difference.changes) {
    const auto* add = std::get_if<diff::AddColumn>(&change);
    if (add == nullptr || !add->column.identity) continue;
    const diff::Descent descent(difference.renamed, difference.after);
    if (descent.children(add->table).empty()) continue;
    throw CannotPlan(model::column_id(add->table, add->column.name),
                     "PostgreSQL adds no identity column to a table that has children; "
                     "add it as a plain column, fill it, and make it an identity column then");
  }
}

}  // namespace schemac::plan
