#include "catalog/source.hpp"

#include <cassert>
#include <charconv>
#include <schemac/runtime/connection.hpp>

#include "catalog/read.hpp"

namespace schemac::catalog {
namespace {

constexpr int kOldest = 130000;

// What PostgreSQL's deparser looks at. With an empty search_path it qualifies every name that is not in pg_catalog; the
// others decide how constants inside expressions are spelled (an interval, a float, a bytea, a timestamptz, money).
// https://www.postgresql.org/docs/15/runtime-config-client.html
// Then speed. A catalog that nobody has analyzed yet (that of a new database, always) looks tiny to the planner, which
// then joins ten thousand columns with a thousand comments row by row: hash joins are quick at any size. Compiling a
// query (jit) costs more than running it.
constexpr std::string_view kSettings = R"(
SET LOCAL search_path = '';
SET LOCAL quote_all_identifiers = off;
SET LOCAL standard_conforming_strings = on;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL TimeZone = 'UTC';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL xmloption = 'content';
SET LOCAL lc_monetary = 'C';
SET LOCAL jit = off;
SET LOCAL enable_nestloop = off;
)";

}  // namespace

void demand_supported(int version) {
  if (version < kOldest) {
    throw ServerTooOld("the server is PostgreSQL " + std::to_string(version / 10000) +
                       ", and 13 is the oldest that schemac can read");
  }
}

Source::Source(runtime::Connection& connection)
    : version_(connection.server_version()),
      transaction_(connection, {.isolation = runtime::Isolation::repeatable_read, .read_only = true}) {
  transaction_.execute_unchecked_sql(kSettings);
}

runtime::TextResult Source::rows(std::string_view query, const std::vector<std::optional<std::string>>& parameters) {
  return transaction_.query_unchecked_sql(for_major(query, version_ / 10000), parameters);
}

std::string for_major(std::string_view query, int major) {
  constexpr std::string_view kIf = "/*if ";
  constexpr std::string_view kElse = "/*else";
  constexpr std::string_view kClose = "*/";
  std::string result;
  while (true) {
    const std::size_t gate = query.find(kIf);
    result += query.substr(0, gate);
    if (gate == std::string_view::npos) return result;
    query.remove_prefix(gate + kIf.size());

    int since = 0;
    std::from_chars(query.data(), query.data() + query.size(), since);
    const std::size_t condition = query.find(kClose);
    const std::size_t middle = query.find(kElse, condition);
    const std::size_t end = query.find(kClose, middle);
    assert(since > 0 && end != std::string_view::npos && "a gate reads /*if N*/ ... /*else ... */");
    result += major >= since ? query.substr(condition + kClose.size(), middle - condition - kClose.size())
                             : query.substr(middle + kElse.size(), end - middle - kElse.size());
    query.remove_prefix(end + kClose.size());
  }
}

}  // namespace schemac::catalog
