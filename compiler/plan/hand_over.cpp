// Sequences that are owned by columns of the same plan.
#include <set>

#include "plan/footprint.hpp"
#include "plan/obstacles.hpp"

namespace schemac::plan {

void hand_over_later(std::vector<DraftStep>& steps) {
  std::set<model::ObjectId> made;
  for (const DraftStep& step : steps) {
    for (model::ObjectId& id : footprint(step.step.change).makes) made.insert(std::move(id));
  }
  std::vector<DraftStep> handed_over;
  for (DraftStep& step : steps) {
    auto* create = std::get_if<diff::Create<model::Sequence>>(&step.step.change);
    if (create == nullptr || !create->object.owned_by) continue;
    const model::Sequence owned = create->object;
    if (made.count(model::column_id(owned.owned_by->table, owned.owned_by->column)) == 0) continue;
    create->object.owned_by.reset();
    handed_over.push_back({Step{diff::Alter<model::Sequence>{create->object, owned}, {}, {}}, DraftStep::Part::whole});
  }
  for (DraftStep& step : handed_over) steps.push_back(std::move(step));
}

}  // namespace schemac::plan
