#include "database/generated/watched_calls.hpp"

#include <algorithm>
#include <schemac/runtime/text_result.hpp>

namespace schemac::tests {
namespace {

bool is_within(Effect effect, std::size_t gone, std::size_t come) {
  switch (effect) {
    case Effect::reads:
      return gone == 0 && come == 0;
    case Effect::adds:
      return gone <= 1 && gone <= come && come <= 2;
    case Effect::changes_one:
      return gone == come && come <= 1;
    case Effect::changes_all:
      return gone == come;
    case Effect::removes_one:
      return come <= gone && gone <= 1;
  }
  return false;
}

std::size_t missing(const std::set<std::string>& of, const std::set<std::string>& in) {
  return static_cast<std::size_t>(
      std::count_if(of.begin(), of.end(), [&](const std::string& each) { return !in.contains(each); }));
}

}  // namespace

RowWatch::RowWatch(const std::string& url) : observer_(url) {
  sql_ = "SELECT 'relations', oid::text FROM pg_class WHERE oid >= 16384";
  const auto tables = observer_.query_unchecked_sql(
      "SELECT oid::text, oid::regclass::text FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p') AND NOT "
      "relispartition");
  for (std::size_t row = 0; row < tables.size(); ++row) {
    rows_[std::string(tables[row].text(0))];
    sql_ += " UNION ALL SELECT '" + std::string(tables[row].text(0)) + "', xmin::text || ctid::text FROM " +
            std::string(tables[row].text(1));
  }
  rows_ = rows_now();
}

std::size_t RowWatch::fewest_rows() const {
  const auto fewer = [](const auto& one, const auto& other) { return one.second.size() < other.second.size(); };
  return std::min_element(rows_.begin(), rows_.end(), fewer)->second.size();
}

RowWatch::Rows RowWatch::rows_now() {
  Rows now;
  for (const auto& [table, rows] : rows_) now[table];
  const auto found = observer_.query_unchecked_sql(sql_);
  for (std::size_t row = 0; row < found.size(); ++row) now[std::string(found[row].text(0))].emplace(found[row].text(1));
  return now;
}

void RowWatch::look(std::string_view table, Effect effect, const std::string& name) {
  try {
    Rows now = rows_now();
    std::string own;
    if (!table.empty())
      own = observer_.query_unchecked_sql("SELECT to_regclass($1)::oid::text", {std::string(table)})[0].text(0);
    compare(now, own, effect, name);
    rows_ = std::move(now);
  } catch (const runtime::Error& error) {
    said_.push_back(name + ": the tables cannot be looked at any more: " + error.what());
  }
}

void RowWatch::compare(const Rows& now, const std::string& own, Effect effect, const std::string& name) {
  for (const auto& [table, rows] : now) {
    const std::set<std::string>& before = rows_[table];
    const std::size_t gone = missing(before, rows), come = missing(rows, before);
    if (is_within(table == own ? effect : Effect::reads, gone, come)) continue;
    said_.push_back(name + ": of " + table + (table == own ? ", which is its own" : "") + ", " + std::to_string(gone) +
                    " went and " + std::to_string(come) + " came");
  }
}

}  // namespace schemac::tests
