#include "diff/rename.hpp"

#include <algorithm>
#include <utility>

#include "diff/descent.hpp"
#include "diff/renamed_query.hpp"
#include "diff/renamer.hpp"
#include "model/relations.hpp"
#include "model/routine_name.hpp"

namespace schemac::diff {
namespace {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;

ObjectId table_id(const QualifiedName& name) { return {Kind::table, name.schema, {}, name.name}; }

// One overload a kind: every place where it names something.

void rename_in(model::Namespace& space, const Renamer& renamer) { renamer.in_namespace(space.name); }

void rename_in(model::Extension& extension, const Renamer& renamer) { renamer.in_namespace(extension.schema); }

void rename_in(model::EnumType& type, const Renamer& renamer) {
  const model::Rename& rename = renamer.rename();
  if (rename.label_before.empty()) return renamer.in_name(Kind::enum_type, type.name);
  if (rename.before != type.id()) return;
  for (std::string& label : type.labels) {
    if (label == rename.label_before) label = rename.label_after;
  }
}

void rename_in(model::CompositeType& type, const Renamer& renamer) {
  for (model::Attribute& attribute : type.attributes) {
    renamer.in_type(attribute.type);
    renamer.in_type(attribute.collation);
  }
  renamer.in_name(Kind::composite_type, type.name);
}

void rename_in(model::Domain& domain, const Renamer& renamer) {
  renamer.in_type(domain.type);
  renamer.in_type(domain.collation);
  renamer.in_text(domain.id(), {}, domain.default_expression);
  for (model::DomainCheck& check : domain.checks) renamer.in_text(domain.id(), {}, check.expression);
  renamer.in_name(Kind::domain, domain.name);
}

void rename_in_columns(std::vector<model::ViewColumn>& columns, const QualifiedName& view, const ObjectId& id,
                       const Renamer& renamer) {
  for (model::ViewColumn& column : columns) {
    renamer.in_type(column.type);
    renamer.in_type(column.collation);
    renamer.in_text(id, {}, column.default_expression);
    renamer.in_column(view, column.name);
  }
}

void rename_in(model::View& view, const Renamer& renamer) {
  renamer.in_query(view.id(), view.columns, view.definition);
  rename_in_columns(view.columns, view.name, view.id(), renamer);
  renamer.in_name(Kind::view, view.name);
}

void rename_in(model::MaterializedView& view, const Renamer& renamer) {
  renamer.in_query(view.id(), view.columns, view.definition);
  rename_in_columns(view.columns, view.name, view.id(), renamer);
  renamer.in_name(Kind::materialized_view, view.name);
}

/// A rule says its own name: behind CREATE RULE, and in what sets it, where it stands last.
void rename_rule(const std::string& before, model::Scripted& rule) {
  const auto rename_in_statement = [&](std::string& statement, bool last) {
    statement = with_name(statement, before, rule.object.name, last);
  };
  for (std::string& statement : rule.definition) rename_in_statement(statement, false);
  for (auto& [aspect, statement] : rule.settings) rename_in_statement(statement, true);
  for (auto& [aspect, statement] : rule.defaults) rename_in_statement(statement, true);
}

void rename_in(model::Scripted& scripted, const Renamer& renamer) {
  const ObjectId id = scripted.id();
  for (std::string& statement : scripted.definition) renamer.in_text(id, {}, statement);
  renamer.in_text(id, {}, scripted.frame);
  for (model::ScriptedPart& part : scripted.parts) {
    for (std::string* text : {&part.aspect, &part.add, &part.change, &part.remove}) renamer.in_text(id, {}, *text);
  }
  for (auto& [aspect, statement] : scripted.settings) renamer.in_text(id, {}, statement);
  for (auto& [aspect, statement] : scripted.defaults) renamer.in_text(id, {}, statement);
  scripted.object = renamed_id(id, renamer.rename());
  if (id.kind == Kind::rule && id.name != scripted.object.name) rename_rule(id.name, scripted);
}

void rename_in(model::DefaultPrivileges& privileges, const Renamer& renamer) {
  renamer.in_namespace(privileges.schema);
}

void rename_in(model::Sequence& sequence, const Renamer& renamer) {
  renamer.in_name(Kind::sequence, sequence.name);
  if (!sequence.owned_by) return;
  renamer.in_column(sequence.owned_by->table, sequence.owned_by->column);
  renamer.in_table(sequence.owned_by->table);
}

void rename_in(model::Function& function, const Renamer& renamer) {
  const ObjectId id = function.id();
  renamer.in_text(id, {}, function.definition);
  const ObjectId renamed = renamed_id(id, renamer.rename());
  const std::size_t open = model::arguments_begin(renamed.name);
  function.name = {renamed.schema, renamed.name.substr(0, open)};
  function.arguments = renamed.name.substr(open + 1, renamed.name.size() - open - 2);
}

void rename_in(model::Table& table, const Renamer& renamer) {
  for (model::Column& column : table.columns) {
    const ObjectId id = model::column_id(table.name, column.name);
    renamer.in_type(column.type);
    renamer.in_type(column.collation);
    renamer.in_text(id, table.name, column.default_expression);
    renamer.in_text(id, table.name, column.generated_expression);
    renamer.in_column(table.name, column.name);
  }
  if (table.partition_by) {
    const std::size_t keys = table.partition_by->find('(');  // behind RANGE, LIST or HASH
    std::string renamed = table.partition_by->substr(keys);
    renamer.in_text(table.id(), table.name, renamed);
    table.partition_by->replace(keys, std::string::npos, renamed);
  }
  if (table.partition_of) renamer.in_table(table.partition_of->parent);
  for (QualifiedName& parent : table.inherits) renamer.in_table(parent);
  renamer.in_type(table.of_type);
  renamer.in_table(table.name);
}

void rename_in(model::PrimaryKey& key, const Renamer& renamer) {
  renamer.in_columns(key.table, key.columns);
  renamer.in_columns(key.table, key.include);
  if (key.partition_of) renamer.in_namespace(key.partition_of->schema);
  renamer.in_part(key);
}

void rename_in(model::Unique& key, const Renamer& renamer) {
  renamer.in_columns(key.table, key.columns);
  renamer.in_columns(key.table, key.include);
  if (key.partition_of) renamer.in_namespace(key.partition_of->schema);
  renamer.in_part(key);
}

void rename_in(model::Check& check, const Renamer& renamer) {
  renamer.in_text(check.id(), check.table, check.expression);
  renamer.in_part(check);
}

void rename_in(model::Exclusion& exclusion, const Renamer& renamer) {
  const ObjectId id = exclusion.id();
  for (auto& element : exclusion.elements) {
    renamer.in_key(id, exclusion.table, element.key);
    renamer.in_type(element.op);
  }
  renamer.in_columns(exclusion.table, exclusion.include);
  renamer.in_text(id, exclusion.table, exclusion.predicate);
  renamer.in_part(exclusion);
}

void rename_in(model::Index& index, const Renamer& renamer) {
  const ObjectId id = index.id();
  for (model::IndexKey& key : index.keys) renamer.in_key(id, index.table, key);
  renamer.in_columns(index.table, index.include);
  renamer.in_text(id, index.table, index.predicate);
  if (index.partition_of) renamer.in_namespace(index.partition_of->schema);
  renamer.in_part(index);
}

void rename_in(model::ForeignKey& key, const Renamer& renamer) {
  renamer.in_columns(key.table, key.columns);
  renamer.in_columns(key.references, key.referenced_columns);
  renamer.in_columns(key.table, key.on_delete_columns);
  renamer.in_table(key.references);
  renamer.in_part(key);
}

void rename_in(model::Trigger& trigger, const Renamer& renamer) {
  renamer.in_columns(trigger.table, trigger.update_of);
  renamer.in_text(trigger.id(), trigger.table, trigger.when);
  QualifiedName called{trigger.function.schema, trigger.function.name + "()"};
  renamer.in_name(Kind::function, called);
  trigger.function = {called.schema, model::without_arguments(called.name)};
  if (trigger.from) renamer.in_table(*trigger.from);
  renamer.in_part(trigger);
}

void rename_in(model::Policy& policy, const Renamer& renamer) {
  renamer.in_text(policy.id(), policy.table, policy.using_expression);
  renamer.in_text(policy.id(), policy.table, policy.with_check);
  renamer.in_part(policy);
}

template <class K>
model::Objects<K> renamed_objects(const model::Objects<K>& objects, const Renamer& renamer) {
  model::Objects<K> renamed;
  for (const auto& [id, object] : objects) {
    K copy = object;
    rename_in(copy, renamer);
    renamed.put(std::move(copy));
  }
  return renamed;
}

template <class V>
std::map<ObjectId, V> renamed_keys(const std::map<ObjectId, V>& said, const Renamer& renamer) {
  std::map<ObjectId, V> renamed;
  for (const auto& [id, value] : said) renamed.emplace(renamer.in_id(id), value);
  return renamed;
}

model::Dependencies renamed_dependencies(const model::Dependencies& dependencies, const Renamer& renamer) {
  model::Dependencies renamed;
  for (const auto& [id, needs] : dependencies) {
    auto& renamed_needs = renamed[renamer.in_id(id)];
    for (const ObjectId& need : needs) renamed_needs.insert(renamer.in_id(need));
  }
  const model::Rename& rename = renamer.rename();
  if (const auto moved = renamed.find(rename.after);
      moved != renamed.end() && rename.before.schema != rename.after.schema) {
    moved->second.erase({Kind::namespace_, {}, {}, rename.before.schema});
    moved->second.insert({Kind::namespace_, {}, {}, rename.after.schema});
  }
  return renamed;
}

/// What stands on a table under a name that no text and no other object says.
bool is_named_nowhere(Kind kind) {
  switch (kind) {
    case Kind::primary_key:
    case Kind::unique:
    case Kind::check:
    case Kind::exclusion:
    case Kind::index:
    case Kind::foreign_key:
    case Kind::trigger:
    case Kind::policy:
      return true;
    case Kind::namespace_:
    case Kind::extension:
    case Kind::enum_type:
    case Kind::sequence:
    case Kind::function:
    case Kind::table:
    case Kind::column:
    case Kind::composite_type:
    case Kind::domain:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::default_privileges:
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::user_mapping:
    case Kind::collation:
    case Kind::range_type:
    case Kind::aggregate:
    case Kind::operator_:
    case Kind::operator_family:
    case Kind::operator_class:
    case Kind::cast:
    case Kind::transform:
    case Kind::conversion:
    case Kind::text_search_parser:
    case Kind::text_search_template:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
    case Kind::foreign_table:
    case Kind::statistics:
    case Kind::rule:
    case Kind::event_trigger:
    case Kind::publication:
      return false;
  }
  return false;
}

/// The short way for one object alone: a renamed table may well make hundreds of them.
void rename_part(model::Schema& schema, const model::Rename& rename) {
  model::for_each_kind(schema, [&](auto& objects) {
    using K = typename std::decay_t<decltype(objects)>::value_type;
    if constexpr (requires(K part) { part.table; }) {
      const K* found = objects.find(rename.before);
      if (found == nullptr) return;
      K part = *found;
      part.name = rename.after.name;
      objects.erase(rename.before);
      objects.put(std::move(part));
    }
  });
  model::Dependencies& dependencies = schema.dependencies.edit();
  if (auto own = dependencies.extract(rename.before)) {
    own.key() = rename.after;
    dependencies.insert(std::move(own));
  }
  for (auto& [id, needs] : dependencies) {
    if (needs.erase(rename.before) != 0) needs.insert(rename.after);
  }
}

/// The tables to which the rename of a column or a check goes on: all that have it from this one. ALTER TABLE … RENAME
/// knows no other way. https://www.postgresql.org/docs/15/sql-altertable.html
std::set<QualifiedName> tables_below(const model::Schema& schema, const ObjectId& part) {
  std::set<QualifiedName> below;
  if (part.kind != Kind::column && part.kind != Kind::check) return below;
  for (const QualifiedName& table : Descent(schema, schema).descendants({part.schema, part.table})) below.insert(table);
  return below;
}

void rename_checks_below(model::Schema& schema, const model::Rename& rename) {
  for (const QualifiedName& table : tables_below(schema, rename.before)) {
    const ObjectId before{Kind::check, table.schema, table.name, rename.before.name};
    const model::Check* check = schema.checks.find(before);
    if (check == nullptr || !check->inherited) continue;
    rename_part(schema, {before, {Kind::check, table.schema, table.name, rename.after.name}, {}, {}});
  }
}

/// Owned sequences are always where their table is.
void move_owned_sequences(model::Schema& schema, const model::Rename& rename_of_table) {
  std::vector<ObjectId> owned;
  for (const auto& [id, sequence] : schema.sequences) {
    if (sequence.owned_by && table_id(sequence.owned_by->table) == rename_of_table.after) owned.push_back(id);
  }
  for (const ObjectId& id : owned) {
    ObjectId moved = id;
    moved.schema = rename_of_table.after.schema;
    if (moved != id) rename(schema, {id, moved, {}, {}});
  }
}

}  // namespace

void rename(model::Schema& schema, const model::Rename& rename) {
  if (is_named_nowhere(rename.before.kind)) {
    if (rename.before.kind == Kind::check) rename_checks_below(schema, rename);
    rename_part(schema, rename);
    return rename_where_chosen(schema, rename);
  }
  const Renamer renamer(rename, schema.dependencies.entries(), tables_below(schema, rename.before));
  model::for_each_kind(schema, [&](auto& objects) { objects = renamed_objects(objects, renamer); });
  schema.owners = renamed_keys(schema.owners, renamer);
  schema.grants = renamed_keys(schema.grants, renamer);
  schema.dependencies = renamed_dependencies(schema.dependencies.entries(), renamer);
  if (rename.before.kind == Kind::table) move_owned_sequences(schema, rename);
}

ObjectId renamed_id(const ObjectId& id, const model::Rename& rename) {
  if (!rename.label_before.empty()) return id;
  if (id == rename.before) return rename.after;
  if (rename.before.kind == Kind::column && id == model::identity_sequence_id(rename.before)) {
    return model::identity_sequence_id(rename.after);
  }
  ObjectId renamed = id;
  if (rename.before.kind == Kind::namespace_ && id.schema == rename.before.name) renamed.schema = rename.after.name;
  const bool stands_on_it = id.schema == rename.before.schema && id.table == rename.before.name;
  if (model::is_relation(rename.before.kind) && stands_on_it) {
    renamed.schema = rename.after.schema;
    renamed.table = rename.after.name;
  }
  const bool has_types =
      id.kind == Kind::function || id.kind == Kind::aggregate || id.kind == Kind::operator_ || id.kind == Kind::cast;
  const std::size_t open = has_types ? model::arguments_begin(id.name) : std::string::npos;
  if (id.kind == Kind::transform) {
    renamed.name = renamed_text(id.name, rename, Scope::nothing, {});
  } else if (has_types && open < id.name.size()) {  // its arguments name types
    renamed.name = id.name.substr(0, open) + renamed_text(id.name.substr(open), rename, Scope::nothing, {});
  }
  return renamed;
}

bool has(const model::Schema& schema, const ObjectId& id) {
  if (id.kind == Kind::column) return model::has_column(schema, id);
  bool found = false;
  model::for_each_kind(schema, [&](const auto& objects) { found = found || objects.find(id) != nullptr; });
  return found;
}

}  // namespace schemac::diff
