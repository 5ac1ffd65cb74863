// What ALTER TABLE says of a table as a whole and that has to wait for something else: the choice of an index, and
// persistence.
#include <map>
#include <set>
#include <utility>

#include "plan/footprint.hpp"
#include "plan/ties.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using model::Kind;
using model::ObjectId;
using model::QualifiedName;

constexpr std::string_view kUsingIndex = "USING INDEX ";

/// The name of the index by which replication identifies rows; empty: no index does.
std::string identity_index(const model::Table& table) {
  if (!table.replica_identity || !table.replica_identity->starts_with(kUsingIndex)) return {};
  return table.replica_identity->substr(kUsingIndex.size());
}

bool is_index(Kind kind) {
  return kind == Kind::index || kind == Kind::primary_key || kind == Kind::unique || kind == Kind::exclusion;
}

void take_choices_from(model::Table& table) {
  table.cluster_on.reset();
  if (!identity_index(table).empty()) table.replica_identity.reset();
}

/// What is left of the choices of a table once the other steps have run: they go with the index.
model::Table as_left(const model::Table& before, const std::set<QualifiedName>& gone) {
  model::Table left = before;
  if (left.cluster_on && gone.count({before.name.schema, *left.cluster_on}) != 0) left.cluster_on.reset();
  if (const std::string index = identity_index(left); !index.empty() && gone.count({before.name.schema, index}) != 0) {
    left.replica_identity = "NOTHING";
  }
  return left;
}

class Persistence {
 public:
  Persistence(const std::vector<const DraftStep*>& steps, Graph& graph) : graph_(graph) {
    for (std::size_t number = 0; number < steps.size(); ++number) {
      const auto* alter = std::get_if<Alter<model::Table>>(&steps[number]->step.change);
      if (alter == nullptr || alter->before.unlogged == alter->after.unlogged) continue;
      changes_.emplace(alter->after.name, std::pair(number, alter->after.unlogged));
    }
  }

  [[nodiscard]] bool empty() const { return changes_.empty(); }

  /// A key that stays: who refers is logged after, and unlogged before, whom it refers to.
  void keep(const model::ForeignKey& key) {
    const auto referring = changes_.find(key.table);
    const auto referred = changes_.find(key.references);
    if (referring == changes_.end() || referred == changes_.end()) return;
    const auto [first, unlogged] = referring->second;
    if (unlogged) {
      graph_.add_edge(first, referred->second.first);
    } else {
      graph_.add_edge(referred->second.first, first);
    }
  }

  void on_either_side(const model::ForeignKey& key, std::size_t step, bool comes) {
    for (const QualifiedName& table : {key.table, key.references}) {
      const auto found = changes_.find(table);
      if (found == changes_.end()) continue;
      const std::size_t change = found->second.first;
      graph_.add_edge(comes ? change : step, comes ? step : change);
    }
  }

 private:
  Graph& graph_;
  std::map<QualifiedName, std::pair<std::size_t, bool>> changes_;
};

}  // namespace

void choose_indexes(const diff::Difference& difference, std::vector<DraftStep>& steps) {
  std::set<QualifiedName> gone;
  for (DraftStep& step : steps) {
    for (const ObjectId& id : footprint(step.step.change).removes) {
      if (is_index(id.kind)) gone.insert({id.schema, id.name});
    }
    if (auto* create = std::get_if<diff::Create<model::Table>>(&step.step.change)) take_choices_from(create->object);
    if (auto* alter = std::get_if<Alter<model::Table>>(&step.step.change)) {
      alter->before.cluster_on = alter->after.cluster_on;
      const bool chosen = !identity_index(alter->before).empty() || !identity_index(alter->after).empty();
      if (chosen) alter->before.replica_identity = alter->after.replica_identity;
    }
  }
  std::erase_if(steps, [](const DraftStep& step) {
    const auto* alter = std::get_if<Alter<model::Table>>(&step.step.change);
    return alter != nullptr && alter->before == alter->after;
  });
  for (const auto& [id, table] : difference.after.tables) {
    const model::Table* before = difference.renamed.tables.find(id);
    model::Table left = table;
    take_choices_from(left);
    if (before != nullptr) {
      const model::Table former = as_left(*before, gone);
      left.cluster_on = former.cluster_on;
      const bool chosen = !identity_index(*before).empty() || !identity_index(table).empty();
      if (chosen) left.replica_identity = former.replica_identity;
    }
    if (left != table) steps.push_back({Step{Alter<model::Table>{left, table}, {}, {}}, {}});
  }
}

void order_choices(const std::vector<const DraftStep*>& steps, Graph& graph) {
  std::map<QualifiedName, std::size_t> made;
  for (std::size_t number = 0; number < steps.size(); ++number) {
    for (const ObjectId& id : footprint(steps[number]->step.change).makes) {
      if (is_index(id.kind)) made.emplace(QualifiedName{id.schema, id.name}, number);
    }
  }
  for (std::size_t number = 0; number < steps.size(); ++number) {
    const auto* alter = std::get_if<Alter<model::Table>>(&steps[number]->step.change);
    if (alter == nullptr) continue;
    for (const std::string& index : {alter->after.cluster_on.value_or(""), identity_index(alter->after)}) {
      const auto found = made.find({alter->after.name.schema, index});
      if (found != made.end()) graph.add_edge(found->second, number);
    }
  }
}

void order_persistence(const std::vector<const DraftStep*>& steps, const model::Schema& before, Graph& graph) {
  Persistence persistence(steps, graph);
  if (persistence.empty()) return;
  std::set<ObjectId> gone;
  for (std::size_t number = 0; number < steps.size(); ++number) {
    const diff::Change& change = steps[number]->step.change;
    if (const auto* create = std::get_if<diff::Create<model::ForeignKey>>(&change)) {
      persistence.on_either_side(create->object, number, true);
    }
    if (const auto* drop = std::get_if<diff::Drop<model::ForeignKey>>(&change)) {
      persistence.on_either_side(drop->object, number, false);
      gone.insert(drop->object.id());
    }
    const auto* drop = std::get_if<diff::Drop<model::Table>>(&change);
    if (drop == nullptr) continue;
    for (const auto& [id, key] : before.foreign_keys) {
      if (key.table != drop->object.name && key.references != drop->object.name) continue;
      persistence.on_either_side(key, number, false);
      gone.insert(id);
    }
  }
  for (const auto& [id, key] : before.foreign_keys) {
    if (gone.count(id) == 0) persistence.keep(key);
  }
}

}  // namespace schemac::plan
