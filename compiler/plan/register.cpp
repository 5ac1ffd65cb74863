#include "plan/register.hpp"

#include "model/relations.hpp"
#include "plan/needs.hpp"
#include "plan/ties.hpp"

namespace schemac::plan {
namespace {

using model::ObjectId;
using Part = DraftStep::Part;

void enter_parts(const Draft& draft, std::size_t number, const model::Schema& before, Register& steps) {
  for (const ObjectId& id : draft.print.removes) {
    if (!model::is_relation(id.kind)) continue;
    for (const ObjectId& part : parts_of(before, id)) {
      if (steps.gone.emplace(part, number).second) steps.ends[part].push_back(number);
    }
  }
}

/// Columns of tables below that come, go and change with those of a parent.
void enter_columns_below(const Draft& draft, std::size_t number, const model::Schema& before,
                         const diff::Descent& descent, Register& steps) {
  for (const ObjectId& column : columns_below(draft.step.step.change, before, descent)) {
    if (!draft.print.makes.empty()) steps.made.emplace(column, number);
    if (!draft.print.removes.empty() && steps.gone.emplace(column, number).second) steps.ends[column].push_back(number);
    if (draft.print.alters) steps.altered[column].push_back(number);
  }
}

}  // namespace

Register entered(const std::vector<Draft>& drafts, const model::Schema& before, const diff::Descent& descent) {
  Register steps;
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    const auto& [step, print] = drafts[number];
    for (const ObjectId& id : print.makes) {
      steps.made.emplace(id, number);
      steps.begins[id].push_back(number);
    }
    for (const ObjectId& id : print.removes) {
      steps.gone.emplace(id, number);
      steps.ends[id].push_back(number);
    }
    if (print.ends_needs) steps.ends[print.subject].push_back(number);
    if (print.begins_needs) steps.begins[print.subject].push_back(number);
    if (!print.alters) continue;
    steps.altered[print.subject].push_back(number);
    if (step.part != Part::puts_back) steps.ends[print.subject].push_back(number);
    if (step.part != Part::takes_down) steps.begins[print.subject].push_back(number);
  }
  for (std::size_t number = 0; number < drafts.size(); ++number) enter_parts(drafts[number], number, before, steps);
  if (descent.empty()) return steps;
  for (std::size_t number = 0; number < drafts.size(); ++number) {
    enter_columns_below(drafts[number], number, before, descent, steps);
  }
  return steps;
}

}  // namespace schemac::plan
