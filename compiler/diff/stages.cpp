#include "diff/stages.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "diff/subject.hpp"
#include "model/relations.hpp"

namespace schemac::diff {
namespace {

using model::Kind;
using model::ObjectId;
using model::Schema;

/// What belongs together by its name alone: a relation with all that stands on it, its indexes apart, or one object.
using Root = std::string;

Root indexes_of(const std::string& schema, const std::string& table) { return "indexes of " + schema + "." + table; }
Root relation(const std::string& schema, const std::string& name) { return "relation " + schema + "." + name; }
bool is_of_indexes(const Root& root) { return root.starts_with("indexes of "); }

/// Roots that were found to belong together; each leads to one of them.
class Unions {
 public:
  void add(const Root& root) { parents_.emplace(root, root); }
  [[nodiscard]] bool has(const Root& root) const { return parents_.contains(root); }
  [[nodiscard]] Root find(Root root) const {
    while (parents_.at(root) != root) root = parents_.at(root);
    return root;
  }
  void unite(const Root& one, const Root& other) {
    const Root first = find(one), second = find(other);
    // that of a relation leads: its place in the order counts
    if (is_of_indexes(first)) {
      parents_[first] = second;
    } else {
      parents_[second] = first;
    }
  }
  [[nodiscard]] std::set<Root> all() const {
    std::set<Root> found;
    for (const auto& [root, parent] : parents_) found.insert(find(root));
    return found;
  }

 private:
  std::map<Root, Root> parents_;
};

class Cutter {
 public:
  explicit Cutter(const Difference& difference) : difference_(difference) {
    for (const Change& change : difference.changes) {
      changed_.insert(subject(change));
      unions_.add(root_of(subject(change)));
    }
    for (const Schema* schema : {&difference.renamed, &difference.after}) unite_what_needs_each_other(*schema);
    for (const auto& [id, index] : difference.renamed.indexes) unite_where_columns_go(id, index);
    for (const auto& [id, table] : difference.after.tables) unite_named_indexes(table);
  }

  std::vector<Schema> cut() const {
    std::vector<Root> order;
    for (const bool indexes : {false, true})
      for (const Root& root : unions_.all())
        if (is_of_indexes(root) == indexes) order.push_back(root);
    std::vector<Schema> states;
    Schema state = difference_.renamed;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      bring(order[i], state);
      states.push_back(state);
    }
    states.push_back(difference_.after);
    return states;
  }

 private:
  [[nodiscard]] bool stays(const ObjectId& table) const {
    return difference_.renamed.tables.find(table) != nullptr && difference_.after.tables.find(table) != nullptr;
  }

  [[nodiscard]] Root root_of(const ObjectId& id) const {
    if (id.kind == Kind::index && stays({Kind::table, id.schema, {}, id.table})) return indexes_of(id.schema, id.table);
    if (!id.table.empty()) return relation(id.schema, id.table);
    return model::is_relation(id.kind) ? relation(id.schema, id.name) : model::describe(id);
  }

  [[nodiscard]] bool changes(const Root& root) const { return unions_.has(root); }

  void unite(const Root& one, const Root& other) {
    if (one != other && changes(one) && changes(other)) unions_.unite(one, other);
  }

  /// Whether the object itself is among the changes, or comes or goes with its table.
  [[nodiscard]] bool is_changed(const ObjectId& id) const {
    if (changed_.contains(id)) return true;
    const ObjectId table{Kind::table, id.schema, {}, id.table};
    return !id.table.empty() && changed_.contains(table) && !stays(table);
  }

  /// What changes and needs, or is needed by one thing with, what changes too. An index may come behind its table.
  void unite_what_needs_each_other(const Schema& schema) {
    for (const auto& [id, needs] : schema.dependencies) {
      std::vector<ObjectId> together;
      if (is_changed(id)) together.push_back(id);
      for (const ObjectId& need : needs)
        if (is_changed(need)) together.push_back(need);
      for (std::size_t i = 1; i < together.size(); ++i) {
        const Root one = root_of(together.front()), other = root_of(together[i]);
        const bool of_its_table = is_of_indexes(one) && other == relation(id.schema, id.table);
        if (!of_its_table) unite(one, other);
      }
    }
  }

  /// An index that goes with its columns, or is made anew with them, cannot wait for them.
  void unite_where_columns_go(const ObjectId& id, const model::Index& index) {
    const model::Table* const before = difference_.renamed.tables.find({Kind::table, id.schema, {}, id.table});
    const model::Table* const after = difference_.after.tables.find({Kind::table, id.schema, {}, id.table});
    if (before == nullptr || after == nullptr) return;
    const auto is_simple = [&](const model::IndexKey& key) {
      const model::Column* const old = before->find_column(key.column);
      const model::Column* const now = after->find_column(key.column);
      return old != nullptr && now != nullptr && old->type == now->type;
    };
    const bool simple =
        !index.predicate && index.include.empty() && std::all_of(index.keys.begin(), index.keys.end(), is_simple);
    if (!simple) unite(indexes_of(id.schema, id.table), relation(id.schema, id.table));
  }

  /// A table that names an index (CLUSTER ON, REPLICA IDENTITY) does so when it is there.
  void unite_named_indexes(const model::Table& table) {
    const bool names =
        table.cluster_on || (table.replica_identity && table.replica_identity->starts_with("USING INDEX"));
    if (names) unite(indexes_of(table.name.schema, table.name.name), relation(table.name.schema, table.name.name));
  }

  [[nodiscard]] bool belongs(const ObjectId& id, const Root& root) const {
    const Root own = root_of(id);
    return changes(own) && unions_.find(own) == root;
  }

  /// Makes of `state` what `after` says of all that belongs to the root.
  void bring(const Root& root, Schema& state) const {
    const auto bring_objects = [&](auto& objects, const auto& wanted) {
      std::vector<ObjectId> gone;
      for (const auto& [id, object] : objects)
        if (belongs(id, root) && wanted.find(id) == nullptr) gone.push_back(id);
      for (const ObjectId& id : gone) objects.erase(id);
      for (const auto& [id, object] : wanted)
        if (belongs(id, root)) objects.put(object);
    };
    Schema after = difference_.after;
    model::for_each_kind(state, after, bring_objects);
    const auto bring_entries = [&](auto& entries, const auto& wanted) {
      std::erase_if(entries, [&](const auto& entry) { return belongs(entry.first, root); });
      for (const auto& [id, value] : wanted)
        if (belongs(id, root)) entries.insert_or_assign(id, value);
    };
    bring_entries(state.owners, after.owners);
    bring_entries(state.grants, after.grants);
    bring_entries(state.dependencies.edit(), after.dependencies);
  }

  const Difference& difference_;
  std::set<ObjectId> changed_;
  Unions unions_;
};

}  // namespace

std::vector<Schema> stages(const Difference& difference) { return Cutter(difference).cut(); }

}  // namespace schemac::diff
