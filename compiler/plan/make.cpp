#include <utility>

#include "diff/rename.hpp"
#include "plan/batches.hpp"
#include "plan/hazards.hpp"
#include "plan/needs.hpp"
#include "plan/obstacles.hpp"
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

namespace {

constexpr const char* kMakesWay = "makes way: something else gets its name";

using model::Schema;

// What the states themselves ask for needs no reason.
template <class K>
std::string reason_of(const diff::Create<K>&, const Schema&) {
  return {};
}
template <class K>
std::string reason_of(const diff::Drop<K>&, const Schema&) {
  return {};
}
template <class K>
std::string reason_of(const diff::Alter<K>&, const Schema&) {
  return {};
}
std::string reason_of(const diff::AddColumn&, const Schema&) { return {}; }
std::string reason_of(const diff::DropColumn&, const Schema&) { return {}; }
std::string reason_of(const diff::AlterColumn&, const Schema&) { return {}; }
std::string reason_of(const diff::AddEnumValue&, const Schema&) { return {}; }
std::string reason_of(const diff::RenameEnumValue&, const Schema&) { return {}; }
std::string reason_of(const diff::SetComment&, const Schema&) { return {}; }
std::string reason_of(const diff::SetOwner&, const Schema&) { return {}; }
std::string reason_of(const diff::SetGrants&, const Schema&) { return {}; }

template <class K>
std::string reason_of(const diff::Rename<K>& change, const Schema& after) {
  return diff::has(after, change.after) ? "" : kMakesWay;
}
std::string reason_of(const diff::RenameColumn& change, const Schema& after) {
  return diff::has(after, model::column_id(change.table, change.after)) ? "" : kMakesWay;
}

/// Why a change is there that nobody asked for: a name that only holds until the plan is through.
std::string reason(const diff::Change& change, const Schema& after) {
  return std::visit([&](const auto& alternative) { return reason_of(alternative, after); }, change);
}

}  // namespace

Plan make(const diff::Difference& difference) {
  const BothNeeds needs{needs_of(difference.renamed), needs_of(difference.after)};
  std::vector<DraftStep> drafts;
  for (const diff::Change& change : difference.changes)
    drafts.push_back({Step{change, {}, reason(change, difference.after)}, {}});
  clear_obstacles(difference, needs, drafts);
  untie_dropped_tables(difference, needs.before, drafts);
  pass_identity_in_two_steps(drafts);
  hand_over_later(drafts);
  std::vector<Step> steps = in_order(std::move(drafts), difference.renamed, needs.before, needs.after);
  for (Step& step : steps) step.hazards = hazards_of(step.change, difference);
  return Plan{in_batches(std::move(steps))};
}

}  // namespace schemac::plan
