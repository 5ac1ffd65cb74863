#include "emit/factory_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "emit/factory_values.hpp"
#include "emit/names.hpp"

namespace schemac::emit {
namespace {

const FieldSpelling* field_of(const EntitySpelling& entity, const std::string& column) {
  const auto found = std::find_if(entity.fields.begin(), entity.fields.end(),
                                  [&](const FieldSpelling& field) { return field.field->column == column; });
  return found == entity.fields.end() ? nullptr : &*found;
}

bool is_required(const FieldSpelling& field) { return field.insertable && !field.defaulted && !field.field->nullable; }

/// A reference that a new row must have: a test may leave it, and the database does not fill it in.
struct Parent {
  const EntitySpelling* entity;
  const model::ForeignKey* key;
};

std::vector<Parent> required_parents(const EntitySpelling& entity, const EntitySpellings& entities,
                                     const model::Schema& schema) {
  std::vector<Parent> parents;
  for (const auto& [id, key] : schema.foreign_keys) {
    if (key.table != entity.entity->table) continue;
    const auto parent = entities.find(key.references);
    if (parent == entities.end()) continue;
    bool whole = true, required = false;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const FieldSpelling* const here = field_of(entity, key.columns[i]);
      const FieldSpelling* const there = field_of(*parent->second, key.referenced_columns[i]);
      whole = whole && here != nullptr && there != nullptr && here->insertable && !there->field->nullable;
      required = required || (here != nullptr && is_required(*here));
    }
    if (whole && required) parents.push_back({parent->second, &key});
  }
  return parents;
}

bool needs(const EntitySpelling& from, const EntitySpelling& wanted, const EntitySpellings& entities,
           const model::Schema& schema, std::set<const EntitySpelling*>& seen) {
  if (&from == &wanted) return true;
  if (!seen.insert(&from).second) return false;
  const std::vector<Parent> parents = required_parents(from, entities, schema);
  return std::any_of(parents.begin(), parents.end(),
                     [&](const Parent& parent) { return needs(*parent.entity, wanted, entities, schema, seen); });
}

std::string in_factories(const EntitySpelling& entity, const std::string& name) {
  const std::string outer = entity.cpp_namespace.empty() ? std::string() : "::" + entity.cpp_namespace;
  return fmt::format("{}::factories::{}", outer, name);
}

View parent_view(const EntitySpelling& entity, const Parent& parent) {
  std::vector<View> columns, wanted, nullable;
  for (std::size_t i = 0; i < parent.key->columns.size(); ++i) {
    const FieldSpelling* const here = field_of(entity, parent.key->columns[i]);
    const FieldSpelling* const there = field_of(*parent.entity, parent.key->referenced_columns[i]);
    const std::string& name = here->field->name;
    columns.emplace_back()
        .text("name", name)
        .text("there", there->field->name)
        .text("value", fmt::format("{}row.{}.value()", here->field->nullable ? "*" : "", name))
        .flag("can_be_asked", there->insertable);
    (here->field->nullable ? nullable : wanted).emplace_back().text("name", name);
  }
  View view;
  view.text("factory", in_factories(*parent.entity, parent.entity->row + "Factory"))
      .text("given", in_factories(*parent.entity, parent.entity->row + "Given"));
  view.list("columns", std::move(columns)).list("wanted", std::move(wanted)).list("nullable", std::move(nullable));
  return view;
}

/// Whether the reference holds of every row: where a column of it is NULL, it refers to nothing.
/// https://www.postgresql.org/docs/15/sql-createtable.html, MATCH SIMPLE
bool refers_always(const EntitySpelling& entity, const Parent& parent) {
  return std::none_of(parent.key->columns.begin(), parent.key->columns.end(),
                      [&](const std::string& column) { return field_of(entity, column)->field->nullable; });
}

/// The columns that tell rows apart in a key or an exclusion.
std::set<std::string> distinguishing(const EntitySpelling& entity) {
  std::set<std::string> columns;
  for (const ConstraintSpelling& constraint : entity.constraints)
    if (constraint.kind != runtime::ConstraintKind::check && constraint.kind != runtime::ConstraintKind::foreign_key)
      columns.insert(constraint.columns.begin(), constraint.columns.end());
  return columns;
}

/// Whether the database fills in the same for every row.
bool has_constant_default(const FieldSpelling& field, const model::Schema& schema, const model::QualifiedName& table) {
  if (!field.insertable || !field.defaulted || field.field->nullable) return false;
  for (const auto& [id, each] : schema.tables) {
    if (each.name != table) continue;
    for (const model::Column& column : each.columns)
      if (column.name == field.field->column)
        return column.default_expression && column.default_expression->find('(') == std::string::npos;
  }
  return false;
}

/// Of each key that defaults alone would make the same for every row, the column to be filled: text where there is one.
std::set<std::string> same_by_default(const EntitySpelling& entity, const model::Schema& schema) {
  std::set<std::string> columns;
  for (const model::UniqueKey& key : entity.entity->unique_keys) {
    const FieldSpelling* chosen = nullptr;
    bool all = !key.predicate;
    for (const std::string& column : key.columns) {
      const FieldSpelling* const field = field_of(entity, column);
      all = all && field != nullptr && has_constant_default(*field, schema, entity.entity->table);
      if (all && (chosen == nullptr || field->type.kind == "text")) chosen = field;
    }
    if (all && chosen != nullptr) columns.insert(chosen->field->column);
  }
  return columns;
}

std::string row_type(const FieldSpelling& field) {
  return field.field->nullable ? fmt::format("std::optional<{}>", field.type.qualified) : field.type.qualified;
}

/// How the insert type takes the field.
std::string handed_on(const FieldSpelling& field, const std::string& factory) {
  const std::string& name = field.field->name;
  if (field.defaulted) return "row." + name;
  if (field.field->nullable) return fmt::format("values::nullable(row.{})", name);
  return fmt::format("values::required(row.{}, {}, {})", name, string_literal(factory), string_literal(name));
}

}  // namespace

