#include "diff/partition_bound.hpp"

#include <algorithm>
#include <compare>
#include <numeric>
#include <utility>

#include "diff/descent.hpp"
#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

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

/// What stands between the separators (`,`, a blank), outside of parentheses and quotes.
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

/// The parts of the first list in parentheses behind `word`.
std::optional<std::vector<std::string>> list_behind(const std::string& bound, const std::string& word) {
  const std::size_t at = bound.find(word + " (");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t open = at + word.size() + 1;
  const std::size_t end = closing(bound, open);
  if (end == std::string::npos) return std::nullopt;
  return parts_of(std::string_view(bound).substr(open + 1, end - open - 1), ",");
}

std::string_view without_quotes(std::string_view constant) {
  if (constant.size() < 2 || constant.front() != '\'' || constant.back() != '\'') return constant;
  return constant.substr(1, constant.size() - 2);
}

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::strong_ordering compare_whole_numbers(std::string_view one, std::string_view other) {
  const bool negative = one.starts_with('-');
  if (negative != other.starts_with('-')) return negative ? std::strong_ordering::less : std::strong_ordering::greater;
  const auto by_size = std::pair(one.size(), one) <=> std::pair(other.size(), other);
  return negative ? 0 <=> by_size : by_size;
}

/// Of a time, what stands behind its seconds and their fraction: `+01`, `-03:30`.
std::string_view offset_of(std::string_view time) {
  const std::size_t at = time.size() < 19 ? std::string_view::npos : time.find_first_of("+-", 19);
  return at == std::string_view::npos ? std::string_view{} : time.substr(at);
}

/// Types whose constants of one length are printed so that their order is that of their characters: of times, with
/// ISO's order of year, month and day, in the Christian era. https://www.postgresql.org/docs/15/datatype-datetime.html
bool is_ordered_by_characters(std::string_view type, std::string_view one, std::string_view other) {
  if (type == "uuid") return true;
  if (type != "date" && !type.starts_with("timestamp")) return false;
  const auto usual = [](std::string_view time) { return time.size() >= 10 && time[4] == '-' && time[7] == '-'; };
  return one.size() == other.size() && usual(one) && usual(other) && !one.ends_with("BC") && !other.ends_with("BC") &&
         (!type.ends_with("with time zone") || offset_of(one) == offset_of(other));
}

/// The order of two constants of a type; unordered where it is not known here.
std::partial_ordering compare_constants(const std::string& type, const std::string& one, const std::string& other) {
  if (one == other) return std::partial_ordering::equivalent;
  const auto place = [](const std::string& value) { return value == "MINVALUE" ? -1 : value == "MAXVALUE" ? 1 : 0; };
  if (place(one) != 0 || place(other) != 0) return place(one) <=> place(other);
  const std::string_view a = without_quotes(one), b = without_quotes(other);
  const bool counts = type == "smallint" || type == "integer" || type == "bigint" || type.starts_with("numeric");
  if (counts && is_whole_number(a) && is_whole_number(b)) return compare_whole_numbers(a, b);
  return is_ordered_by_characters(type, a, b) ? a <=> b : std::partial_ordering::unordered;
}

/// Compares ends of ranges as rows are; what stands behind MINVALUE or MAXVALUE does not count.
std::partial_ordering compare_ends(const std::vector<std::string>& types, const std::vector<std::string>& one,
                                   const std::vector<std::string>& other) {
  for (std::size_t i = 0; i < types.size() && i < one.size() && i < other.size(); ++i) {
    const std::partial_ordering order = compare_constants(types[i], one[i], other[i]);
    if (order != 0) return order;
    if (one[i] == "MINVALUE" || one[i] == "MAXVALUE") break;
  }
  return std::partial_ordering::equivalent;
}

/// By key column its type; empty for an expression.
std::vector<std::string> types_of(const PartitionKey& key, const model::Table& parent) {
  std::vector<std::string> types;
  for (const std::string& column : key.columns) {
    const auto found =
        std::ranges::find_if(parent.columns, [&](const model::Column& each) { return spelled(each.name) == column; });
    types.push_back(found == parent.columns.end() ? "" : found->type);
  }
  return types;
}

}  // namespace

std::optional<PartitionKey> partition_key(const model::Table& parent) {
  if (!parent.partition_by) return std::nullopt;
  const std::string& text = *parent.partition_by;
  const std::size_t open = text.find(" (");
  if (open == std::string::npos || !text.ends_with(")")) return std::nullopt;
  PartitionKey key{text.substr(0, open),
                   parts_of(std::string_view(text).substr(open + 2, text.size() - open - 3), ",")};
  const auto is_compared_its_own_way = [](const std::string& column) { return parts_of(column, " ").size() > 1; };
  if (std::ranges::any_of(key.columns, is_compared_its_own_way)) return std::nullopt;
  return key;
}

