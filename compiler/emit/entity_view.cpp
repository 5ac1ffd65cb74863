#include "emit/entity_view.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "emit/names.hpp"
#include "emit/parameter_types.hpp"
#include "emit/rule_view.hpp"
#include "emit/unique_keys.hpp"
#include "sql/quote.hpp"

namespace schemac::emit {
namespace {

std::string optional_of(const std::string& type) { return fmt::format("std::optional<{}>", type); }
std::string change_of(const std::string& type) { return fmt::format("schemac::runtime::Change<{}>", type); }

/// What a row has, which is also what a change of it takes.
std::string value_type(const FieldSpelling& field) {
  return field.field->nullable ? optional_of(field.type.spelling) : field.type.spelling;
}

/// The last argument of a column, where it has one.
std::string casts(const CppType& type) {
  const std::string many = type.kind == "opaque" ? std::string() : type.array_cast;
  if (type.write_cast.empty() && many.empty() && type.read_cast.empty()) return {};
  return fmt::format(", {{{}, {}, {}}}", string_literal(type.write_cast), string_literal(many),
                     string_literal(type.read_cast));
}

/// What an insert type wraps the field in, where it is a member of one.
struct Wrapping {
  std::string type;
  std::string unwrap;  ///< Behind the member: what a codec takes.
};

Wrapping wrapping(const FieldSpelling& field) {
  if (field.defaulted) return {change_of(value_type(field)), ".value()"};
  const std::string wrapper = field.field->nullable ? "NullableField" : "Required";
  return {fmt::format("schemac::runtime::{}<{}>", wrapper, field.type.spelling),
          field.field->nullable ? ".as_optional()" : ".value()"};
}

View field_view(const FieldSpelling& field) {
  const bool required = !field.defaulted && !field.field->nullable;
  const Wrapping wrapped = wrapping(field);
  View view;
  view.text("name", field.field->name)
      .text("column", field.column)
      .text("type", field.type.spelling)
      .text("row_type", value_type(field))
      .text("patch_type", change_of(value_type(field)))
      .text("parameter", field.parameter)
      .text("parameter_type", field.type.by_value ? field.type.spelling : fmt::format("const {}&", field.type.spelling))
      .text("select", field.column + field.type.read_cast)
      .flag("read_cast", !field.type.read_cast.empty())
      .text("cast", field.type.write_cast)
      .flag("has_cast", !field.type.write_cast.empty())
      .text("array_cast", field.type.array_cast)
      .text("array_cast_literal", string_literal(field.type.array_cast))
      .text("column_type", field.type.qualified)
      .text("kind", field.type.kind)
      .flag("nullable", field.field->nullable)
      .flag("managed", field.field->generated || field.field->touched_on_update || field.field->optimistic_lock)
      .text("column_literal", string_literal(field.column))
      .text("read_cast_literal", string_literal(field.type.read_cast))
      .text("casts", casts(field.type))
      .text("cast_literal", string_literal(field.type.write_cast))
      .text("patchable", field.patchable ? "true" : "false")
      .text("parameter_sql", parameter_type(*field.field))
      .text("array_parameter_sql", array_parameter_type(*field.field))
      .text("copy_function", field.type.kind == "jsonb" ? "add_jsonb" : "add")
      .flag("defaulted", field.defaulted)
      .flag("required", required)
      .text("insert_type", wrapped.type)
      .text("unwrap", wrapped.unwrap);
  put_comment(view, field.field->comment);
  return view;
}

/// Fields that stand for `$1`, `$2`, … in this order, or from another number on.
std::vector<View> numbered(const std::vector<const FieldSpelling*>& fields, std::size_t first = 1) {
  std::vector<View> views;
  for (const FieldSpelling* field : fields)
    views.push_back(field_view(*field)
                        .text("number", std::to_string(views.size() + first))
                        .text("place", std::to_string(views.size())));
  return views;
}

template <class Predicate>
std::vector<const FieldSpelling*> fields_that(const EntitySpelling& entity, Predicate predicate) {
  std::vector<const FieldSpelling*> fields;
  for (const FieldSpelling& field : entity.fields)
    if (predicate(field)) fields.push_back(&field);
  return fields;
}

/// Whether what its codec writes is the type's binary form, or all but the version of jsonb. An array says the type of
/// its elements, which PostgreSQL wants to be that very one: of text it may be any of several.
bool can_be_copied(const model::Field& field) {
  using enum model::TypeWord;
  switch (field.type.word) {
    case tsvector:
    case tsquery:
    case custom:
      return false;
    case varchar:
    case char_:
    case citext:
    case bit:
    case enumeration:
    case json:
    case jsonb:
    case xml:
      return !field.type.array;
    default:
      return true;
  }
}

/// Whether an upsert sets it only where the new row says something of it.
bool is_set_where_given(const FieldSpelling& field) {
  return field.insertable && field.patchable && !field.defaulted && field.field->nullable;
}

/// Whether an upsert sets the field: always, never, or as `new_row` says.
std::string set_by_upsert(const EntitySpelling& entity, const FieldSpelling& field) {
  if (!is_set_where_given(field)) return field.patchable ? "true" : "false";
  std::string given = fmt::format("new_row.{}.is_given()", field.field->name);
  // A lookup that stayed would find the row by a value that it no longer has.
  for (const FieldSpelling& other : entity.fields)
    if ((other.field->column == field.field->lookup_of || field.field->column == other.field->lookup_of) &&
        is_set_where_given(other))
      given = fmt::format("({} || new_row.{}.is_given())", given, other.field->name);
  return given;
}

/// What tells statements of an upsert apart: what the database can fill in, and behind that what is set where given.
void put_upsert_forms(View& view, const EntitySpelling& entity, std::vector<View>& inserted, std::size_t defaulted) {
  const auto fields = fields_that(entity, [](const FieldSpelling& field) { return field.insertable; });
  std::vector<View> set_where_given;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool chosen = is_set_where_given(*fields[i]);
    inserted[i]
        .flag("set_where_given", chosen)
        .text("set_by_upsert", set_by_upsert(entity, *fields[i]))
        .text("set_index", std::to_string(defaulted + set_where_given.size()));
    if (chosen) set_where_given.push_back(inserted[i]);
  }
  view.flag("has_upsert_forms", defaulted + set_where_given.size() > 0)
      .text("upsert_form_count", std::to_string(defaulted + set_where_given.size()));
  view.list("set_where_given_fields", std::move(set_where_given));
}

/// The fields of an insert: `number` counts all of them, `index` those that the database can fill in.
void put_insert_fields(View& view, const EntitySpelling& entity) {
  const auto fields = fields_that(entity, [](const FieldSpelling& field) { return field.insertable; });
  std::vector<View> all = numbered(fields), defaulted;
  std::vector<const FieldSpelling*> given;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    all[i].text("index", std::to_string(defaulted.size())).text("given_number", std::to_string(given.size() + 1));
    if (fields[i]->defaulted)
      defaulted.push_back(all[i]);
    else
      given.push_back(fields[i]);
  }
  // unnest takes an array of arrays apart to its last element.
  const bool has_array =
      std::any_of(fields.begin(), fields.end(), [](const FieldSpelling* field) { return field->field->type.array; });
  view.flag("copies",
            !fields.empty() && std::all_of(fields.begin(), fields.end(),
                                           [](const FieldSpelling* field) { return can_be_copied(*field->field); }))
      .text("given_count", std::to_string(all.size() - defaulted.size()));
  view.flag("inserts_columns", !fields.empty() && !has_array)
      .flag("always_given", defaulted.size() < fields.size())
      .text("defaulted_count", std::to_string(defaulted.size()));
  view.list("given_fields", numbered(given));
  // What an upsert sets from the new row: of all of it, and of what has to be given.
  const auto patchable = [](const FieldSpelling& field) { return field.insertable && field.patchable; };
  view.list("upsert_fields", numbered(fields_that(entity, patchable)));
  view.list("given_upsert_fields", numbered(fields_that(entity, [&](const FieldSpelling& field) {
              return patchable(field) && !field.defaulted && !field.field->nullable;
            })));
  put_upsert_forms(view, entity, all, defaulted.size());
  view.list("defaulted_fields", std::move(defaulted));
  view.list("insert_fields", std::move(all));
}

