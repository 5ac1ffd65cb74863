// What an index orders by: keys of columns or expressions. Shared by indexes, unique keys and exclusion constraints.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/object_id.hpp"
#include "model/parameters.hpp"

namespace schemac::model {

/// One key of an index. Exactly one of `column` and `expression` is set.
struct IndexKey {
  std::string column;
  std::string expression;  ///< As pg_get_indexdef writes it for the key, without outer parentheses of its own.
  std::optional<std::string> collation;  ///< Qualified SQL; only where it is not the column's own.
  std::optional<std::string> opclass;  ///< Qualified SQL with its parameters; only where it is not the type's default.
  bool descending = false;
  bool nulls_first =
      false;  ///< Of an ascending key the default is last, of a descending one first: kept as what holds.

  bool operator==(const IndexKey&) const = default;
};

struct Index {
  static constexpr Kind kKind = Kind::index;

  QualifiedName table;
  std::string name;  ///< In the schema of its table.
  std::string method = "btree";
  std::vector<IndexKey> keys;
  std::vector<std::string> include;
  bool unique = false;
  bool nulls_not_distinct = false;  ///< PostgreSQL 15.
  std::optional<std::string> predicate;
  Parameters storage_parameters;
  std::optional<std::string> tablespace;      ///< Only where it is not the database's.
  std::optional<QualifiedName> partition_of;  ///< The index of the parent that it is attached to.
  Parameters statistics;                      ///< SET STATISTICS by the number of the key, from 1.
  bool invalid = false;  ///< Left behind by a CREATE INDEX CONCURRENTLY that failed; never declared.
  std::optional<std::string> comment;

  [[nodiscard]] ObjectId id() const { return {kKind, table.schema, table.name, name}; }
  bool operator==(const Index&) const = default;
};

}  // namespace schemac::model
