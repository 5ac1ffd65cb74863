// A walk through a table by its key. Each step is one transaction: it looks which keys come next, runs the statements
// on them, and writes down the last; so a step is done once and never twice, wherever a run ends.
#include <charconv>

#include "run.hpp"
#include "schemac/runtime/text_result.hpp"
#include "schemac/runtime/transaction.hpp"
#include "session.hpp"

namespace schemac::runtime::migration {
namespace {

// The types of the key's columns, in order. A column that may be NULL has rows that no step would meet; without an
// index that begins with the key each step would read the whole table.
constexpr const char* kTypes = R"(
SELECT format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS demands_value,
       EXISTS (SELECT FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS m ON m.oid = c.relam
               WHERE i.indrelid = a.attrelid AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'
                 AND i.indkey[$3::integer] = a.attnum) AS indexed
FROM pg_attribute AS a
WHERE a.attrelid = $1::regclass AND a.attname = (parse_ident($2))[1] AND a.attnum > 0 AND NOT a.attisdropped)";

std::string joined(const std::vector<std::string>& parts, const std::string& before, const std::string& after) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ", ").append(before + part + after);
  return text;
}

/// `$1::integer, $2::text`
std::string parameters(const std::vector<std::string>& types) {
  std::string text;
  for (std::size_t i = 0; i < types.size(); ++i)
    text.append(i == 0 ? "$" : ", $").append(std::to_string(i + 1)).append("::").append(types[i]);
  return text;
}

/// The number of the keys that come next, the first of them and the last.
std::string next_keys(const Walk& walk, const std::vector<std::string>& types, bool from_the_beginning) {
  const std::string keys = joined(walk.key, "", "");
  std::string chunk = "SELECT " + keys + " FROM " + walk.relation;
  if (!from_the_beginning) chunk += " WHERE (" + keys + ") > (" + parameters(types) + ")";
  chunk += " ORDER BY " + keys + " LIMIT " + std::to_string(walk.rows);
  const std::string as_text = joined(walk.key, "", "::text");
  return "WITH chunk AS MATERIALIZED (" + chunk + ") SELECT * FROM (SELECT count(*)::text FROM chunk) AS n, (SELECT " +
         as_text + " FROM chunk ORDER BY " + keys + " LIMIT 1) AS f, (SELECT " + as_text + " FROM chunk ORDER BY " +
         joined(walk.key, "", " DESC") + " LIMIT 1) AS l";
}

std::vector<std::string> types_of_key(Connection& connection, const Walk& walk) {
  std::vector<std::string> types;
  for (const std::string& column : walk.key) {
    const TextResult found =
        connection.query_unchecked_sql(kTypes, {walk.relation, column, std::to_string(types.size())});
    if (found.empty()) throw UsageError("`" + walk.relation + "` has no column `" + column + "` to walk by");
    const TextRow row = found[0];
    if (row.text("demands_value") != "t")
      throw UsageError("`" + column + "` may be NULL: a walk by it would leave rows out");
    if (row.text("indexed") != "t")
      throw UsageError("no index of `" + walk.relation + "` begins with the key of the walk (" +
                       joined(walk.key, "`", "`") + "): each step would read the whole table");
    types.emplace_back(row.text("type"));
  }
  return types;
}

std::string estimate(Connection& connection, const Walk& walk) {
  const TextResult found = connection.query_unchecked_sql(
      "SELECT reltuples::bigint FROM pg_class WHERE oid = $1::regclass AND reltuples > 0", {walk.relation});
  return found.empty() ? std::string() : " of about " + std::string(found[0].text(std::size_t{0}));
}

}  // namespace

void Run::walk(const Batch& batch) {
  const Statement& first = batch.statements.front();
  connection_.execute_unchecked_sql(fresh_settings(connection_, options_.lock_timeout));
  std::vector<std::string> types;
  std::string total;
  try {
    types = types_of_key(connection_, *batch.walk);
    total = estimate(connection_, *batch.walk);
  } catch (const ConnectionFailure&) {
    throw;
  } catch (const Error& error) {
    throw failure(first, error);
  }
  const int before = line_.batches_done;
  while (line_.batches_done == before) {
    with_retries([&] { step(batch, types); });
    if (line_.batches_done == before)
      tell(Event::Kind::progress, batch.walk->relation + ": " + std::to_string(line_.walk_rows) + total + " rows",
           &first);
  }
}

void Run::step(const Batch& batch, const std::vector<std::string>& types) {
  const Walk& walk = *batch.walk;
  std::vector<std::optional<std::string>> cursor(line_.walk_cursor.begin(), line_.walk_cursor.end());
  Transaction transaction(connection_);
  const TextResult found = transaction.query_unchecked_sql(next_keys(walk, types, cursor.empty()), cursor);
  Applied next = found.empty() ? after_batch() : line_;
  std::vector<std::optional<std::string>> bounds;
  if (!found.empty()) {
    const TextRow row = found[0];
    std::int64_t rows = 0;
    std::from_chars(row.text(0).data(), row.text(0).data() + row.text(0).size(), rows);
    next.walk_rows += rows;
    next.walk_cursor.clear();
    for (std::size_t i = 1; i <= 2 * walk.key.size(); ++i) bounds.emplace_back(row.text(i));
    for (std::size_t i = 0; i < walk.key.size(); ++i) next.walk_cursor.push_back(*bounds[walk.key.size() + i]);
  }
  write(transaction, next);
  if (!found.empty())
    for (const Statement& statement : batch.statements) execute(transaction, statement, statement.text, bounds);
  commit(transaction, batch.statements.back());
  line_ = next;
}

}  // namespace schemac::runtime::migration
