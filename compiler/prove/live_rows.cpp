#include "prove/live_rows.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/quote.hpp"
#include "sql/secrets.hpp"

namespace schemac::prove {
namespace {

/// Rows are named in messages, not listed.
constexpr int kSamples = 3;
/// As long as anybody should wait for a table that somebody else has locked, and for an answer.
constexpr std::string_view kPatience = "SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = '60s'";
/// Of values that do not fit no more are counted: each costs a subtransaction.
constexpr int kMostRefused = 1000;

struct InTheWay {
  std::string rows = {};    ///< `2 rows, among them (3), (4),`
  std::string error = {};   ///< What PostgreSQL says of a value.
  bool unanswered = false;  ///< It took too long to say.
};

/// Names that are not there, types that do not fit: the script makes them first.
/// https://www.postgresql.org/docs/15/errcodes-appendix.html, class 42 and 3F
bool is_not_there_yet(const runtime::Error& error) {
  return error.sqlstate().starts_with("42") || error.sqlstate().starts_with("3F");
}

/// Nobody can say for how long: the statement itself will wait, and say so.
bool is_locked(const runtime::Error& error) { return error.sqlstate() == "55P03"; }
bool took_too_long(const runtime::Error& error) { return error.sqlstate() == "57014"; }

std::string first_of(const runtime::TextResult& result) {
  const auto value = result[0][std::size_t{0}];
  return value ? std::string(*value) : std::string();
}

std::string samples(runtime::Transaction& transaction, const std::string& query) {
  return first_of(transaction.query_unchecked_sql(fmt::format(
      "SELECT string_agg(found::text, ', ') FROM (SELECT * FROM ({}) AS bad LIMIT {}) AS found", query, kSamples)));
}

runtime::TransactionOptions reading() {
  runtime::TransactionOptions options;
  options.read_only = true;
  return options;
}

std::string counted(const std::string& count, const std::string& named, bool more) {
  return fmt::format("{}{} {}, among them {},", more ? "at least " : "", count, count == "1" ? "row" : "rows", named);
}

/// A block that tries the query on each row by itself, and leaves how many rows it fails on, and which, in settings of
/// the transaction. The query ends with the name of its table.
std::string trial(const std::string& query) {
  const std::string table = query.substr(query.rfind(" FROM ") + 6);
  const std::string here = " WHERE tableoid = $1 AND ctid = $2";
  return fmt::format(
      "DO {0} DECLARE place record; refused int := 0; key text; name text; names text[]; BEGIN\n"
      "SELECT coalesce(string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), 'ctid') INTO key FROM pg_index i"
      " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
      " WHERE i.indrelid = {1}::regclass AND i.indisprimary;\n"
      "FOR place IN EXECUTE {2} LOOP BEGIN EXECUTE {3} USING place.part, place.at;\n"
      "EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN refused := refused + 1;\n"
      "IF refused <= {4} THEN EXECUTE 'SELECT ROW(' || key || ')::text' || {5} INTO name USING place.part, place.at;"
      " names := names || name; END IF;\n"
      "END; EXIT WHEN refused = {6}; END LOOP;\n"
      "PERFORM set_config('schemac.refused', refused::text, true), set_config('schemac.names',"
      " array_to_string(names, ', '), true); END {0}",
      "$schemac_trial$", sql::literal(table), sql::literal("SELECT tableoid AS part, ctid AS at FROM " + table),
      sql::literal(query + here), kSamples, sql::literal(" FROM " + table + here), kMostRefused);
}

/// Which rows have the values that the query fails on; empty where it is not one that can be asked row by row.
std::string refused_rows(runtime::Connection& database, const std::string& query) {
  runtime::Transaction transaction(database, reading());
  try {
    transaction.execute_unchecked_sql(kPatience);
    transaction.execute_unchecked_sql(trial(query));
    const runtime::TextResult found =
        transaction.query_unchecked_sql("SELECT current_setting('schemac.refused'), current_setting('schemac.names')");
    const std::string count(found[0].text(std::size_t{0}));
    if (count == "0") return "";
    return counted(count, std::string(found[0].text(std::size_t{1})), count == std::to_string(kMostRefused));
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error&) {
    return "";
  }
}

std::optional<InTheWay> ask_rows(runtime::Connection& database, const sql::RowCheck& check) {
  runtime::Transaction transaction(database, reading());
  try {
    transaction.execute_unchecked_sql(kPatience);
    if (check.evaluates) {
      (void)transaction.query_unchecked_sql(fmt::format("SELECT count(value) FROM ({}) AS bad (value)", check.query));
      return std::nullopt;
    }
    const std::string count =
        first_of(transaction.query_unchecked_sql(fmt::format("SELECT count(*) FROM ({}) AS bad", check.query)));
    if (count == "0") return std::nullopt;
    return InTheWay{counted(count, samples(transaction, check.query), false)};
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error& error) {
    if (is_not_there_yet(error) || is_locked(error)) return std::nullopt;
    return InTheWay{{}, error.message(), took_too_long(error)};
  }
}

std::optional<InTheWay> ask(runtime::Connection& database, const sql::RowCheck& check) {
  std::optional<InTheWay> found = ask_rows(database, check);
  const bool of_a_value = found && !found->error.empty() && !found->unanswered;
  if (of_a_value && check.query.find(" FROM ") != std::string::npos) found->rows = refused_rows(database, check.query);
  return found;
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
                        found.rows.empty() ? fmt::format("a value is in the way of this statement: {}", found.error)
                                           : fmt::format("{} are in the way of this statement", found.rows));
  if (!found.rows.empty() && !found.error.empty()) diagnostic.notes.push_back({{}, found.error});
  if (statement.place.file.empty())
    diagnostic.notes.push_back({{}, fmt::format("the statement is\n{}", sql::without_secrets(statement.text))});
  diagnostic.notes.push_back({{}, fmt::format("found by\n{}", statement.check->query)});
  diagnostic.hint = "nothing was run; mend the rows, or say first in the migration how to";
}

/// @param fit whether all before it do: a value that no new type takes fails again wherever it is converted
bool fits(runtime::Connection& database, const sql::Statement& statement, bool fit, Diagnostics& diagnostics) {
  const std::optional<InTheWay> found = ask(database, *statement.check);
  if (!found) return true;
  if (!fit && !statement.check->evaluates && !found->error.empty() && !found->unanswered) return false;
  if (!found->unanswered) {
    tell(statement, *found, diagnostics);
    return false;
  }
  diagnostics.warning(Code::rows_in_the_way, statement.place,
                      "whether rows are in the way of this statement could not be answered within a minute");
  return true;
}

}  // namespace

bool demand_rows_fit(runtime::Connection& database, const sql::Script& script, Diagnostics& diagnostics) {
  bool fit = true;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      if (statement.check && !fits(database, statement, fit, diagnostics)) fit = false;
      if (changes_rows(statement)) return fit;
    }
  }
  return fit;
}

}  // namespace schemac::prove
