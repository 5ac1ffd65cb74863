#include "model/relations.hpp"

namespace schemac::model {

bool is_relation(Kind kind) {
  return kind == Kind::table || kind == Kind::view || kind == Kind::materialized_view || kind == Kind::foreign_table;
}

std::optional<ObjectId> find_relation(const Schema& schema, const QualifiedName& name) {
  const auto id = [&](Kind kind) { return ObjectId{kind, name.schema, {}, name.name}; };
  if (schema.tables.find(id(Kind::table)) != nullptr) return id(Kind::table);
  if (schema.views.find(id(Kind::view)) != nullptr) return id(Kind::view);
  if (schema.materialized_views.find(id(Kind::materialized_view)) != nullptr) return id(Kind::materialized_view);
  if (schema.scripted.find(id(Kind::foreign_table)) != nullptr) return id(Kind::foreign_table);
  return std::nullopt;
}

std::optional<ObjectId> relation_under(const Schema& schema, const ObjectId& id) {
  if (id.table.empty()) return std::nullopt;
  return find_relation(schema, {id.schema, id.table});
}

const std::vector<ViewColumn>* find_view_columns(const Schema& schema, const QualifiedName& name) {
  if (const auto* view = schema.views.find({Kind::view, name.schema, {}, name.name})) return &view->columns;
  const auto* stored = schema.materialized_views.find({Kind::materialized_view, name.schema, {}, name.name});
  return stored == nullptr ? nullptr : &stored->columns;
}

bool has_column(const Schema& schema, const ObjectId& column) {
  const Table* table = schema.tables.find({Kind::table, column.schema, {}, column.table});
  if (table != nullptr) return table->find_column(column.name) != nullptr;
  const auto* columns = find_view_columns(schema, {column.schema, column.table});
  return columns != nullptr && find_column(*columns, column.name) != nullptr;
}

std::vector<std::string> column_names(const Schema& schema, const QualifiedName& relation) {
  std::vector<std::string> names;
  if (const Table* table = schema.tables.find({Kind::table, relation.schema, {}, relation.name})) {
    for (const Column& column : table->columns) names.push_back(column.name);
  } else if (const auto* columns = find_view_columns(schema, relation)) {
    for (const ViewColumn& column : *columns) names.push_back(column.name);
  }
  return names;
}

}  // namespace schemac::model
