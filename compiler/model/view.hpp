// Views and materialized views: a query under a name. What stands on one (indexes of a materialized view, rules,
// triggers) stands beside it, as with tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/parameters.hpp"

namespace schemac::model {

/// A column of a view, as its query makes it.
struct ViewColumn {
  std::string name;
  std::string type;                               ///< As format_type spells it.
  std::optional<std::string> collation;           ///< Qualified SQL; only where it is not the type's own.
  std::optional<std::string> default_expression;  ///< ALTER VIEW … ALTER COLUMN … SET DEFAULT; of views alone.
  std::optional<std::string> comment;

  // Of materialized views alone, which store rows; each as with the columns of tables.
  std::optional<int> statistics;
  std::optional<std::string> storage;
  std::optional<std::string> compression;
  Parameters options;

  bool operator==(const ViewColumn&) const = default;
};

/// The column with that name, or null; it lives as long as `columns`.
[[nodiscard]] inline const ViewColumn* find_column(const std::vector<ViewColumn>& columns, const std::string& name) {
  for (const ViewColumn& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

struct View {
  static constexpr Kind kKind = Kind::view;

  QualifiedName name;
  std::vector<ViewColumn> columns;  ///< In their order, which is part of what a view is.
  std::string definition;           ///< As pg_get_viewdef writes it, without the final semicolon.
  Parameters options;               ///< check_option, security_barrier, security_invoker.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  bool operator==(const View&) const = default;
};

struct MaterializedView {
  static constexpr Kind kKind = Kind::materialized_view;

  QualifiedName name;
  std::vector<ViewColumn> columns;
  std::string definition;
  Parameters storage_parameters;             ///< Those of the TOAST table begin with `toast.`.
  std::optional<std::string> access_method;  ///< Only where it is not heap.
  std::optional<std::string> tablespace;     ///< Only where it is not the database's.
  std::optional<std::string> cluster_on;     ///< The index of CLUSTER ON, by its name.
  bool populated = true;                     ///< WITH DATA.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  bool operator==(const MaterializedView&) const = default;
};

}  // namespace schemac::model
