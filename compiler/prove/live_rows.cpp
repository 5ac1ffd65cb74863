#include "prove/live_rows.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/secrets.hpp"

namespace schemac::prove {
namespace {

/// Rows are named in messages, not listed.
constexpr int kSamples = 3;
/// As long as anybody should wait for a table that somebody else has locked.
constexpr std::string_view kPatience = "SET LOCAL lock_timeout = '3s'";

struct InTheWay {
  std::string rows = {};   ///< `2 rows, among them (3), (4)`
  std::string error = {};  ///< What PostgreSQL says of a value.
};

/// Names that are not there, types that do not fit: the script makes them first.
/// https://www.postgresql.org/docs/15/errcodes-appendix.html, class 42 and 3F
bool is_not_there_yet(const runtime::Error& error) {
  return error.sqlstate().starts_with("42") || error.sqlstate().starts_with("3F");
}

/// Nobody can say for how long: the statement itself will wait, and say so.
bool is_locked(const runtime::Error& error) { return error.sqlstate() == "55P03" || error.sqlstate() == "57014"; }

std::string first_of(const runtime::TextResult& result) {
  const auto value = result[0][std::size_t{0}];
  return value ? std::string(*value) : std::string();
}

std::string samples(runtime::Transaction& transaction, const std::string& query) {
  return first_of(transaction.query_unchecked_sql(fmt::format(
      "SELECT string_agg(found::text, ', ') FROM (SELECT * FROM ({}) AS bad LIMIT {}) AS found", query, kSamples)));
}

std::optional<InTheWay> ask(runtime::Connection& database, const sql::RowCheck& check) {
  runtime::TransactionOptions reading;
  reading.read_only = true;
  runtime::Transaction transaction(database, reading);
  try {
    transaction.execute_unchecked_sql(kPatience);
    if (check.evaluates) {
      (void)transaction.query_unchecked_sql(fmt::format("SELECT count(value) FROM ({}) AS bad (value)", check.query));
      return std::nullopt;
    }
    const std::string count =
        first_of(transaction.query_unchecked_sql(fmt::format("SELECT count(*) FROM ({}) AS bad", check.query)));
    if (count == "0") return std::nullopt;
    return InTheWay{
        fmt::format("{} {}, among them {},", count, count == "1" ? "row" : "rows", samples(transaction, check.query))};
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error& error) {
    if (is_not_there_yet(error) || is_locked(error)) return std::nullopt;
    return InTheWay{{}, error.message()};
  }
}

bool changes_rows(const sql::Statement& statement) {
  constexpr std::array<std::string_view, 9> kVerbs = {"INSERT", "UPDATE", "DELETE", "MERGE", "DO",
                                                      "CALL",   "SELECT", "WITH",   "COPY"};
  std::string word = statement.text.substr(0, statement.text.find_first_of(" \t\r\n(;"));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  return std::find(kVerbs.begin(), kVerbs.end(), word) != kVerbs.end();
}

void tell(const sql::Statement& statement, const InTheWay& found, Diagnostics& diagnostics) {
  Diagnostic& diagnostic =
      diagnostics.error(Code::rows_in_the_way, statement.place,
                        found.error.empty() ? fmt::format("{} are in the way of this statement", found.rows)
                                            : fmt::format("a value is in the way of this statement: {}", found.error));
  if (statement.place.file.empty())
    diagnostic.notes.push_back({{}, fmt::format("the statement is\n{}", sql::without_secrets(statement.text))});
  diagnostic.notes.push_back({{}, fmt::format("found by\n{}", statement.check->query)});
  diagnostic.hint = "nothing was run; mend the rows, or say first in the migration how to";
}

}  // namespace

bool demand_rows_fit(runtime::Connection& database, const sql::Script& script, Diagnostics& diagnostics) {
  bool fit = true;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      if (changes_rows(statement)) return fit;
      if (!statement.check) continue;
      const std::optional<InTheWay> found = ask(database, *statement.check);
      if (!found) continue;
      tell(statement, *found, diagnostics);
      fit = false;
    }
  }
  return fit;
}

}  // namespace schemac::prove
