#include "sql/partition_conditions.hpp"

#include <algorithm>

#include "diff/partition_bound.hpp"
#include "sql/clauses.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

using diff::PartitionKey;

std::string row_of(const std::vector<std::string>& values, std::size_t count) {
  const std::vector<std::string> first(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
  return count == 1 ? first.front() : "(" + joined(first, ", ") + ")";
}

/// One end of a range. Rows are compared as rows are: what stands behind MINVALUE or MAXVALUE does not count.
std::string side(const std::vector<std::string>& columns, const std::vector<std::string>& values, bool lower) {
  const auto infinite = std::find_if(values.begin(), values.end(), [](const std::string& value) {
    return value == "MINVALUE" || value == "MAXVALUE";
  });
  const auto count = static_cast<std::size_t>(infinite - values.begin());
  const bool least = infinite != values.end() && *infinite == "MINVALUE";
  if (count == 0) return least == lower ? "true" : "false";
  const bool with_equal = infinite == values.end() ? lower : least == lower;
  const std::string sign = std::string(lower ? ">" : "<") + (with_equal ? "=" : "");
  return row_of(columns, count) + " " + sign + " " + row_of(values, count);
}

std::optional<std::string> in_range(const PartitionKey& key, const std::string& bound) {
  const std::optional<diff::RangeBound> range = diff::range_bound(bound);
  if (!range || range->from.size() != key.columns.size() || range->to.size() != key.columns.size()) return std::nullopt;
  std::vector<std::string> tests;
  for (const std::string& column : key.columns) tests.push_back(column + " IS NOT NULL");
  for (const std::string& test : {side(key.columns, range->from, true), side(key.columns, range->to, false)})
    if (test != "true") tests.push_back(test);
  return joined(tests, " AND ");
}

std::optional<std::string> in_list(const PartitionKey& key, const std::string& bound) {
  std::optional<std::vector<std::string>> values = diff::list_bound(bound);
  if (!values || key.columns.size() != 1) return std::nullopt;
  const std::string& column = key.columns.front();
  const bool takes_null = std::erase(*values, "NULL") > 0;
  if (values->empty()) return column + " IS NULL";
  const std::string in = column + " IN (" + joined(*values, ", ") + ")";
  return takes_null ? column + " IS NULL OR " + in : in;
}

/// The rows of a partition that have a place in it, or below it.
std::optional<std::string> place_in(const model::Table& parent, const model::Table& partition,
                                    const model::Schema& schema) {
  const std::optional<std::string> own = belongs(parent, partition.partition_of->bound);
  const std::optional<std::string> below = partition.partition_by ? has_place(partition, schema) : "true";
  if (!own || !below) return std::nullopt;
  return *below == "true" ? *own : "(" + *own + ") AND (" + *below + ")";
}

}  // namespace

std::optional<std::string> belongs(const model::Table& parent, const std::string& bound) {
  const std::optional<PartitionKey> key = diff::partition_key(parent);
  if (!key || bound == diff::kDefaultBound) return std::nullopt;
  if (key->method == "RANGE") return in_range(*key, bound);
  if (key->method == "LIST") return in_list(*key, bound);
  const std::optional<diff::HashBound> share = key->method == "HASH" ? diff::hash_bound(bound) : std::nullopt;
  if (!share) return std::nullopt;
  return "pg_catalog.satisfies_hash_partition(" + literal(qualified(parent.name)) + "::regclass, " +
         std::to_string(share->modulus) + ", " + std::to_string(share->remainder) + ", " + joined(key->columns, ", ") +
         ")";
}

std::optional<std::string> has_place(const model::Table& parent, const model::Schema& schema) {
  const std::vector<const model::Table*> partitions = diff::partitions_of(parent.name, schema);
  if (partitions.empty()) return "false";
  const bool deeper = std::any_of(partitions.begin(), partitions.end(),
                                  [](const model::Table* each) { return each->partition_by.has_value(); });
  if (diff::default_partition(parent.name, schema) != nullptr || diff::is_complete(partitions))
    return deeper ? std::nullopt : std::optional<std::string>("true");
  if (!parent.partition_by || parent.partition_by->starts_with("HASH")) return std::nullopt;
  std::vector<std::string> places;
  for (const model::Table* partition : partitions) {
    const std::optional<std::string> place = place_in(parent, *partition, schema);
    if (!place) return std::nullopt;
    places.push_back(partitions.size() == 1 ? *place : "(" + *place + ")");
  }
  return joined(places, " OR ");
}

}  // namespace schemac::sql
