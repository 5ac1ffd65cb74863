#include <utility>

#include "plan/needs.hpp"
#include "plan/order.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

CannotPlan::CannotPlan(model::ObjectId object, const std::string& why)
    : std::runtime_error("cannot plan " + model::describe(object) + ": " + why), object_(std::move(object)) {}

std::string_view name_of(HazardKind kind) {
  switch (kind) {
    case HazardKind::deletes_data:
      return "deletes-data";
    case HazardKind::rewrites_table:
      return "rewrites-table";
    case HazardKind::blocks_writes:
      return "blocks-writes";
    case HazardKind::may_fail:
      return "may-fail";
    case HazardKind::breaks_running_code:
      return "breaks-running-code";
    case HazardKind::changes_rights:
      return "changes-rights";
    case HazardKind::cannot_be_undone:
      return "cannot-be-undone";
  }
  return "unknown";
}

Plan make(const diff::Difference& difference) {
  const model::Dependencies needs_before = needs_of(difference.renamed);
  const model::Dependencies needs_after = needs_of(difference.after);
  std::vector<DraftStep> drafts;
  for (const diff::Change& change : difference.changes) drafts.push_back({Step{change, {}, {}}, {}});

  Plan plan;
  std::vector<Step> steps = in_order(std::move(drafts), difference.renamed, needs_before, needs_after);
  if (!steps.empty()) plan.batches.push_back({Transaction::one, std::move(steps)});
  return plan;
}

}  // namespace schemac::plan
