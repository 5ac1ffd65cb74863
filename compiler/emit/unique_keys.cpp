#include "emit/unique_keys.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "emit/names.hpp"

namespace schemac::emit {
namespace {

std::vector<const FieldSpelling*> fields_of(const EntitySpelling& entity, const std::vector<std::string>& columns) {
  std::vector<const FieldSpelling*> fields;
  for (const std::string& column : columns)
    for (const FieldSpelling& field : entity.fields)
      if (field.field->column == column) fields.push_back(&field);
  return fields;
}

bool can_be_given(const std::vector<const FieldSpelling*>& fields) {
  return !fields.empty() &&
         std::all_of(fields.begin(), fields.end(), [](const FieldSpelling* field) { return field->insertable; });
}

View key_view(const UpsertKey& key) {
  std::vector<std::string> columns;
  for (const FieldSpelling* field : key.fields) columns.push_back(field->column);
  View view;
  view.text("enumerator", key.enumerator)
      .text("columns_sql", fmt::format("{}", fmt::join(columns, ", ")))
      .text("first_sql", columns.front())
      .text("predicate_sql", key.predicate.empty() ? key.predicate : key.predicate + '\n')
      .flag("has_predicate", !key.predicate.empty())
      .text("columns_literal", string_literal(fmt::format("{}", fmt::join(columns, ", "))))
      .text("first_literal", string_literal(columns.front()))
      .text("predicate_literal", string_literal(key.predicate.empty() ? key.predicate : key.predicate + '\n'));
  return view;
}

}  // namespace

std::vector<UpsertKey> upsert_keys(const EntitySpelling& entity) {
  std::vector<UpsertKey> keys;
  std::set<std::string> taken;
  if (can_be_given(entity.key)) {
    keys.push_back({"primary_key", entity.key, {}});
    taken.insert("primary_key");
  }
  for (const model::UniqueKey& key : entity.entity->unique_keys) {
    const auto fields = fields_of(entity, key.columns);
    if (!can_be_given(fields) || (fields == entity.key && !key.predicate)) continue;
    std::vector<std::string> names;
    for (const FieldSpelling* field : fields) names.push_back(field->field->name);
    std::string enumerator = fmt::format("{}", fmt::join(names, "_and_"));
    if (!taken.insert(enumerator).second) enumerator = identifier(key.name);
    if (enumerator != fmt::format("{}", fmt::join(names, "_and_")) && !taken.insert(enumerator).second) continue;
    keys.push_back({std::move(enumerator), fields, key.predicate.value_or("")});
  }
  return keys;
}

std::vector<View> unique_key_views(const EntitySpelling& entity) {
  std::vector<View> views;
  for (const UpsertKey& key : upsert_keys(entity)) views.push_back(key_view(key));
  return views;
}

}  // namespace schemac::emit
