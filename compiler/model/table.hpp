// Tables and their columns. Constraints, indexes, triggers and policies stand beside tables, so that cycles cannot
// form.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/parameters.hpp"
#include "model/sequence.hpp"

namespace schemac::model {

/// GENERATED … AS IDENTITY, with the options of the sequence behind it.
struct Identity {
  bool always = false;  ///< ALWAYS, else BY DEFAULT.
  SequenceOptions sequence;

  bool operator==(const Identity&) const = default;
};

struct Column {
  std::string name;
  std::string type;  ///< As format_type spells it with an empty search_path: `character varying(50)`, `public.role`.
  bool not_null = false;
  std::optional<std::string> collation;           ///< Qualified and quoted as SQL; only where it is not the type's own.
  std::optional<std::string> default_expression;  ///< As pg_get_expr writes it (declared: as the user did).
  std::optional<std::string> generated_expression;  ///< GENERATED ALWAYS AS (…) STORED.
  std::optional<Identity> identity;
  std::optional<std::string> storage;      ///< PLAIN, EXTERNAL, EXTENDED, MAIN; only where it is not the type's own.
  std::optional<std::string> compression;  ///< pglz, lz4; only where it was set.
  std::optional<int> statistics;           ///< SET STATISTICS target; only where it was set.
  Parameters options;                      ///< n_distinct …
  /// There only because a parent has it, and not declared by the table itself. Not said of partitions, which have all
  /// their columns from their parent.
  bool inherited = false;
  std::optional<std::string> comment;

  bool operator==(const Column&) const = default;
};

/// Of which table, and which part of it, a partition is.
struct PartitionOf {
  QualifiedName parent;
  std::string bound;  ///< `FOR VALUES …` or `DEFAULT`, as pg_get_expr writes relpartbound.

  bool operator==(const PartitionOf&) const = default;
};

struct Table {
  static constexpr Kind kKind = Kind::table;

  QualifiedName name;
  std::vector<Column> columns;  ///< In the order of the table; the order is no difference between two states.
  bool unlogged = false;
  std::optional<std::string> partition_by;   ///< `RANGE (created_at)`, as pg_get_partkeydef writes it.
  std::optional<PartitionOf> partition_of;   ///< Such a table inherits from nothing else.
  std::vector<QualifiedName> inherits;       ///< In their order.
  std::optional<std::string> of_type;        ///< CREATE TABLE … OF, as format_type spells it.
  std::optional<std::string> access_method;  ///< Only where it is not heap.
  std::optional<std::string> tablespace;     ///< Only where it is not the database's.
  /// FULL, NOTHING or `USING INDEX ` and the raw name of an index; only where it is not DEFAULT.
  std::optional<std::string> replica_identity;
  std::optional<std::string> cluster_on;  ///< The index of CLUSTER ON, by its name.
  Parameters storage_parameters;          ///< fillfactor …
  bool row_security = false;
  bool force_row_security = false;
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, name.schema, {}, name.name}; }
  [[nodiscard]] const Column* find_column(const std::string& column) const;
  bool operator==(const Table&) const = default;
};

/// The id of a column, for dependencies and messages.
[[nodiscard]] ObjectId column_id(const QualifiedName& table, const std::string& column);

}  // namespace schemac::model
