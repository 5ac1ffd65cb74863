// How a partitioned table parts its rows and which of them a partition has, read from the words of PostgreSQL's printer
// (pg_get_partkeydef, pg_get_expr of relpartbound).
// https://www.postgresql.org/docs/15/sql-createtable.html#SQL-CREATETABLE-PARTITION
// Decision 0026 says what is made of it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/schema.hpp"

namespace schemac::diff {

/// The bound of the partition that has what no other has.
inline constexpr std::string_view kDefaultBound = "DEFAULT";

/// `RANGE (at, lower(name))`
struct PartitionKey {
  std::string method;
  std::vector<std::string> columns;  ///< Or expressions.
};

/// The key of a partitioned table. Nothing where it is not partitioned or a column is compared by a collation or an
/// operator class of its own.
[[nodiscard]] std::optional<PartitionKey> partition_key(const model::Table& parent);

/// `FOR VALUES FROM (from) TO (to)`: constants, MINVALUE and MAXVALUE, one a key column.
struct RangeBound {
  std::vector<std::string> from;
  std::vector<std::string> to;
};
[[nodiscard]] std::optional<RangeBound> range_bound(const std::string& bound);

/// The constants of `FOR VALUES IN (…)`, NULL among them.
[[nodiscard]] std::optional<std::vector<std::string>> list_bound(const std::string& bound);

/// `FOR VALUES WITH (modulus 4, remainder 0)`
struct HashBound {
  unsigned long modulus = 1;
  unsigned long remainder = 0;
};
[[nodiscard]] std::optional<HashBound> hash_bound(const std::string& bound);

/// Whether every remainder has a partition; no two have the same one, as PostgreSQL sees to.
[[nodiscard]] bool is_complete(const std::vector<const model::Table*>& partitions);

/// The partitions of `parent`, by name.
[[nodiscard]] std::vector<const model::Table*> partitions_of(const model::QualifiedName& parent,
                                                             const model::Schema& schema);
/// The one that has what no other has; null: there is none.
[[nodiscard]] const model::Table* default_partition(const model::QualifiedName& parent, const model::Schema& schema);

/// Bounds of partitions of one table, and whether they leave something out of another one.
class Bounds {
 public:
  explicit Bounds(const model::Table& parent);
  void add(const std::string& bound);

  /// Whether each row of a partition with that bound has a place. Said only where the bounds tell: constants of
  /// numbers, times and UUIDs are ordered here, of all others only those of the same spelling are known to be equal.
  [[nodiscard]] bool cover(const std::string& bound) const;

 private:
  [[nodiscard]] bool cover_range(const RangeBound& whole) const;

  std::string method_;
  std::vector<std::string> types_;  ///< Of the key's columns; empty for an expression.
  std::vector<RangeBound> ranges_;
  std::map<std::vector<std::string>, std::size_t> begins_;  ///< The range that begins there.
  std::set<std::string> values_;
  std::vector<HashBound> shares_;
};

/// The partitions in which rows find a place, when those that had them go or get a bound of other rows.
class Heirs {
 public:
  /// Of the table of that name. Borrows `after`.
  Heirs(const model::QualifiedName& parent, const model::Schema& before, const model::Schema& after);

  /// Whether all rows of `partition`, as it is before, find one: it was split, or is part of a greater one. The default
  /// partition counts where it is new: who drops one beside it does not want its rows there.
  [[nodiscard]] bool of(const model::Table& partition) const;

  /// The table as it is after; null: it is not there before and after, or parts its rows by another key.
  [[nodiscard]] const model::Table* parent() const { return parent_; }

 private:
  const model::Table* parent_ = nullptr;
  std::optional<Bounds> bounds_;
  bool complete_ = false;  ///< All rows have a place.
  bool has_rest_ = false;
};

}  // namespace schemac::diff
