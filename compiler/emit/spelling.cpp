#include "emit/spelling.hpp"

#include <algorithm>
#include <cassert>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "emit/names.hpp"
#include "sql/parse.hpp"
#include "sql/quote.hpp"

namespace schemac::emit {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

FieldSpelling spell_field(const model::Field& field, const model::Entity& entity, CppType type) {
  FieldSpelling spelling{&field, std::move(type), sql::identifier(field.column), parameter_name(field.name)};
  spelling.key = contains(entity.primary_key, field.column);
  spelling.insertable = !field.generated;
  spelling.defaulted = field.has_default;
  // A key is what a row is known by; removing and restoring are functions of their own; the database touches.
  spelling.patchable = !field.generated && !spelling.key && !field.touched_on_update && !field.optimistic_lock &&
                       entity.soft_delete_column != field.column;
  return spelling;
}

const FieldSpelling* find_field(const EntitySpelling& entity, const std::string& column) {
  const auto found = std::find_if(entity.fields.begin(), entity.fields.end(),
                                  [&](const FieldSpelling& field) { return field.field->column == column; });
  assert(found != entity.fields.end() && "the front end resolves columns");
  return &*found;
}

std::vector<const FieldSpelling*> find_fields(const EntitySpelling& entity, const std::vector<std::string>& columns) {
  std::vector<const FieldSpelling*> fields;
  for (const std::string& column : columns) fields.push_back(find_field(entity, column));
  return fields;
}

std::string joined_names(const std::vector<const FieldSpelling*>& fields) {
  std::vector<std::string_view> names;
  for (const FieldSpelling* field : fields) names.emplace_back(field->field->name);
  return fmt::format("{}", fmt::join(names, "_and_"));
}

/// A comment at the end of a predicate would swallow what follows it.
std::string closed(const std::string& predicate) {
  return predicate.find("--") == std::string::npos ? predicate : predicate + '\n';
}

bool mentions(const std::string& predicate, const std::string& column) {
  const auto references = sql::column_references(predicate);
  return std::any_of(references.begin(), references.end(),
                     [&](const sql::ColumnReference& reference) { return reference.name == column; });
}

/// Gives functions their names: the first choice, or, where that is taken, the second.
class FunctionNames {
 public:
  std::string choose(std::string first, std::string second) {
    if (taken_.insert(first).second) return first;
    taken_.insert(second);
    return second;
  }

 private:
  std::set<std::string> taken_;
};

void spell_finders(EntitySpelling& spelling, FunctionNames& names) {
  for (const model::UniqueKey& key : spelling.entity->unique_keys) {
    LookupSpelling finder{{}, find_fields(spelling, key.columns), key.name, {}, false};
    const bool secret = std::any_of(finder.fields.begin(), finder.fields.end(), [](const FieldSpelling* field) {
      return field->field->hashed || field->field->encrypted;
    });
    const bool is_key = finder.fields == spelling.key && !key.predicate;
    // What is hashed or encrypted is never equal to anything that a caller has.
    if (secret || is_key) continue;
    if (key.predicate) {
      finder.predicate = closed(*key.predicate);
      finder.sees_deleted = spelling.deleted != nullptr && mentions(*key.predicate, spelling.deleted->field->column);
    }
    finder.function = names.choose("find_by_" + joined_names(finder.fields), "find_by_" + identifier(key.name));
    spelling.finders.push_back(std::move(finder));
  }
}

void add_lister(EntitySpelling& spelling, FunctionNames& names, const std::string& what,
                const std::vector<std::string>& columns, const std::string& relation) {
  LookupSpelling lister{{}, find_fields(spelling, columns), what, {}, false};
  const std::string by_columns = "list_by_" + joined_names(lister.fields);
  lister.function = relation.empty() ? names.choose(by_columns, "list_by_" + identifier(what))
                                     : names.choose("list_by_" + relation, by_columns);
  spelling.listers.push_back(std::move(lister));
}

/// One for each reference, and one for each foreign key that the table alone declares, over several columns, say.
void spell_listers(EntitySpelling& spelling, const model::Schema& schema, FunctionNames& names) {
  std::set<std::vector<std::string>> listed;
  for (const model::Relation& relation : spelling.entity->relations)
    if (relation.arity == model::Relation::Arity::belongs_to && listed.insert(relation.columns).second)
      add_lister(spelling, names, relation.name, relation.columns, relation.name);
  for (const auto& [id, key] : schema.foreign_keys)
    if (key.table == spelling.entity->table && listed.insert(key.columns).second)
      add_lister(spelling, names, key.name, key.columns, {});
}

}  // namespace

std::string parent_namespace(const std::vector<std::string>& namespaces) {
  if (namespaces.empty()) return {};
  return fmt::format("{}", fmt::join(namespaces.begin(), namespaces.end() - 1, "::"));
}

EnumNames enum_names(const model::Declared& declared) {
  EnumNames names;
  for (const model::Enumeration& enumeration : declared.enumerations)
    names[enumeration.type] = {parent_namespace(enumeration.namespaces), enumeration.name, enumeration.header};
  return names;
}

EntitySpelling spell(const model::Entity& entity, const model::Schema& schema, const EnumNames& enums) {
  EntitySpelling spelling;
  spelling.entity = &entity;
  spelling.cpp_namespace = parent_namespace(entity.namespaces);
  spelling.row = entity.name;
  spelling.insert = "New" + entity.name;
  spelling.patch = entity.name + "Patch";
  spelling.repository = entity.name + "Repository";
  spelling.pipeline = entity.name + "Pipeline";
  spelling.hooks = entity.name + "Hooks";
  spelling.shape = entity.name + "Shape";
  spelling.statements = entity.name + "Statements";
  spelling.columns_namespace = identifier(snake_case(entity.name));
  if (spelling.columns_namespace == entity.name) spelling.columns_namespace += "_columns";
  spelling.table = sql::qualified(entity.table);

  std::vector<std::string> names;
  for (const model::Field& field : entity.fields) names.push_back(field.name);
  for (const model::Field& field : entity.fields)
    spelling.fields.push_back(spell_field(field, entity, cpp_type(field, enums, spelling.cpp_namespace, names)));
  spelling.key = find_fields(spelling, entity.primary_key);
  for (const FieldSpelling& field : spelling.fields)
    if (field.field->optimistic_lock) spelling.version = &field;
  if (entity.soft_delete_column) spelling.deleted = find_field(spelling, *entity.soft_delete_column);

  FunctionNames functions;
  spell_finders(spelling, functions);
  spell_listers(spelling, schema, functions);
  spelling.constraints = spell_constraints(entity.table, schema);
  return spelling;
}

}  // namespace schemac::emit