std::optional<RangeBound> range_bound(const std::string& bound) {
  auto from = list_behind(bound, "FROM");
  auto to = list_behind(bound, "TO");
  if (!from || !to) return std::nullopt;
  return RangeBound{std::move(*from), std::move(*to)};
}

std::optional<std::vector<std::string>> list_bound(const std::string& bound) { return list_behind(bound, "IN"); }

std::optional<HashBound> hash_bound(const std::string& bound) {
  const auto parts = list_behind(bound, "WITH");
  if (!parts || parts->size() != 2 || !parts->at(0).starts_with("modulus ") || !parts->at(1).starts_with("remainder "))
    return std::nullopt;
  return HashBound{std::stoul(parts->at(0).substr(8)), std::stoul(parts->at(1).substr(10))};
}

bool is_complete(const std::vector<const model::Table*>& partitions) {
  unsigned long common = 1;
  std::vector<HashBound> shares;
  for (const model::Table* partition : partitions) {
    const std::optional<HashBound> share = hash_bound(partition->partition_of->bound);
    if (!share) return false;
    shares.push_back(*share);
    common = std::lcm(common, share->modulus);
  }
  return std::accumulate(shares.begin(), shares.end(), 0UL, [&](unsigned long sum, const HashBound& share) {
           return sum + common / share.modulus;
         }) == common;
}

std::vector<const model::Table*> partitions_of(const model::QualifiedName& parent, const model::Schema& schema) {
  std::vector<const model::Table*> partitions;
  for (const auto& [id, table] : schema.tables)
    if (table.partition_of && table.partition_of->parent == parent) partitions.push_back(&table);
  return partitions;
}

const model::Table* default_partition(const model::QualifiedName& parent, const model::Schema& schema) {
  for (const model::Table* partition : partitions_of(parent, schema))
    if (partition->partition_of->bound == kDefaultBound) return partition;
  return nullptr;
}

Bounds::Bounds(const model::Table& parent) {
  const std::optional<PartitionKey> key = partition_key(parent);
  if (!key) return;
  method_ = key->method;
  types_ = types_of(*key, parent);
}

void Bounds::add(const std::string& bound) {
  if (std::optional<RangeBound> range = range_bound(bound)) {
    begins_.emplace(range->from, ranges_.size());
    ranges_.push_back(std::move(*range));
  }
  for (std::string& value : list_bound(bound).value_or(std::vector<std::string>{})) values_.insert(std::move(value));
  if (const std::optional<HashBound> share = hash_bound(bound)) shares_.push_back(*share);
}

bool Bounds::cover(const std::string& bound) const {
  if (method_ == "RANGE") {
    const std::optional<RangeBound> range = range_bound(bound);
    return range && cover_range(*range);
  }
  if (method_ == "LIST") {
    const auto values = list_bound(bound);
    return values && std::ranges::all_of(*values, [&](const auto& value) { return values_.contains(value); });
  }
  // Shares that make it up together are not looked for: those of a table are complete, or it takes no rows.
  const std::optional<HashBound> share = method_ == "HASH" ? hash_bound(bound) : std::nullopt;
  return share && std::ranges::any_of(shares_, [&](const HashBound& other) {
           return share->modulus % other.modulus == 0 && share->remainder % other.modulus == other.remainder;
         });
}

bool Bounds::cover_range(const RangeBound& whole) const {
  std::vector<std::string> at = whole.from;
  for (std::size_t step = 0; step <= ranges_.size(); ++step) {
    if (compare_ends(types_, at, whole.to) >= 0) return true;
    const auto begin = begins_.find(at);
    const auto next = begin != begins_.end() ? ranges_.begin() + static_cast<std::ptrdiff_t>(begin->second)
                                             : std::ranges::find_if(ranges_, [&](const RangeBound& range) {
                                                 return compare_ends(types_, range.from, at) <= 0 &&
                                                        compare_ends(types_, at, range.to) < 0;
                                               });
    if (next == ranges_.end()) return false;
    at = next->to;
  }
  return false;
}

Heirs::Heirs(const model::QualifiedName& parent, const model::Schema& before, const model::Schema& after) {
  const model::Table* former = find_table(before, parent);
  const model::Table* now = find_table(after, parent);
  if (former == nullptr || now == nullptr || !now->partition_by || former->partition_by != now->partition_by) return;
  parent_ = now;
  const std::vector<const model::Table*> partitions = partitions_of(parent, after);
  bounds_.emplace(*now);
  for (const model::Table* partition : partitions) bounds_->add(partition->partition_of->bound);
  has_rest_ = default_partition(parent, after) != nullptr;
  complete_ = is_complete(partitions) || (has_rest_ && default_partition(parent, before) == nullptr);
}

bool Heirs::of(const model::Table& partition) const {
  if (parent_ == nullptr) return false;
  const std::string& bound = partition.partition_of->bound;
  return complete_ || (has_rest_ && bound == kDefaultBound) || bounds_->cover(bound);
}

}  // namespace schemac::diff