void put_patch_fields(View& view, const EntitySpelling& entity) {
  std::vector<View> views = numbered(fields_that(entity, [](const FieldSpelling& field) { return field.patchable; }));
  for (std::size_t i = 0; i < views.size(); ++i) views[i].text("index", std::to_string(i));
  view.text("patch_count", std::to_string(views.size()))
      .text("number_after_update", std::to_string(views.size() + entity.key.size() + 1));
  view.list("update_key", numbered(entity.key, views.size() + 1));
  view.list("patch_fields", std::move(views));
}

std::vector<View> lookups(const std::vector<LookupSpelling>& spellings, bool soft_delete) {
  std::vector<View> views;
  for (const LookupSpelling& lookup : spellings) {
    View view;
    view.text("function", lookup.function)
        .text("what", lookup.what)
        .flag("chooses_deleted", soft_delete && !lookup.sees_deleted)
        .flag("has_predicate", lookup.predicate.has_value())
        .text("predicate", lookup.predicate.value_or(""));
    view.list("fields", numbered(lookup.fields));
    views.push_back(std::move(view));
  }
  return views;
}

/// What can be violated, with the names of the fields; columns that are no fields are left out.
std::vector<View> constraint_views(const EntitySpelling& entity) {
  std::vector<View> views;
  for (const ConstraintSpelling& constraint : entity.constraints) {
    std::vector<View> fields;
    for (const FieldSpelling& field : entity.fields)
      if (std::find(constraint.columns.begin(), constraint.columns.end(), field.field->column) !=
          constraint.columns.end())
        fields.emplace_back().text("literal", string_literal(field.field->name));
    View& view = views.emplace_back();
    view.text("enumerator", constraint.enumerator).text("literal", string_literal(constraint.name));
    view.list("about", std::move(fields));
  }
  return views;
}

