#include "snapshot/dependencies.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "model/relations.hpp"

namespace schemac::snapshot {
namespace {

using model::Kind;
using model::ObjectId;
using Needs = std::set<ObjectId>;

void add_columns(const model::QualifiedName& table, const std::vector<std::string>& columns, Needs& needs) {
  for (const std::string& column : columns) needs.insert(model::column_id(table, column));
}

void add_key(const model::QualifiedName& table, const model::IndexKey& key, Needs& needs) {
  if (!key.column.empty()) needs.insert(model::column_id(table, key.column));
}

// What follows from the fields of one object, one overload a kind; the namespace is added for all alike.
void add_implied(const model::Schema&, const model::Namespace&, Needs&) {}
void add_implied(const model::Schema& schema, const model::Extension& extension, Needs& needs) {
  const ObjectId home{Kind::namespace_, {}, {}, extension.schema};
  if (schema.namespaces.find(home) != nullptr) needs.insert(home);
}
void add_implied(const model::Schema&, const model::EnumType&, Needs&) {}
void add_implied(const model::Schema&, const model::Sequence&, Needs&) {}
void add_implied(const model::Schema&, const model::Function&, Needs&) {}
void add_implied(const model::Schema&, const model::Table&, Needs&) {}

void add_implied(const model::Schema&, const model::CompositeType&, Needs&) {}
void add_implied(const model::Schema&, const model::Domain&, Needs&) {}
void add_implied(const model::Schema&, const model::View&, Needs&) {}
void add_implied(const model::Schema&, const model::MaterializedView&, Needs&) {}
void add_implied(const model::Schema&, const model::Scripted&, Needs&) {}
void add_implied(const model::Schema&, const model::DefaultPrivileges&, Needs&) {}

void add_implied(const model::Schema&, const model::PrimaryKey& key, Needs& needs) {
  add_columns(key.table, key.columns, needs);
  add_columns(key.table, key.include, needs);
}

void add_implied(const model::Schema&, const model::Unique& unique, Needs& needs) {
  add_columns(unique.table, unique.columns, needs);
  add_columns(unique.table, unique.include, needs);
}

void add_implied(const model::Schema&, const model::Check&, Needs&) {}

void add_implied(const model::Schema&, const model::Exclusion& exclusion, Needs& needs) {
  for (const auto& element : exclusion.elements) add_key(exclusion.table, element.key, needs);
  add_columns(exclusion.table, exclusion.include, needs);
}

void add_implied(const model::Schema&, const model::Index& index, Needs& needs) {
  for (const auto& key : index.keys) add_key(index.table, key, needs);
  add_columns(index.table, index.include, needs);
}

void add_implied(const model::Schema& schema, const model::ForeignKey& key, Needs& needs) {
  add_columns(key.table, key.columns, needs);
  if (schema.tables.find({Kind::table, key.references.schema, {}, key.references.name}) != nullptr) {
    add_columns(key.references, key.referenced_columns, needs);
  }
}

void add_implied(const model::Schema& schema, const model::Trigger& trigger, Needs& needs) {
  if (const auto relation = model::find_relation(schema, trigger.table)) needs.insert(*relation);
  add_columns(trigger.table, trigger.update_of, needs);
  if (trigger.from)
    if (const auto other = model::find_relation(schema, *trigger.from)) needs.insert(*other);
  const ObjectId function{Kind::function, trigger.function.schema, {}, trigger.function.name + "()"};
  if (schema.functions.find(function) != nullptr) needs.insert(function);
}

void add_implied(const model::Schema&, const model::Policy& policy, Needs& needs) {
  needs.insert({Kind::table, policy.table.schema, {}, policy.table.name});
}

// Objects that stand in a namespace by themselves need it; those of a table need it through the table.
void add_namespace(const model::Schema& schema, const ObjectId& id, Needs& needs) {
  const ObjectId home{Kind::namespace_, {}, {}, id.schema};
  if (!id.schema.empty() && id.table.empty() && schema.namespaces.find(home) != nullptr) needs.insert(home);
}

// A foreign key stands on the primary key whose columns it references.
void add_referenced_keys(const model::Schema& schema, model::Dependencies& dependencies) {
  std::map<model::QualifiedName, const model::PrimaryKey*> primary_keys;
  for (const auto& [id, key] : schema.primary_keys) primary_keys.emplace(key.table, &key);
  for (const auto& [id, key] : schema.foreign_keys) {
    const auto found = primary_keys.find(key.references);
    if (found != primary_keys.end() && std::ranges::is_permutation(found->second->columns, key.referenced_columns)) {
      dependencies[id].insert(found->second->id());
    }
  }
}

// Calls `f` for each object of either map, in order, with its needs there.
template <class F>
void for_each_object(const model::Dependencies& left, const model::Dependencies& right, F&& f) {
  static const Needs kNone;
  const auto needs_in = [](const model::Dependencies& dependencies, const ObjectId& id) -> const Needs& {
    const auto found = dependencies.find(id);
    return found == dependencies.end() ? kNone : found->second;
  };
  for (const auto& [id, needs] : left) f(id, needs, needs_in(right, id));
  for (const auto& [id, needs] : right) {
    if (!left.contains(id)) f(id, kNone, needs);
  }
}

std::vector<ObjectId> minus(const Needs& left, const Needs& right) {
  std::vector<ObjectId> result;
  std::ranges::set_difference(left, right, std::back_inserter(result));
  return result;
}

}  // namespace

model::Dependencies implied_dependencies(const model::Schema& schema) {
  model::Dependencies result;
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) {
      Needs needs;
      add_namespace(schema, id, needs);
      add_implied(schema, object, needs);
      if (!needs.empty()) result.emplace(id, std::move(needs));
    }
  });
  add_referenced_keys(schema, result);
  return result;
}

std::vector<DependencyDifference> dependency_differences(const model::Schema& schema) {
  std::vector<DependencyDifference> differences;
  for_each_object(schema.dependencies.entries(), implied_dependencies(schema),
                  [&](const ObjectId& id, const Needs& actual, const Needs& implied) {
                    DependencyDifference difference{id, minus(actual, implied), minus(implied, actual)};
                    if (difference.needs.empty() && difference.lacks.empty()) return;
                    differences.push_back(std::move(difference));
                  });
  std::ranges::sort(differences, {}, &DependencyDifference::object);
  return differences;
}

model::Dependencies dependencies_from(const model::Schema& schema,
                                      const std::vector<DependencyDifference>& differences) {
  model::Dependencies result = implied_dependencies(schema);
  for (const DependencyDifference& difference : differences) {
    Needs& needs = result[difference.object];
    needs.insert(difference.needs.begin(), difference.needs.end());
    for (const ObjectId& lacking : difference.lacks) needs.erase(lacking);
    if (needs.empty()) result.erase(difference.object);
  }
  return result;
}

}  // namespace schemac::snapshot
