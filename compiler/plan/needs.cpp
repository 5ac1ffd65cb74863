#include "plan/needs.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "diff/rename.hpp"
#include "model/relations.hpp"

namespace schemac::plan {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;
using Needs = std::set<ObjectId>;

ObjectId namespace_id(const std::string& name) { return {Kind::namespace_, {}, {}, name}; }
ObjectId table_id(const QualifiedName& name) { return {Kind::table, name.schema, {}, name.name}; }

void add_columns(const QualifiedName& table, const std::vector<std::string>& columns, Needs& needs) {
  for (const std::string& column : columns) needs.insert(model::column_id(table, column));
}

/// The table or view that something stands on.
void add_relation(const model::Schema& schema, const QualifiedName& name, Needs& needs) {
  if (const auto relation = model::find_relation(schema, name)) needs.insert(*relation);
}

void add_key(const QualifiedName& table, const model::IndexKey& key, Needs& needs) {
  if (!key.column.empty()) needs.insert(model::column_id(table, key.column));
}

void add_needs(const model::Schema&, const model::Namespace&, Needs&) {}
void add_needs(const model::Schema&, const model::Extension& extension, Needs& needs) {
  needs.insert(namespace_id(extension.schema));
}
void add_needs(const model::Schema&, const model::EnumType& type, Needs& needs) {
  needs.insert(namespace_id(type.name.schema));
}
void add_needs(const model::Schema&, const model::Sequence& sequence, Needs& needs) {
  needs.insert(namespace_id(sequence.name.schema));
}
void add_needs(const model::Schema&, const model::Function& function, Needs& needs) {
  needs.insert(namespace_id(function.name.schema));
}
void add_needs(const model::Schema&, const model::Table& table, Needs& needs) {
  needs.insert(namespace_id(table.name.schema));
}

void add_needs(const model::Schema&, const model::CompositeType& type, Needs& needs) {
  needs.insert(namespace_id(type.name.schema));
}
void add_needs(const model::Schema&, const model::Domain& domain, Needs& needs) {
  needs.insert(namespace_id(domain.name.schema));
}
void add_needs(const model::Schema&, const model::View& view, Needs& needs) {
  needs.insert(namespace_id(view.name.schema));
}
void add_needs(const model::Schema&, const model::MaterializedView& view, Needs& needs) {
  needs.insert(namespace_id(view.name.schema));
}
void add_needs(const model::Schema& schema, const model::Scripted& scripted, Needs& needs) {
  add_relation(schema, {scripted.object.schema, scripted.object.table}, needs);
  if (!scripted.object.schema.empty()) needs.insert(namespace_id(scripted.object.schema));
}
/// They go with their schema, and change when everything is made.
void add_needs(const model::Schema&, const model::DefaultPrivileges&, Needs&) {}

void add_needs(const model::Schema&, const model::PrimaryKey& key, Needs& needs) {
  add_columns(key.table, key.columns, needs);
  add_columns(key.table, key.include, needs);
}

void add_needs(const model::Schema&, const model::Unique& key, Needs& needs) {
  add_columns(key.table, key.columns, needs);
  add_columns(key.table, key.include, needs);
}

void add_needs(const model::Schema&, const model::Check& check, Needs& needs) { needs.insert(table_id(check.table)); }

void add_needs(const model::Schema&, const model::Exclusion& exclusion, Needs& needs) {
  needs.insert(table_id(exclusion.table));
  for (const auto& element : exclusion.elements) add_key(exclusion.table, element.key, needs);
  add_columns(exclusion.table, exclusion.include, needs);
}

void add_needs(const model::Schema& schema, const model::Index& index, Needs& needs) {
  add_relation(schema, index.table, needs);
  for (const auto& key : index.keys) add_key(index.table, key, needs);
  add_columns(index.table, index.include, needs);
}

void add_needs(const model::Schema&, const model::ForeignKey& key, Needs& needs) {
  add_columns(key.table, key.columns, needs);
  add_columns(key.references, key.referenced_columns, needs);
}

void add_needs(const model::Schema& schema, const model::Trigger& trigger, Needs& needs) {
  add_relation(schema, trigger.table, needs);
  add_columns(trigger.table, trigger.update_of, needs);
  if (trigger.from) add_relation(schema, *trigger.from, needs);
  needs.insert({Kind::function, trigger.function.schema, {}, trigger.function.name + "()"});
}

void add_needs(const model::Schema&, const model::Policy& policy, Needs& needs) {
  needs.insert(table_id(policy.table));
}

/// The columns of a table that are a key, in the order of names, and what makes them one.
using Keys = std::multimap<std::pair<QualifiedName, std::vector<std::string>>, ObjectId>;

std::pair<QualifiedName, std::vector<std::string>> key_of(const QualifiedName& table,
                                                          std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  return {table, std::move(columns)};
}

Keys keys_of(const model::Schema& schema) {
  Keys keys;
  for (const auto& [id, key] : schema.primary_keys) keys.emplace(key_of(key.table, key.columns), id);
  for (const auto& [id, key] : schema.uniques) keys.emplace(key_of(key.table, key.columns), id);
  for (const auto& [id, index] : schema.indexes) {
    if (!index.unique || index.predicate) continue;
    std::vector<std::string> columns;
    for (const model::IndexKey& key : index.keys) columns.push_back(key.column);
    keys.emplace(key_of(index.table, columns), id);
  }
  return keys;
}

/// A foreign key hangs on one key of those columns, and where there are several, on whichever PostgreSQL met first:
/// that differs between databases of the same schema, so each may be the one.
void add_referenced_keys(const model::Schema& schema, model::Dependencies& needs) {
  const Keys keys = keys_of(schema);
  for (const auto& [id, reference] : schema.foreign_keys) {
    const auto [first, last] = keys.equal_range(key_of(reference.references, reference.referenced_columns));
    for (auto key = first; key != last; ++key) needs[id].insert(key->second);
  }
}

bool is_ownership(const model::Schema& schema, const ObjectId& id, const ObjectId& need) {
  if (id.kind != Kind::sequence || (need.kind != Kind::column && need.kind != Kind::table)) return false;
  const model::Sequence* sequence = schema.sequences.find(id);
  return sequence != nullptr && sequence->owned_by.has_value();
}

/// Whether the default of the column that owns the sequence takes its values from it (serial).
bool fills_its_owner(const model::Schema& schema, const model::Sequence& sequence) {
  if (!sequence.owned_by) return false;
  const model::Table* table = schema.tables.find(table_id(sequence.owned_by->table));
  const model::Column* column = table == nullptr ? nullptr : table->find_column(sequence.owned_by->column);
  return column != nullptr && column->default_expression &&
         column->default_expression->find(sequence.name.name) != std::string::npos;
}

/// A view is made of its columns: what they need (types, sequences of defaults) it needs itself.
template <class V>
void fold_columns(const model::Objects<V>& views, model::Dependencies& needs,
                  std::map<QualifiedName, ObjectId>& names) {
  for (const auto& [id, view] : views) {
    names.emplace(view.name, id);
    for (const model::ViewColumn& column : view.columns) {
      Needs& of_column = needs[model::column_id(view.name, column.name)];
      needs[id].merge(of_column);
      of_column = {id};
    }
  }
}

/// Who sees a column of a view needs the view, which is dropped, created and replaced as a whole.
void lead_to_views(const model::Schema& schema, model::Dependencies& needs) {
  std::map<QualifiedName, ObjectId> views;
  fold_columns(schema.views, needs, views);
  fold_columns(schema.materialized_views, needs, views);
  if (views.empty()) return;
  for (auto& [id, needed] : needs) {
    Needs seen;
    for (const ObjectId& need : needed) {
      const auto view = need.kind == Kind::column ? views.find({need.schema, need.table}) : views.end();
      if (view != views.end()) seen.insert(view->second);
    }
    needed.merge(seen);
  }
}

/// What a partition has as part of something of its parent's is made before that, and goes with it.
bool is_part(const model::Schema& schema, const ObjectId& id, const ObjectId& need) {
  if (id.kind != need.kind || id.table.empty() || need.table.empty() || id.table == need.table) return false;
  if (id.kind == Kind::foreign_key || id.kind == Kind::check) return true;
  const auto part_of = [&](const auto& objects) {
    const auto* found = objects.find(id);
    return found != nullptr && found->partition_of == QualifiedName{need.schema, need.name};
  };
  return part_of(schema.indexes) || part_of(schema.primary_keys) || part_of(schema.uniques);
}

void keep_what_exists(const model::Schema& schema, model::Dependencies& needs) {
  for (auto& [id, needed] : needs) {
    for (auto need = needed.begin(); need != needed.end();) {
      const bool keep =
          *need != id && !is_ownership(schema, id, *need) && !is_part(schema, id, *need) && diff::has(schema, *need);
      need = keep ? std::next(need) : needed.erase(need);
    }
  }
}

}  // namespace