void put_rules(View& view, const EntitySpelling& entity) {
  view.list("insert_rules", rule_views(fields_that(entity, [](const FieldSpelling& field) { return field.insertable; }),
                                       Writing::insert));
  const auto patched = [&](const FieldSpelling& field) { return field.patchable && !entity.key.empty(); };
  view.list("patch_rules", rule_views(fields_that(entity, patched), Writing::patch));
  view.list(
      "set_rules",
      rule_views(fields_that(entity, [](const FieldSpelling& field) { return field.insertable || field.patchable; }),
                 Writing::set));
  view.flag("has_lookups", std::any_of(entity.fields.begin(), entity.fields.end(),
                                       [](const FieldSpelling& field) { return !field.field->lookup_of.empty(); }));
  view.list("secrets", secret_views(entity));
  view.list("rule_functions", function_views(entity));
}

void put_version(View& view, const EntitySpelling& entity) {
  const FieldSpelling* const version = entity.version;
  view.flag("has_version", version != nullptr && !entity.key.empty())
      .text("version_name", version != nullptr ? version->field->name : "")
      .text("version_type", version != nullptr ? version->type.spelling : "")
      .text("version_sql", version != nullptr ? parameter_type(*version->field) : "")
      .text("version_column", version != nullptr ? version->column : "")
      .text("version_literal", string_literal(version != nullptr ? version->column : ""));
}

/// Several columns that unnest gives back as they were: it would take arrays of arrays apart to their last element.
bool is_composite(const EntitySpelling& entity) {
  return entity.key.size() > 1 && std::none_of(entity.key.begin(), entity.key.end(),
                                               [](const FieldSpelling* field) { return field->field->type.array; });
}

/// The parts of a key, for a tuple.
std::string key_types(const EntitySpelling& entity) {
  std::string types;
  for (const FieldSpelling* field : entity.key) types += (types.empty() ? "" : ", ") + field->type.spelling;
  return types;
}

}  // namespace

void put_comment(View& view, const std::string& comment) {
  std::vector<View> lines;
  for (std::string& line : comment_lines(comment)) {
    if (!line.empty()) line.insert(0, " ");
    lines.emplace_back().text("line", std::move(line));
  }
  view.list("comment", std::move(lines));
}

View entity_view(const EntitySpelling& entity, const EntityNames& names) {
  View view;
  view.text("row", entity.row)
      .text("insert", entity.insert)
      .text("patch", entity.patch)
      .text("repository", entity.repository)
      .text("pipeline", entity.pipeline)
      .text("statements", entity.statements)
      .text("hooks", entity.hooks)
      .text("row_literal", string_literal(entity.row))
      .text("shape", entity.shape)
      .text("table", entity.table)
      .text("plain_table", entity.entity->table.schema + "." + entity.entity->table.name)
      .text("qualified_repository", qualified_row(entity.cpp_namespace, entity.repository))
      .text("qualified_row", qualified_row(entity.cpp_namespace, entity.row))
      .text("qualified_shape", qualified_row(entity.cpp_namespace, entity.shape))
      .text("columns_namespace", entity.columns_namespace)
      .text("table_literal", string_literal(entity.table))
      .text("name_literal", string_literal(sql::identifier(entity.entity->table.name)))
      .text("deleted_literal", string_literal(entity.deleted != nullptr ? entity.deleted->column : ""))
      .text("column_count", std::to_string(entity.fields.size()))
      .text("key_count", std::to_string(entity.key.size()))
      .flag("soft_delete", entity.deleted != nullptr)
      .text("deleted_column", entity.deleted != nullptr ? entity.deleted->column : "")
      .text("number_after_key", std::to_string(entity.key.size() + 1));
  view.list("columns", numbered(fields_that(entity, [](const FieldSpelling&) { return true; })));
  put_insert_fields(view, entity);
  put_patch_fields(view, entity);
  view.list("key", numbered(entity.key));
  put_rules(view, entity);
  put_version(view, entity);
  view.list("unique_keys", unique_key_views(entity));
  view.list("constraints", constraint_views(entity));
  view.text("schema_literal", string_literal(entity.entity->table.schema))
      .text("plain_name_literal", string_literal(entity.entity->table.name));
  view.flag("single_key", entity.key.size() == 1)
      .flag("composite_key", is_composite(entity))
      .text("key_types", key_types(entity))
      .text("key_type", entity.key.size() == 1 ? entity.key.front()->type.spelling : "")
      .flag("has_patch", !entity.key.empty() && std::any_of(entity.fields.begin(), entity.fields.end(),
                                                            [](const FieldSpelling& field) { return field.patchable; }))
      .text("qualified_patch", qualified_row(entity.cpp_namespace, entity.patch));
  view.list("relations", relation_views(entity, names));
  view.list("finders", lookups(entity.finders, entity.deleted != nullptr));
  view.list("listers", lookups(entity.listers, entity.deleted != nullptr));
  put_comment(view, entity.entity->comment);
  return view;
}

}  // namespace schemac::emit
