#include "unit/plan/pretend.hpp"

#include <algorithm>
#include <set>

#include "diff/compare.hpp"
#include "diff/rename.hpp"
#include "support/schema_words.hpp"

namespace schemac::test {
namespace {

using model::Schema;

void demand(bool holds, const std::string& why) {
  if (!holds) throw Refused(why);
}

// What each kind names, said again here: an oracle that asked the planner would believe it.

void add_columns(const QualifiedName& table, const Names& columns, std::set<ObjectId>& ids) {
  ids.insert({Kind::table, table.schema, {}, table.name});
  for (const std::string& column : columns) ids.insert(model::column_id(table, column));
}
void names(const model::Namespace&, std::set<ObjectId>&) {}
void names(const model::Extension&, std::set<ObjectId>&) {}
void names(const model::EnumType&, std::set<ObjectId>&) {}
void names(const model::Sequence& sequence, std::set<ObjectId>& ids) {
  if (sequence.owned_by) add_columns(sequence.owned_by->table, {sequence.owned_by->column}, ids);
}
void names(const model::Function&, std::set<ObjectId>&) {}
void names(const model::Table& table, std::set<ObjectId>& ids) {
  for (const auto& column : table.columns) {
    if (column.type.rfind("public.", 0) == 0) ids.insert(enum_id(column.type.substr(7, column.type.find('[') - 7)));
    if (!column.default_expression) continue;
    const std::size_t sequence = column.default_expression->find("nextval('public.");
    if (sequence != 0) continue;
    ids.insert(sequence_id(column.default_expression->substr(16, column.default_expression->find("'::") - 16)));
  }
}
void names(const model::PrimaryKey& key, std::set<ObjectId>& ids) { add_columns(key.table, key.columns, ids); }
void names(const model::Unique& key, std::set<ObjectId>& ids) { add_columns(key.table, key.columns, ids); }
void names(const model::Check& check, std::set<ObjectId>& ids) { add_columns(check.table, {}, ids); }
void names(const model::Exclusion& exclusion, std::set<ObjectId>& ids) {
  add_columns(exclusion.table, {exclusion.elements.at(0).key.column}, ids);
}
void names(const model::Index& index, std::set<ObjectId>& ids) {
  add_columns(index.table, {index.keys.at(0).column}, ids);
}
void names(const model::ForeignKey& key, std::set<ObjectId>& ids) {
  add_columns(key.table, key.columns, ids);
  add_columns(key.references, key.referenced_columns, ids);
}
void names(const model::Trigger& trigger, std::set<ObjectId>& ids) {
  add_columns(trigger.table, trigger.update_of, ids);
  ids.insert(function_id(trigger.function.name + "()"));
}
void names(const model::CompositeType&, std::set<ObjectId>&) {}
void names(const model::Domain&, std::set<ObjectId>&) {}
void names(const model::View&, std::set<ObjectId>&) {}
void names(const model::MaterializedView&, std::set<ObjectId>&) {}
void names(const model::Scripted&, std::set<ObjectId>&) {}
void names(const model::DefaultPrivileges&, std::set<ObjectId>&) {}
void names(const model::Policy& policy, std::set<ObjectId>& ids) { add_columns(policy.table, {}, ids); }

void demand_whole(const Schema& schema) {
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) {
      std::set<ObjectId> named;
      names(object, named);
      for (const ObjectId& need : named) {
        demand(diff::has(schema, need), model::describe(id) + " is left without " + model::describe(need));
      }
    }
  });
  for (const auto& [id, key] : schema.foreign_keys) {
    const bool carried =
        std::any_of(schema.uniques.begin(), schema.uniques.end(), [&, &reference = key](const auto& each) {
          return each.second.table == reference.references && each.second.columns == reference.referenced_columns;
        });
    const bool by_key =
        std::any_of(schema.primary_keys.begin(), schema.primary_keys.end(), [&, &reference = key](const auto& each) {
          return each.second.table == reference.references && each.second.columns == reference.referenced_columns;
        });
    demand(carried || by_key, model::describe(id) + " has no key to refer to");
  }
}

model::Table& the_table(Schema& schema, const QualifiedName& name) {
  const model::Table* found = schema.tables.find({Kind::table, name.schema, {}, name.name});
  demand(found != nullptr, "no table " + name.name);
  return const_cast<model::Table&>(*found);
}

