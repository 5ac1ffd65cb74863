#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diff/compare.hpp"
#include "diff/rename.hpp"
#include "diff/subject.hpp"
#include "plan/batches.hpp"
#include "plan/conversion.hpp"
#include "plan/hazards.hpp"
#include "plan/needs.hpp"
#include "plan/obstacles.hpp"
#include "plan/order.hpp"
#include "plan/plan.hpp"
#include "plan/positions.hpp"
#include "plan/rights.hpp"
#include "plan/stored_views.hpp"
#include "plan/ties.hpp"

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

std::optional<HazardKind> hazard_named(std::string_view name) {
  for (int number = 0; number <= static_cast<int>(HazardKind::cannot_be_undone); ++number) {
    const auto kind = static_cast<HazardKind>(number);
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

std::string describe(const Step& step) {
  std::string change = diff::describe(step.change);
  for (const Step::Also& also : step.also) change += "; " + diff::describe(also.change);
  switch (step.way) {
    case Way::at_once:
      return change;
    case Way::concurrently:
      return change + ", concurrently";
    case Way::from_index:
      return change + ", from index " + step.index;
    case Way::from_sequence:
      return change + ", numbers of its rows from a sequence";
    case Way::by_blocks:
      return change + ", values of its rows";
  }
  return change;
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
std::string reason_of(const diff::Attach&, const Schema&) { return {}; }
std::string reason_of(const diff::Detach&, const Schema&) { return {}; }
std::string reason_of(const diff::AttachIndex&, const Schema&) { return {}; }
std::string reason_of(const diff::MoveRows&, const Schema&) { return {}; }
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

void convert_values(const diff::Difference& difference, diff::MoveRows& move) {
  for (const model::Column& column : move.after.columns) {
    const model::Column* former = move.before.find_column(column.name);
    if (former == nullptr || former->type == column.type) continue;
    const auto value = conversion(move.before.name, *former, column, difference.renamed, difference.after);
    if (value) move.values.emplace(column.name, *value);
  }
}

/// Values that assignment does not carry over to a new type, an expression does.
void say_conversions(const diff::Difference& difference, std::vector<DraftStep>& drafts) {
  for (DraftStep& draft : drafts) {
    if (auto* move = std::get_if<diff::MoveRows>(&draft.step.change)) convert_values(difference, *move);
    auto* alter = std::get_if<diff::AlterColumn>(&draft.step.change);
    if (alter == nullptr || alter->using_expression || alter->before.type == alter->after.type) continue;
    const auto said = difference.conversions.find(model::column_id(alter->table, alter->after.name));
    alter->using_expression =
        said != difference.conversions.end()
            ? said->second
            : conversion(alter->table, alter->before, alter->after, difference.renamed, difference.after);
  }
}

/// All steps, obstacles cleared; what is in `anew` is not altered in place.
Ordered arranged(const diff::Difference& difference, const BothNeeds& needs, const std::set<model::ObjectId>& anew) {
  std::vector<DraftStep> drafts;
  for (const diff::Change& change : difference.changes)
    drafts.push_back({Step{change, {}, reason(change, difference.after)}, {}});
  clear_obstacles(difference, needs, anew, drafts);
  bring_parts_along(difference, drafts);
  untie_dropped_tables(difference, needs.before, drafts);
  pass_identity_in_two_steps(drafts);
  number_rows_below(difference, drafts);
  hand_over_later(drafts);
  choose_indexes(difference, drafts);
  settle_stored_views(difference, needs.after, drafts);
  settle_rights(difference, drafts);
  say_conversions(difference, drafts);
  return in_order(std::move(drafts), difference, needs.before, needs.after);
}

/// Something in the circle that is altered in place and may be dropped and created instead. Nothing: there is none.
std::optional<model::ObjectId> breakable(const std::vector<Step>& circle) {
  for (const Step& step : circle) {
    const bool holds_no_data = std::holds_alternative<diff::Alter<model::Function>>(step.change) ||
                               std::holds_alternative<diff::Alter<model::View>>(step.change);
    if (holds_no_data) return diff::subject(step.change);
  }
  return std::nullopt;
}

[[noreturn]] void refuse(const std::vector<Step>& circle) {
  std::vector<std::string> waiting;
  for (const Step& step : circle) waiting.push_back(diff::describe(step.change));
  throw CannotPlan(diff::subject(circle.front().change),
                   fmt::format("these steps wait for each other: {}", fmt::join(waiting, ", ")));
}

}  // namespace

Plan make(const diff::Difference& difference) {
  const BothNeeds needs{needs_of(difference.renamed), needs_of(difference.after)};
  std::set<model::ObjectId> anew;
  Ordered ordered = arranged(difference, needs, anew);
  while (!ordered.circle.empty()) {
    const std::optional<model::ObjectId> next = breakable(ordered.circle);
    if (!next || !anew.insert(*next).second) refuse(ordered.circle);
    ordered = arranged(difference, needs, anew);
  }
  refuse_other_positions(difference, needs.after, ordered.steps);
  for (Step& step : ordered.steps) step.hazards = hazards_of(step.change, difference);
  return Plan{in_batches(std::move(ordered.steps))};
}

}  // namespace schemac::plan
