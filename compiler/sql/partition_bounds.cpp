#include "sql/partition_bounds.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"

namespace schemac::sql {
namespace {

constexpr std::string_view kDefault = "DEFAULT";

/// The end of what is quoted at `at`; doubled quotes are two quoted pieces beside each other.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const std::size_t end = text.find(text[at], at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

/// The place of the parenthesis that ends what begins at `open`.
std::size_t closing(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size();) {
    if (text[at] == '\'' || text[at] == '"') {
      at = end_of_quoted(text, at);
      continue;
    }
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
    ++at;
  }
  return std::string_view::npos;
}

/// What stands between commas and, with `blanks`, between blanks, outside of parentheses and quotes.
std::vector<std::string> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts(1);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (text[at] == '\'' || text[at] == '"') end = end_of_quoted(text, at);
    if (text[at] == '(') end = std::min(closing(text, at), text.size() - 1) + 1;
    const std::string_view piece = text.substr(at, end - at);
    at = end;
    if (piece.size() == 1 && separators.find(piece) != std::string_view::npos) {
      parts.emplace_back();
    } else if (piece != " " || !parts.back().empty()) {
      parts.back() += piece;
    }
  }
  return parts;
}

/// `RANGE (at, lower(name))`
struct Key {
  std::string method;
  std::vector<std::string> columns;  ///< Or expressions.
};

std::optional<Key> key_of(const model::Table& parent) {
  if (!parent.partition_by) return std::nullopt;
  const std::string& text = *parent.partition_by;
  const std::size_t open = text.find(" (");
  if (open == std::string::npos || !text.ends_with(")")) return std::nullopt;
  Key key{text.substr(0, open), parts_of(std::string_view(text).substr(open + 2, text.size() - open - 3), ",")};
  const auto is_compared_its_own_way = [](const std::string& column) { return parts_of(column, " ").size() > 1; };
  if (std::any_of(key.columns.begin(), key.columns.end(), is_compared_its_own_way)) return std::nullopt;
  return key;
}

/// The parts of the first list in parentheses behind `word`.
std::optional<std::vector<std::string>> list_behind(const std::string& bound, const std::string& word) {
  const std::size_t at = bound.find(word + " (");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t open = at + word.size() + 1;
  const std::size_t end = closing(bound, open);
  if (end == std::string::npos) return std::nullopt;
  return parts_of(std::string_view(bound).substr(open + 1, end - open - 1), ",");
}

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

std::optional<std::string> in_range(const Key& key, const std::string& bound) {
  const auto from = list_behind(bound, "FROM");
  const auto to = list_behind(bound, "TO");
  if (!from || !to || from->size() != key.columns.size() || to->size() != key.columns.size()) return std::nullopt;
  std::vector<std::string> tests;
  for (const std::string& column : key.columns) tests.push_back(column + " IS NOT NULL");
  for (const std::string& test : {side(key.columns, *from, true), side(key.columns, *to, false)})
    if (test != "true") tests.push_back(test);
  return joined(tests, " AND ");
}

std::optional<std::string> in_list(const Key& key, const std::string& bound) {
  std::optional<std::vector<std::string>> values = list_behind(bound, "IN");
  if (!values || key.columns.size() != 1) return std::nullopt;
  const std::string& column = key.columns.front();
  const bool takes_null = std::erase(*values, "NULL") > 0;
  if (values->empty()) return column + " IS NULL";
  const std::string in = column + " IN (" + joined(*values, ", ") + ")";
  return takes_null ? column + " IS NULL OR " + in : in;
}

struct Share {
  unsigned long modulus = 1;
  unsigned long remainder = 0;
};

/// `FOR VALUES WITH (modulus 4, remainder 0)`
std::optional<Share> share_of(const std::string& bound) {
  const auto parts = list_behind(bound, "WITH");
  if (!parts || parts->size() != 2 || !parts->at(0).starts_with("modulus ") || !parts->at(1).starts_with("remainder "))
    return std::nullopt;
  return Share{std::stoul(parts->at(0).substr(8)), std::stoul(parts->at(1).substr(10))};
}

/// Whether every remainder has a partition.
bool is_complete(const std::vector<const model::Table*>& partitions) {
  unsigned long common = 1;
  std::vector<Share> shares;
  for (const model::Table* partition : partitions) {
    const std::optional<Share> share = share_of(partition->partition_of->bound);
    if (!share) return false;
    shares.push_back(*share);
    common = std::lcm(common, share->modulus);
  }
  return std::accumulate(shares.begin(), shares.end(), 0UL,
                         [&](unsigned long sum, const Share& share) { return sum + common / share.modulus; }) == common;
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
  const std::optional<Key> key = key_of(parent);
  if (!key || bound == kDefault) return std::nullopt;
  if (key->method == "RANGE") return in_range(*key, bound);
  if (key->method == "LIST") return in_list(*key, bound);
  const std::optional<Share> share = key->method == "HASH" ? share_of(bound) : std::nullopt;
  if (!share) return std::nullopt;
  return "pg_catalog.satisfies_hash_partition(" + literal(qualified(parent.name)) + "::regclass, " +
         std::to_string(share->modulus) + ", " + std::to_string(share->remainder) + ", " + joined(key->columns, ", ") +
         ")";
}

std::optional<std::string> has_place(const model::Table& parent, const model::Schema& schema) {
  const std::vector<const model::Table*> partitions = partitions_of(parent.name, schema);
  if (partitions.empty()) return "false";
  const bool deeper = std::any_of(partitions.begin(), partitions.end(),
                                  [](const model::Table* each) { return each->partition_by.has_value(); });
  if (default_partition(parent.name, schema) != nullptr || is_complete(partitions))
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

std::vector<const model::Table*> partitions_of(const model::QualifiedName& parent, const model::Schema& schema) {
  std::vector<const model::Table*> partitions;
  for (const auto& [id, table] : schema.tables)
    if (table.partition_of && table.partition_of->parent == parent) partitions.push_back(&table);
  return partitions;
}

const model::Table* default_partition(const model::QualifiedName& parent, const model::Schema& schema) {
  for (const model::Table* partition : partitions_of(parent, schema))
    if (partition->partition_of->bound == kDefault) return partition;
  return nullptr;
}

}  // namespace schemac::sql