model::Column& the_column(model::Table& table, const std::string& name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& each) { return each.name == name; });
  demand(found != table.columns.end(), "no column " + name);
  return *found;
}

template <class K>
const K& the_object(const Schema& schema, const K& like) {
  const K* found = nullptr;
  model::for_each_kind(schema, [&](const auto& objects) {
    if constexpr (std::is_same_v<typename std::decay_t<decltype(objects)>::value_type, K>)
      found = objects.find(like.id());
  });
  demand(found != nullptr, "no " + model::describe(like.id()));
  return *found;
}

void erase(Schema& schema, const ObjectId& id) {
  model::for_each_kind(schema, [&](auto& objects) { objects.erase(id); });
}

bool is_relation(Kind kind) {
  return kind == Kind::table || kind == Kind::index || kind == Kind::sequence || kind == Kind::primary_key ||
         kind == Kind::unique || kind == Kind::exclusion;
}

template <class K>
void carry_out(Schema& schema, const diff::Create<K>& change) {
  const ObjectId id = change.object.id();
  demand(!diff::has(schema, id), model::describe(id) + " is there already");
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [other, object] : objects) {
      const bool rivals = is_relation(other.kind) && is_relation(id.kind) && other.schema == id.schema;
      demand(!rivals || other.name != id.name, "the name of " + model::describe(id) + " is taken");
    }
  });
  put(schema, change.object);
}

template <class K>
void carry_out(Schema& schema, const diff::Drop<K>& change) {
  demand(the_object(schema, change.object) == change.object, "another " + model::describe(change.object.id()));
  erase(schema, change.object.id());
}

void carry_out(Schema& schema, const diff::Drop<model::Table>& change) {
  const QualifiedName name = the_object(schema, change.object).name;
  std::vector<ObjectId> parts{change.object.id()};
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) {
      if (id.schema == name.schema && id.table == name.name) parts.push_back(id);
    }
  });
  for (const auto& [id, sequence] : schema.sequences) {
    if (sequence.owned_by && sequence.owned_by->table == name) parts.push_back(id);
  }
  for (const ObjectId& id : parts) erase(schema, id);
}

template <class K>
void carry_out(Schema& schema, const diff::Rename<K>& change) {
  demand(diff::has(schema, change.before), "no " + model::describe(change.before));
  demand(!diff::has(schema, change.after), model::describe(change.after) + " is there already");
  diff::rename(schema, {change.before, change.after, {}, {}});
}

template <class K>
void carry_out(Schema& schema, const diff::Alter<K>& change) {
  K object = the_object(schema, change.before);
  K former = change.before;
  if constexpr (requires { object.comment; }) former.comment = object.comment;
  if constexpr (!std::is_same_v<K, model::Extension>)
    demand(object == former, "another " + model::describe(former.id()));
  const K before = object;
  object = change.after;
  if constexpr (requires { object.comment; }) object.comment = before.comment;
  put(schema, object);
}

void carry_out(Schema& schema, const diff::Alter<model::Table>& change) {
  model::Table& table = the_table(schema, change.after.name);
  table.unlogged = change.after.unlogged;
  table.storage_parameters = change.after.storage_parameters;
  table.row_security = change.after.row_security;
  table.force_row_security = change.after.force_row_security;
}

/// A column is seen by whatever says so, in its text or in a list.
void demand_unseen(const Schema& schema, const QualifiedName& table, const std::string& column, bool retyped) {
  const auto says = [&](const std::string& text) {
    return text.find("(" + column + ")") != std::string::npos || text.find("(" + column + " ") != std::string::npos;
  };
  for (const auto& [id, policy] : schema.policies) {
    demand(policy.table != table || !says(*policy.using_expression), model::describe(id) + " sees " + column);
  }
  for (const auto& [id, trigger] : schema.triggers) {
    const bool sees = std::count(trigger.update_of.begin(), trigger.update_of.end(), column) != 0;
    demand(trigger.table != table || !sees, model::describe(id) + " sees " + column);
  }
  for (const auto& each : schema.tables.find({Kind::table, table.schema, {}, table.name})->columns) {
    demand(!each.generated_expression || !says(*each.generated_expression), each.name + " is made of " + column);
  }
  for (const auto& [id, check] : schema.checks) {
    demand(retyped || check.table != table || !says(check.expression), model::describe(id) + " sees " + column);
  }
}

