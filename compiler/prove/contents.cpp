#include "prove/contents.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "schemac/runtime/error.hpp"
#include "sql/quote.hpp"

namespace schemac::prove {
namespace {

/// Of partitioned tables their partitions have the rows; what is generated can be generated again.
constexpr std::string_view kColumns =
    "SELECT c.oid, n.nspname, c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
    " WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
    " AND ($1::oid[] IS NULL OR c.oid = ANY ($1::oid[]))";

}  // namespace

std::string oid_array(const std::set<std::string>& oids) { return fmt::format("{{{}}}", fmt::join(oids, ",")); }

std::string describe(const RowLoss& loss) {
  const std::string table = loss.table.schema + "." + loss.table.name;
  switch (loss.kind) {
    case RowLoss::Kind::rows:
      return fmt::format("loses {} {} of {}", loss.count, loss.count == 1 ? "row" : "rows", table);
    case RowLoss::Kind::values:
      return fmt::format("loses the values of {}.{}", table, loss.column);
    case RowLoss::Kind::changes:
      return fmt::format("changes values of {}.{}", table, loss.column);
  }
  return {};
}

Contents::Contents(runtime::Executor& database) : tables_(read(database, nullptr)), at_first_(tables_) {}

Contents::Tables Contents::read(runtime::Executor& database, const std::set<std::string>* oids) {
  Tables tables;
  const runtime::TextResult columns =
      database.query_unchecked_sql(kColumns, {oids == nullptr ? std::nullopt : std::optional(oid_array(*oids))});
  for (const runtime::TextRow row : columns) {
    Rows& rows = tables[std::string(row.text("oid"))];
    rows.table = {std::string(row.text("nspname")), std::string(row.text("relname"))};
    if (row["attnum"])
      rows.columns[std::string(row.text("attnum"))] = {std::string(row.text("attname")), std::string(row.text("type"))};
  }
  for (auto& [oid, rows] : tables) read_rows(database, rows);
  return tables;
}

void Contents::read_rows(runtime::Executor& database, Rows& rows) {
  std::vector<Column*> columns;
  std::vector<std::string> values;
  for (auto& [number, column] : rows.columns) {
    columns.push_back(&column);
    values.push_back(sql::identifier(column.name) + "::text");
  }
  const std::string list = fmt::format("{}", fmt::join(values, ", "));
  const runtime::TextResult result =
      database.query_unchecked_sql("SELECT " + list + " FROM ONLY " + sql::qualified(rows.table));
  for (const runtime::TextRow row : result) {
    Row values_of;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!row[i]) continue;
      values_of.emplace(columns[i]->name, row.text(i));
      columns[i]->values.emplace(row.text(i));
    }
    rows.rows.insert(std::move(values_of));
  }
}

/// Whether the values are what they were once they have their former type again.
bool Contents::comes_back(runtime::Executor& database, const Rows& now, const Column& former, const Column& column) {
  if (former.type == column.type) return false;
  try {
    const runtime::TextResult result =
        database.query_unchecked_sql("SELECT CAST(" + sql::identifier(column.name) + " AS " + former.type +
                                     ")::text FROM ONLY " + sql::qualified(now.table));
    std::multiset<std::string> values;
    for (const runtime::TextRow row : result)
      if (row[0]) values.emplace(row.text(std::size_t{0}));
    return values == former.values;
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error&) {  // there is no such way back, or its type is gone
    return false;
  }
}

/// Rows that are in other tables than at first, and that none that went has been found in.
std::multiset<Contents::Row> Contents::arrived(runtime::Executor& database) const {
  std::multiset<Row> rows;
  for (const auto& [oid, now] : read(database, nullptr)) {
    const auto first = at_first_.find(oid);
    if (first == at_first_.end()) {
      rows.insert(now.rows.begin(), now.rows.end());
    } else {
      std::ranges::set_difference(now.rows, first->second.rows, std::inserter(rows, rows.end()));
    }
  }
  std::multiset<Row> free;
  std::ranges::set_difference(rows, claimed_, std::inserter(free, free.end()));
  return free;
}

bool Contents::moved(runtime::Executor& database, const Rows& gone) {
  std::multiset<Row> free = arrived(database);
  std::multiset<Row> found;
  for (const Row& row : gone.rows) {
    const auto same = std::ranges::find_if(free, [&](const Row& other) {
      return std::ranges::all_of(row, [&](const auto& value) {
        const auto there = other.find(value.first);
        return there != other.end() && there->second == value.second;
      });
    });
    if (same == free.end()) return false;
    found.insert(*same);
    free.erase(same);
  }
  claimed_.merge(found);
  return true;
}

void Contents::compare(runtime::Executor& database, const Rows& former, const Rows& now, std::vector<RowLoss>& losses) {
  const std::size_t count = now.rows.size(), former_count = former.rows.size();
  if (count < former_count) losses.push_back({RowLoss::Kind::rows, now.table, "", former_count - count});
  for (const auto& [number, column] : former.columns) {
    if (column.values.empty()) continue;
    const auto found = now.columns.find(number);
    if (found == now.columns.end())
      losses.push_back({RowLoss::Kind::values, now.table, column.name, column.values.size()});
    else if (count == former_count && found->second.values != column.values &&
             !comes_back(database, now, column, found->second))
      losses.push_back({RowLoss::Kind::changes, now.table, found->second.name, column.values.size()});
  }
}

std::vector<RowLoss> Contents::losses(runtime::Executor& database, const std::set<std::string>& oids) {
  std::vector<RowLoss> losses;
  Tables now = read(database, &oids);
  for (const std::string& oid : oids) {
    const auto former = tables_.find(oid);
    if (former == tables_.end()) continue;
    const auto found = now.find(oid);
    if (found != now.end()) {
      compare(database, former->second, found->second, losses);
      former->second = found->second;
      continue;
    }
    const Rows& gone = former->second;
    if (!gone.rows.empty() && !moved(database, gone))
      losses.push_back({RowLoss::Kind::rows, gone.table, "", gone.rows.size()});
    tables_.erase(former);
  }
  return losses;
}

}  // namespace schemac::prove
