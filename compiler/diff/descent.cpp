#include "diff/descent.hpp"

#include <algorithm>
#include <set>

namespace schemac::diff {
namespace {

using model::QualifiedName;

/// Those parents of the former state that are the first ones of the desired state: the others can be added after them.
std::vector<QualifiedName> lasting_parents(const model::Table& before, const model::Table& after) {
  if (after.partition_of) {
    return before.partition_of == after.partition_of ? parents_of(after) : std::vector<QualifiedName>{};
  }
  std::vector<QualifiedName> kept;
  for (const QualifiedName& parent : before.inherits) {
    if (std::ranges::find(after.inherits, parent) != after.inherits.end()) kept.push_back(parent);
  }
  const bool leads =
      kept.size() <= after.inherits.size() && std::equal(kept.begin(), kept.end(), after.inherits.begin());
  return leads ? kept : std::vector<QualifiedName>{};
}

bool has_column(const model::Schema& schema, const QualifiedName& table, const std::string& column) {
  const model::Table* found = find_table(schema, table);
  return found != nullptr && found->find_column(column) != nullptr;
}

/// Whether the child is to have as its own what it has from one of these parents, which keeps it. Only NO INHERIT does
/// that.
bool takes_over_a_column(const model::Schema& before, const model::Schema& after, const model::Table& child,
                         const std::vector<QualifiedName>& parents) {
  const model::Table* former = find_table(before, child.name);
  return std::ranges::any_of(former->columns, [&](const model::Column& column) {
    const model::Column* now = child.find_column(column.name);
    if (!column.inherited || now == nullptr || now->inherited) return false;
    return std::ranges::any_of(parents, [&](const QualifiedName& parent) {
      return has_column(before, parent, column.name) && has_column(after, parent, column.name);
    });
  });
}

const std::vector<QualifiedName>& found_in(const std::map<QualifiedName, std::vector<QualifiedName>>& map,
                                           const QualifiedName& table) {
  static const std::vector<QualifiedName> kNone;
  const auto found = map.find(table);
  return found == map.end() ? kNone : found->second;
}

}  // namespace

std::vector<QualifiedName> parents_of(const model::Table& table) {
  if (table.partition_of) return {table.partition_of->parent};
  return table.inherits;
}

std::vector<Tie> ties_of(const model::Table& table) {
  std::vector<Tie> ties;
  if (table.partition_of) {
    ties.push_back({Tie::Kind::partition, table.name, table.partition_of->parent, table.partition_of->bound});
  }
  for (const QualifiedName& parent : table.inherits) ties.push_back({Tie::Kind::inheritance, table.name, parent, {}});
  if (table.of_type) ties.push_back({Tie::Kind::type, table.name, {}, *table.of_type});
  return ties;
}

const model::Table* find_table(const model::Schema& schema, const QualifiedName& name) {
  return schema.tables.find({model::Kind::table, name.schema, {}, name.name});
}

Descent::Descent(const model::Schema& before, const model::Schema& after) {
  for (const auto& [id, table] : after.tables) {
    if (!table.partition_of && table.inherits.empty()) continue;
    const model::Table* former = before.tables.find(id);
    if (former == nullptr) continue;
    std::vector<QualifiedName> parents = lasting_parents(*former, table);
    if (parents.empty() || takes_over_a_column(before, after, table, parents)) continue;
    for (const QualifiedName& parent : parents) children_[parent].push_back(table.name);
    parents_[table.name] = std::move(parents);
  }
}

const std::vector<QualifiedName>& Descent::parents(const QualifiedName& table) const {
  return found_in(parents_, table);
}

const std::vector<QualifiedName>& Descent::children(const QualifiedName& table) const {
  return found_in(children_, table);
}

std::vector<QualifiedName> Descent::descendants(const QualifiedName& table) const {
  std::vector<QualifiedName> found = children(table);
  std::set<QualifiedName> met(found.begin(), found.end());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const QualifiedName next = found[i];  // a copy: the vector grows
    for (const QualifiedName& child : children(next)) {
      if (met.insert(child).second) found.push_back(child);
    }
  }
  return found;
}

std::vector<QualifiedName> Descent::parents_first() const {
  std::vector<QualifiedName> order;
  std::set<QualifiedName> met;
  const auto visit = [&](const auto& self, const QualifiedName& table) -> void {
    if (children(table).empty() || !met.insert(table).second) return;
    for (const QualifiedName& parent : parents(table)) self(self, parent);
    order.push_back(table);
  };
  for (const auto& [table, children] : children_) visit(visit, table);
  return order;
}

}  // namespace schemac::diff