model::Dependencies needs_of(const model::Schema& schema) {
  model::Dependencies needs = schema.dependencies.entries();
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) add_needs(schema, object, needs[id]);
  });
  for (const auto& [id, table] : schema.tables) {
    for (const auto& column : table.columns) needs[model::column_id(table.name, column.name)].insert(id);
  }
  for (const auto& [id, sequence] : schema.sequences) {
    if (fills_its_owner(schema, sequence)) {
      needs[model::column_id(sequence.owned_by->table, sequence.owned_by->column)].insert(id);
    }
  }
  lead_to_views(schema, needs);
  add_referenced_keys(schema, needs);
  keep_what_exists(schema, needs);
  return needs;
}

std::vector<ObjectId> parts_of(const model::Schema& schema, const ObjectId& relation) {
  const QualifiedName name{relation.schema, relation.name};
  std::vector<ObjectId> parts;
  for (const std::string& column : model::column_names(schema, name)) parts.push_back(model::column_id(name, column));
  model::for_each_kind(schema, [&]<class K>(const model::Objects<K>& objects) {
    if constexpr (requires(K part) { part.table; }) {
      auto part = objects.lower_bound({K::kKind, name.schema, name.name, {}});
      for (; part != objects.end() && part->second.table == name; ++part) parts.push_back(part->first);
    }
  });
  for (const auto& [id, scripted] : schema.scripted) {
    if (!id.table.empty() && QualifiedName{id.schema, id.table} == name) parts.push_back(id);
  }
  for (const auto& [id, sequence] : schema.sequences) {
    if (sequence.owned_by && sequence.owned_by->table == name) parts.push_back(id);
  }
  return parts;
}

}  // namespace schemac::plan
