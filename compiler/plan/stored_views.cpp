#include "plan/stored_views.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "plan/footprint.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using model::Kind;
using model::MaterializedView;
using model::ObjectId;
using Steps = std::vector<DraftStep>;

/// Whether a step fills a materialized view, or empties it.
struct Filling {
  ObjectId view;
  bool fills = false;
  bool empties = false;
};

Filling filling(const diff::Change& change) {
  if (const auto* create = std::get_if<Create<MaterializedView>>(&change)) {
    return {create->object.id(), create->object.populated, false};
  }
  const auto* alter = std::get_if<Alter<MaterializedView>>(&change);
  if (alter == nullptr || alter->before.populated == alter->after.populated) return {};
  return {alter->after.id(), alter->after.populated, alter->before.populated};
}

/// The materialized views that `id` reads, at once or through others.
void add_read(const model::Dependencies& needs, const ObjectId& id, std::set<ObjectId>& seen) {
  const auto found = needs.find(id);
  if (found == needs.end()) return;
  for (const ObjectId& need : found->second) {
    if (seen.insert(need).second) add_read(needs, need, seen);
  }
}

std::set<ObjectId> views_read_by(const model::Dependencies& needs, const ObjectId& id) {
  std::set<ObjectId> seen;
  add_read(needs, id, seen);
  std::erase_if(seen, [&](const ObjectId& need) { return need.kind != Kind::materialized_view || need == id; });
  return seen;
}

std::set<ObjectId> indexes_that_go(const Steps& steps) {
  std::set<ObjectId> gone;
  for (const DraftStep& step : steps) {
    for (const ObjectId& id : footprint(step.step.change).removes) {
      if (id.kind == Kind::index) gone.insert(id);
    }
  }
  return gone;
}

std::set<ObjectId> made_by(const Steps& steps) {
  std::set<ObjectId> made;
  for (const DraftStep& step : steps) {
    if (const auto* create = std::get_if<Create<MaterializedView>>(&step.step.change)) made.insert(create->object.id());
  }
  return made;
}

ObjectId index_id(const MaterializedView& view, const std::string& index) {
  return {Kind::index, view.name.schema, view.name.name, index};
}

void choose_indexes_of_views(const diff::Difference& difference, Steps& steps) {
  const std::set<ObjectId> gone = indexes_that_go(steps);
  const std::set<ObjectId> made = made_by(steps);
  for (DraftStep& step : steps) {
    if (auto* create = std::get_if<Create<MaterializedView>>(&step.step.change)) create->object.cluster_on.reset();
    if (auto* alter = std::get_if<Alter<MaterializedView>>(&step.step.change)) {
      alter->before.cluster_on = alter->after.cluster_on;
    }
  }
  std::erase_if(steps, [](const DraftStep& step) {
    const auto* alter = std::get_if<Alter<MaterializedView>>(&step.step.change);
    return alter != nullptr && alter->before == alter->after;
  });
  for (const auto& [id, view] : difference.after.materialized_views) {
    const MaterializedView* former = difference.renamed.materialized_views.find(id);
    MaterializedView left = view;
    left.cluster_on.reset();
    if (former != nullptr && made.count(id) == 0) left.cluster_on = former->cluster_on;
    if (left.cluster_on && gone.count(index_id(view, *left.cluster_on)) != 0) left.cluster_on.reset();
    const DraftStep::Part part = made.contains(id) ? DraftStep::Part::puts_back : DraftStep::Part::whole;
    if (left != view) steps.push_back({Step{Alter<MaterializedView>{left, view}, {}, {}}, part});
  }
}

constexpr const char* kIsRead = "has rows while another view is filled from them";

/// Adds what fills `view` and what empties it again, where it would be without rows.
void lend_rows(const diff::Difference& difference, const MaterializedView& view, Steps& steps) {
  MaterializedView filled = view;
  filled.populated = true;
  MaterializedView* created = nullptr;
  bool filled_before = false;
  for (DraftStep& step : steps) {
    auto* create = std::get_if<Create<MaterializedView>>(&step.step.change);
    if (create != nullptr && create->object.id() == view.id()) created = &create->object;
    filled_before = filled_before || (filling(step.step.change).empties && filling(step.step.change).view == view.id());
  }
  const MaterializedView* former = difference.renamed.materialized_views.find(view.id());
  if (filled_before) return;
  if (created != nullptr) {
    created->populated = true;
  } else if (former != nullptr && !former->populated) {
    steps.push_back({Step{Alter<MaterializedView>{view, filled}, {}, kIsRead}, {}});
  }
  steps.push_back({Step{Alter<MaterializedView>{filled, view}, {}, kIsRead}, {}});
}

}  // namespace

void settle_stored_views(const diff::Difference& difference, const model::Dependencies& needs_after, Steps& steps) {
  std::set<ObjectId> read;
  for (const DraftStep& step : steps) {
    const Filling change = filling(step.step.change);
    if (change.fills) read.merge(views_read_by(needs_after, change.view));
  }
  for (const ObjectId& id : read) {
    const MaterializedView* view = difference.after.materialized_views.find(id);
    if (view != nullptr && !view->populated) lend_rows(difference, *view, steps);
  }
  choose_indexes_of_views(difference, steps);
}

void order_stored_views(const std::vector<const DraftStep*>& steps, const model::Dependencies& needs_after,
                        Graph& graph) {
  std::map<ObjectId, std::size_t> indexes;
  std::map<ObjectId, std::size_t> fills;
  std::map<ObjectId, std::size_t> empties;
  for (std::size_t number = 0; number < steps.size(); ++number) {
    const diff::Change& change = steps[number]->step.change;
    const Filling step = filling(change);
    if (step.fills) fills.emplace(step.view, number);
    if (step.empties) empties.emplace(step.view, number);
    if (const auto* create = std::get_if<Create<model::Index>>(&change)) indexes.emplace(create->object.id(), number);
  }
  for (const auto& [view, number] : fills) {
    for (const ObjectId& need : views_read_by(needs_after, view)) {
      if (const auto filled = fills.find(need); filled != fills.end()) graph.add_edge(filled->second, number);
      if (const auto emptied = empties.find(need); emptied != empties.end()) graph.add_edge(number, emptied->second);
    }
    if (const auto emptied = empties.find(view); emptied != empties.end()) graph.add_edge(number, emptied->second);
  }
  for (std::size_t number = 0; number < steps.size(); ++number) {
    const auto* alter = std::get_if<Alter<MaterializedView>>(&steps[number]->step.change);
    if (alter == nullptr || !alter->after.cluster_on) continue;
    const auto made = indexes.find(index_id(alter->after, *alter->after.cluster_on));
    if (made != indexes.end()) graph.add_edge(made->second, number);
  }
}

}  // namespace schemac::plan
