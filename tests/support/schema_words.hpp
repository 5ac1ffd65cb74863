// Short words for building schemas in tests of diff and plan: everything in `public`, texts as PostgreSQL prints them.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "model/schema.hpp"

namespace schemac::test {

using model::Kind;
using model::ObjectId;
using model::QualifiedName;
using Names = std::vector<std::string>;

inline QualifiedName in_public(std::string name) { return {"public", std::move(name)}; }
inline ObjectId table_id(std::string name) { return {Kind::table, "public", {}, std::move(name)}; }
inline ObjectId enum_id(std::string name) { return {Kind::enum_type, "public", {}, std::move(name)}; }
inline ObjectId sequence_id(std::string name) { return {Kind::sequence, "public", {}, std::move(name)}; }
inline ObjectId function_id(std::string name) { return {Kind::function, "public", {}, std::move(name)}; }
inline ObjectId column_id(std::string table, std::string name) {
  return {Kind::column, "public", std::move(table), std::move(name)};
}

inline model::Column column(std::string name, std::string type = "integer") {
  model::Column column;
  column.name = std::move(name);
  column.type = std::move(type);
  return column;
}

inline model::Column with_default(model::Column column, std::string expression) {
  column.default_expression = std::move(expression);
  return column;
}

inline model::Column not_null(model::Column column) {
  column.not_null = true;
  return column;
}

inline model::Table table(std::string name, std::vector<model::Column> columns) {
  model::Table table;
  table.name = in_public(std::move(name));
  table.columns = std::move(columns);
  return table;
}

inline model::EnumType enum_type(std::string name, Names labels) {
  return {in_public(std::move(name)), std::move(labels), std::nullopt};
}

inline model::Sequence sequence(std::string name) {
  model::Sequence sequence;
  sequence.name = in_public(std::move(name));
  return sequence;
}

inline model::Sequence owned(model::Sequence sequence, std::string table, std::string column) {
  sequence.owned_by = model::Sequence::Owner{in_public(std::move(table)), std::move(column)};
  return sequence;
}

inline model::Function trigger_function(const std::string& name, const std::string& body = "BEGIN RETURN NEW; END") {
  model::Function function;
  function.name = in_public(name);
  function.definition = "CREATE OR REPLACE FUNCTION public." + name +
                        "()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$" + body + "$function$\n";
  return function;
}

inline model::PrimaryKey primary_key(const std::string& table, Names columns) {
  model::PrimaryKey key;
  key.table = in_public(table);
  key.name = table + "_pkey";
  key.columns = std::move(columns);
  return key;
}

inline model::Unique unique(const std::string& table, std::string name, Names columns) {
  model::Unique key;
  key.table = in_public(table);
  key.name = std::move(name);
  key.columns = std::move(columns);
  return key;
}

inline model::Check check(const std::string& table, std::string name, std::string expression) {
  model::Check check;
  check.table = in_public(table);
  check.name = std::move(name);
  check.expression = std::move(expression);
  return check;
}

inline model::Index index(const std::string& table, std::string name, const Names& columns) {
  model::Index index;
  index.table = in_public(table);
  index.name = std::move(name);
  for (const std::string& column : columns) {
    model::IndexKey key;
    key.column = column;
    index.keys.push_back(key);
  }
  return index;
}

inline model::Exclusion exclusion(const std::string& table, std::string name, const std::string& column) {
  model::Exclusion exclusion;
  exclusion.table = in_public(table);
  exclusion.name = std::move(name);
  model::IndexKey key;
  key.column = column;
  exclusion.elements.push_back({key, "&&"});
  return exclusion;
}

inline model::ForeignKey foreign_key(const std::string& table, const std::string& column, const std::string& references,
                                     const std::string& referenced = "id") {
  model::ForeignKey key;
  key.table = in_public(table);
  key.name = table + "_" + column + "_fkey";
  key.columns = {column};
  key.references = in_public(references);
  key.referenced_columns = {referenced};
  return key;
}

inline model::Trigger trigger(const std::string& table, std::string name, const std::string& function) {
  model::Trigger trigger;
  trigger.table = in_public(table);
  trigger.name = std::move(name);
  trigger.on_update = true;
  trigger.function = in_public(function);
  return trigger;
}

inline model::Policy policy(const std::string& table, std::string name, std::string expression) {
  model::Policy policy;
  policy.table = in_public(table);
  policy.name = std::move(name);
  policy.using_expression = std::move(expression);
  return policy;
}

/// Puts an object of any kind into the collection of its kind.
template <class K>
void put(model::Schema& schema, K object) {
  model::for_each_kind(schema, [&](auto& objects) {
    if constexpr (std::is_same_v<typename std::decay_t<decltype(objects)>::value_type, K>) objects.put(object);
  });
}

/// A schema of these objects and nothing else: `schema_of(table(…), index(…))`.
template <class... Objects>
model::Schema schema_of(Objects... objects) {
  model::Schema schema;
  (put(schema, std::move(objects)), ...);
  return schema;
}

/// The same with `id` needing `needs`, as pg_depend would have it.
inline model::Schema needing(model::Schema schema, const ObjectId& id, std::initializer_list<ObjectId> needs) {
  schema.dependencies[id].insert(needs.begin(), needs.end());
  return schema;
}

}  // namespace schemac::test
