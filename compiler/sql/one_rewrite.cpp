#include "sql/one_rewrite.hpp"

#include <algorithm>
#include <utility>

#include "diff/tokens.hpp"
#include "sql/row_checks.hpp"

namespace schemac::sql {
namespace {

using diff::AlterColumn;
using plan::HazardKind;
using plan::Step;

bool has(const Step& step, HazardKind kind) {
  return std::ranges::any_of(step.hazards, [&](const plan::Hazard& hazard) { return hazard.kind == kind; });
}

/// A sequence that is to fill the column is moved on by a statement of its own.
bool is_filled_from_sequence(const model::Column& column) {
  return column.default_expression && column.default_expression->starts_with("nextval(");
}

/// Whether the step is one ALTER TABLE, which rewrites the table for a new type.
bool rewrites_for_type(const Step& step) {
  const auto* alter = std::get_if<AlterColumn>(&step.change);
  if (alter == nullptr || step.way != plan::Way::at_once || !has(step, HazardKind::rewrites_table)) return false;
  const auto& [table, before, after, conversion] = *alter;
  return before.type != after.type && !before.identity && !after.identity &&
         before.generated_expression == after.generated_expression && !is_filled_from_sequence(after);
}

/// Whether the values of the one are made of the other column.
bool reads(const AlterColumn& one, const AlterColumn& other) {
  if (!one.using_expression) return false;
  const auto tokens = diff::tokenize(*one.using_expression);
  return std::ranges::any_of(tokens,
                             [&](const diff::Token& token) { return diff::name_in(token) == other.after.name; });
}

bool go_together(const AlterColumn& one, const AlterColumn& other) {
  return one.table == other.table && one.after.name != other.after.name && !reads(one, other) && !reads(other, one);
}

bool can_join(const Step& step, const Step& next, const diff::Difference& difference) {
  if (!rewrites_for_type(step) || !rewrites_for_type(next) || step.because != next.because) return false;
  const std::optional<RowCheck> check = row_check(step, difference);
  const std::optional<RowCheck> other = row_check(next, difference);
  if (check && other && check->evaluates != other->evaluates) return false;
  const auto& added = std::get<AlterColumn>(next.change);
  return go_together(std::get<AlterColumn>(step.change), added) &&
         std::ranges::all_of(step.also, [&](const Step::Also& also) { return go_together(also.change, added); });
}

/// What rows may make fail leads, see Step::Also.
void join(Step& step, Step next) {
  Step::Also added{std::get<AlterColumn>(std::move(next.change)), has(next, HazardKind::may_fail)};
  if (added.may_fail && !has(step, HazardKind::may_fail)) {
    std::swap(std::get<AlterColumn>(step.change), added.change);
    added.may_fail = false;
  }
  step.also.push_back(std::move(added));
  for (plan::Hazard& hazard : next.hazards)
    if (std::ranges::find(step.hazards, hazard) == step.hazards.end()) step.hazards.push_back(std::move(hazard));
}

/// The step, of the last that alter columns of one table, which takes `next` in; null: none does.
Step* place_for(std::vector<Step>& steps, const Step& next, const diff::Difference& difference) {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const auto* alter = std::get_if<AlterColumn>(&step->change);
    const auto* wanted = std::get_if<AlterColumn>(&next.change);
    if (alter == nullptr || wanted == nullptr || alter->table != wanted->table) return nullptr;
    if (can_join(*step, next, difference)) return &*step;
  }
  return nullptr;
}

}  // namespace

plan::Plan with_one_rewrite(plan::Plan plan, const diff::Difference& difference) {
  for (plan::Batch& batch : plan.batches) {
    if (batch.transaction != plan::Transaction::one) continue;
    std::vector<Step> steps;
    for (Step& step : batch.steps) {
      if (Step* place = place_for(steps, step, difference)) {
        join(*place, std::move(step));
      } else {
        steps.push_back(std::move(step));
      }
    }
    batch.steps = std::move(steps);
  }
  return plan;
}

}  // namespace schemac::sql
