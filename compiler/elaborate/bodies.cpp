#include "elaborate/bodies.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "elaborate/run.hpp"
#include "schemac/runtime/transaction.hpp"
#include "sql/parse.hpp"

namespace schemac::elaborate {
namespace {

constexpr std::string_view kOrReplace = " OR REPLACE";

bool is_word(std::string_view text, const sql::Token& token, std::string_view word) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(text.substr(token.begin, token.end - token.begin), word, {}, lower);
}

/// A statement that makes a routine with a body, and how it is said of one that is there.
struct Routine {
  std::string replacing;
  std::size_t inserted_at = 0;  ///< Bytes; what stands in front of it is ASCII.
  std::size_t inserted = 0;
};

std::optional<Routine> routine_in(const std::string& statement) {
  std::vector<sql::Token> words;
  for (const sql::Token& token : sql::scan(statement).tokens) {
    if (!token.comment) words.push_back(token);
    if (words.size() == 4) break;
  }
  if (words.size() < 4 || !is_word(statement, words[0], "create")) return std::nullopt;
  const bool replaces = is_word(statement, words[1], "or");
  const sql::Token& kind = words[replaces ? 3 : 1];
  if (!is_word(statement, kind, "function") && !is_word(statement, kind, "procedure")) return std::nullopt;
  Routine routine{statement, words[0].end, 0};
  if (!replaces) {
    routine.replacing.insert(routine.inserted_at, kOrReplace);
    routine.inserted = kOrReplace.size();
  }
  return routine;
}

/// The same error, with its place in the statement as it is written.
runtime::Error as_written(const runtime::Error& error, const Routine& routine) {
  runtime::ErrorFields fields = error.fields();
  if (fields.position > static_cast<int>(routine.inserted_at)) fields.position -= static_cast<int>(routine.inserted);
  return runtime::Error(std::move(fields));
}

}  // namespace

std::vector<Refusal> refused_bodies(runtime::Connection& database, const model::Declared& declared) {
  std::vector<Refusal> refused;
  runtime::Transaction transaction(database);
  std::string file;
  for (const model::SqlStatement& statement : declared.statements) {
    if (statement.place.file != file) transaction.execute_unchecked_sql(kFreshSession);
    file = statement.place.file;
    const std::optional<Routine> routine = routine_in(statement.text);
    if (!routine && !statement.of_session) continue;
    runtime::Savepoint savepoint(transaction);
    try {
      if (routine) transaction.execute_unchecked_sql("SET LOCAL check_function_bodies = on");
      transaction.execute_unchecked_sql(routine ? routine->replacing : statement.text);
      if (!routine) savepoint.release();
    } catch (const runtime::ConnectionFailure&) {
      throw;
    } catch (const runtime::Error& error) {
      const bool dumped = declared.dumps.contains(statement.place.file);
      if (!routine || (dumped && is_undefined(error))) continue;
      refused.push_back(
          {std::nullopt, {statement.text, {}, statement.place}, statement.place, as_written(error, *routine)});
    }
  }
  return refused;
}

}  // namespace schemac::elaborate