void carry_out(Schema& schema, const diff::AddColumn& change) {
  model::Table& table = the_table(schema, change.table);
  demand(table.find_column(change.column.name) == nullptr, "a column is there already");
  table.columns.push_back(change.column);
}

void carry_out(Schema& schema, const diff::DropColumn& change) {
  demand_unseen(schema, change.table, change.column.name, false);
  model::Table& table = the_table(schema, change.table);
  the_column(table, change.column.name);
  std::erase_if(table.columns, [&](const auto& each) { return each.name == change.column.name; });
  std::vector<ObjectId> owned;
  for (const auto& [id, sequence] : schema.sequences) {
    const bool goes = sequence.owned_by && sequence.owned_by->table == change.table &&
                      sequence.owned_by->column == change.column.name;
    if (goes) owned.push_back(id);
  }
  for (const ObjectId& id : owned) erase(schema, id);
}

void carry_out(Schema& schema, const diff::RenameColumn& change) {
  const ObjectId before = model::column_id(change.table, change.before);
  demand(diff::has(schema, before), "no " + model::describe(before));
  diff::rename(schema, {before, model::column_id(change.table, change.after), {}, {}});
}

void carry_out(Schema& schema, const diff::AlterColumn& change) {
  if (change.before.type != change.after.type) demand_unseen(schema, change.table, change.after.name, true);
  model::Column& column = the_column(the_table(schema, change.table), change.after.name);
  model::Column former = change.before;
  former.comment = column.comment;
  demand(column == former, "another column " + column.name);
  column = change.after;
  column.comment = former.comment;
}

std::vector<std::string>& the_labels(Schema& schema, const QualifiedName& type) {
  const model::EnumType* found = schema.enum_types.find({Kind::enum_type, type.schema, {}, type.name});
  demand(found != nullptr, "no enum " + type.name);
  return const_cast<model::EnumType*>(found)->labels;
}

void carry_out(Schema& schema, const diff::AddEnumValue& change) {
  auto& labels = the_labels(schema, change.type);
  const auto place = [&](const std::string& label) {
    const auto found = std::find(labels.begin(), labels.end(), label);
    demand(found != labels.end(), "no label " + label);
    return found;
  };
  auto at = labels.end();
  if (!change.before.empty()) at = place(change.before);
  if (!change.after.empty()) at = std::next(place(change.after));
  labels.insert(at, change.label);
}

void carry_out(Schema& schema, const diff::RenameEnumValue& change) {
  const ObjectId id{Kind::enum_type, change.type.schema, {}, change.type.name};
  the_labels(schema, change.type);
  diff::rename(schema, {id, id, change.before, change.after});
}

void carry_out(Schema& schema, const diff::SetComment& change) {
  demand(diff::has(schema, change.object), "no " + model::describe(change.object));
  if (change.object.kind == Kind::column) {
    the_column(the_table(schema, {change.object.schema, change.object.table}), change.object.name).comment =
        change.after;
  }
  model::for_each_kind(schema, [&](auto& objects) {
    const auto* found = objects.find(change.object);
    if (found == nullptr) return;
    auto object = *found;
    if constexpr (requires { object.comment; }) object.comment = change.after;
    objects.put(object);
  });
}

// Schemas drawn by lot have neither partitions nor heirs.
void carry_out(Schema&, const diff::Attach&) { throw Refused("nothing to attach to"); }
void carry_out(Schema&, const diff::Detach&) { throw Refused("nothing to detach from"); }
void carry_out(Schema&, const diff::AttachIndex&) { throw Refused("no index to attach to"); }
void carry_out(Schema&, const diff::MoveRows&) { throw Refused("no rows to move"); }

void carry_out(Schema& schema, const diff::SetOwner& change) {
  demand(diff::has(schema, change.object), "no " + model::describe(change.object));
  schema.owners[change.object] = change.after;
}

void carry_out(Schema& schema, const diff::SetGrants& change) {
  demand(diff::has(schema, change.object), "no " + model::describe(change.object));
  schema.grants[change.object] = change.after;
}

}  // namespace

void pretend(Schema& schema, const diff::Change& change) {
  std::visit([&](const auto& alternative) { carry_out(schema, alternative); }, change);
  demand_whole(schema);
}

}  // namespace schemac::test
