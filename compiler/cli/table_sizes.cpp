#include "cli/table_sizes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

constexpr std::array<std::string_view, 4> kUnits = {"kB", "MB", "GB", "TB"};

std::optional<std::uint64_t> size_in(runtime::Executor& database, const std::string& relation) {
  const runtime::TextResult rows = database.query_unchecked_sql(
      "SELECT sum(pg_total_relation_size(coalesce(part.relid, given.oid))) FROM to_regclass(" + sql::literal(relation) +
      ") AS given (oid) LEFT JOIN LATERAL pg_partition_tree(given.oid) AS part ON true WHERE given.oid IS NOT NULL");
  const auto size = rows[0][std::size_t{0}];
  if (!size) return std::nullopt;
  return std::stoull(std::string(*size));
}

}  // namespace

SizeOf sizes_in(const std::string& url) {
  return [url, connection = std::shared_ptr<runtime::Connection>()](const std::string& relation) mutable {
    if (!connection) connection = std::make_shared<runtime::Connection>(url);
    return size_in(*connection, relation);
  };
}

SizeOf sizes_in(runtime::Connection& connection) {
  return [&connection](const std::string& relation) { return size_in(connection, relation); };
}

std::optional<std::uint64_t> read_size(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto found = std::find(kUnits.begin(), kUnits.end(), unit);
  constexpr std::uint64_t kMost = 1U << 20U;  // of the largest unit, more than a database holds
  if (error != std::errc{} || found == kUnits.end() || number > kMost) return std::nullopt;
  return number << (10U * static_cast<unsigned>(found - kUnits.begin() + 1));
}

std::string size_text(std::uint64_t bytes) {
  std::size_t unit = 0;
  std::uint64_t number = bytes >> 10U;
  for (; unit + 1 < kUnits.size() && number >= 1024; ++unit) number >>= 10U;
  return std::to_string(number) + std::string(kUnits.at(unit));
}

}  // namespace schemac::cli
