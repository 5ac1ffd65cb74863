// What has columns and lets others stand on it: tables, views, materialized views, foreign tables. They share one space
// of names, and what stands on one (an index, a trigger, a rule, a column) knows it by its name alone.
#pragma once

#include <optional>

#include "model/schema.hpp"

namespace schemac::model {

/// Whether objects of this kind are relations.
[[nodiscard]] bool is_relation(Kind kind);

/// The relation of this name, whichever of these kinds it is. https://www.postgresql.org/docs/15/catalog-pg-class.html
[[nodiscard]] std::optional<ObjectId> find_relation(const Schema& schema, const QualifiedName& name);

/// The relation that a column, or what stands on one, names: `id.table` in `id.schema`.
[[nodiscard]] std::optional<ObjectId> relation_under(const Schema& schema, const ObjectId& id);

/// The columns of a view or materialized view of this name; null where there is none. They live as long as `schema`.
[[nodiscard]] const std::vector<ViewColumn>* find_view_columns(const Schema& schema, const QualifiedName& name);

/// Whether there is such a column, in a table or a view. Foreign tables are kept as statements, which tell no columns.
[[nodiscard]] bool has_column(const Schema& schema, const ObjectId& column);

/// The names of the columns of a relation, in their order; empty where `relation` is none that tells.
[[nodiscard]] std::vector<std::string> column_names(const Schema& schema, const QualifiedName& relation);

}  // namespace schemac::model