View factory_view(const EntitySpelling& entity, const EntitySpellings& entities, const model::Schema& schema) {
  const std::string factory = entity.row + "Factory";
  const std::set<std::string> distinct = distinguishing(entity);
  const std::set<std::string> same = same_by_default(entity, schema);
  std::set<std::string> of_parents, of_some;
  std::vector<View> parents, fields, filled, unknown;
  for (const Parent& parent : required_parents(entity, entities, schema)) {
    std::set<const EntitySpelling*> seen;
    if (needs(*parent.entity, entity, entities, schema, seen)) continue;
    (refers_always(entity, parent) ? of_parents : of_some)
        .insert(parent.key->columns.begin(), parent.key->columns.end());
    parents.push_back(parent_view(entity, parent));
  }
  std::set<std::string> referring;
  for (const auto& [id, key] : schema.foreign_keys)
    if (key.table == entity.entity->table) referring.insert(key.columns.begin(), key.columns.end());
  for (const FieldSpelling& field : entity.fields) {
    if (!field.insertable) continue;
    View& view = fields.emplace_back();
    view.text("name", field.field->name)
        .text("literal", string_literal(field.field->name))
        .text("type", row_type(field))
        .text("handed_on", handed_on(field, factory));
    const bool left = !is_required(field) && !same.contains(field.field->column);
    if (left || of_parents.contains(field.field->column)) continue;
    std::optional<std::string> value;
    if (!referring.contains(field.field->column) || of_some.contains(field.field->column))
      value = factory_value(field, entity.row, distinct.contains(field.field->column), schema);
    View& other = (value ? filled : unknown).emplace_back();
    other.text("name", field.field->name).text("value", value.value_or(""));
  }
  View view;
  view.text("row", entity.row)
      .text("insert", entity.insert)
      .text("repository", entity.repository)
      .text("factory", factory)
      .text("given", entity.row + "Given")
      .text("function", "make_" + snake_case(entity.row))
      .text("definition", snake_case(entity.row) + "_definition")
      .text("factory_literal", string_literal(factory))
      .text("plain_table", entity.entity->table.schema + "." + entity.entity->table.name)
      .flag("has_constraints", !entity.constraints.empty());
  view.list("parents", std::move(parents)).list("fields", std::move(fields));
  view.list("filled", std::move(filled)).list("unknown", std::move(unknown));
  return view;
}

}  // namespace schemac::emit
