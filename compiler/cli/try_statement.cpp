#include "cli/try_statement.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include "schemac/runtime/description.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/text_result.hpp"

namespace schemac::cli {
namespace {

/// The types that it declares, by their numbers; 0 is left to the server.
std::vector<std::uint32_t> declared_types(const ManifestStatement& statement, runtime::Connection& database) {
  std::vector<std::uint32_t> types;
  for (const std::string& type : statement.parameters) {
    std::uint32_t number = 0;
    if (!type.empty()) {
      const auto found = database.query_unchecked_sql("SELECT $1::regtype::oid", {type});
      const std::string_view digits = found[0].text(0);
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
    }
    types.push_back(number);
  }
  return types;
}

std::string preparing(const ManifestStatement& statement) {
  std::vector<std::string> types;
  for (const std::string& type : statement.parameters) types.push_back(type.empty() ? "unknown" : type);
  const std::string list = types.empty() ? std::string() : fmt::format(" ({})", fmt::join(types, ", "));
  return fmt::format("PREPARE of_release{} AS {}", list, statement.sql);
}

/// A key for ON CONFLICT is looked for when the statement is planned, not when it is prepared. Nothing is run.
void plan(const ManifestStatement& statement, runtime::Connection& database) {
  try {
    database.execute_unchecked_sql(preparing(statement));
  } catch (const runtime::SyntaxError&) {
    return;  // The server's parser has taken it: what PREPARE does not take is a command without a plan.
  }
  const std::vector<std::string> nulls(statement.parameters.size(), "NULL");
  const std::string list = nulls.empty() ? std::string() : fmt::format("({})", fmt::join(nulls, ", "));
  try {
    database.execute_unchecked_sql(fmt::format("EXPLAIN EXECUTE of_release{}", list));
  } catch (const runtime::Error&) {
    database.execute_unchecked_sql("DEALLOCATE of_release");
    throw;
  }
  database.execute_unchecked_sql("DEALLOCATE of_release");
}

/// Preparing COPY looks at nothing. The server looks at the table and its columns before it asks for rows; there the
/// runtime does not go on, with an error that is none of the server's and has no SQLSTATE.
void begin_copy(const ManifestStatement& statement, runtime::Connection& database) {
  try {
    database.execute_unchecked_sql(statement.sql);
  } catch (const runtime::Error& error) {
    if (!error.sqlstate().empty() || !database.is_open()) throw;
  }
}

}  // namespace

void try_statement(const ManifestStatement& statement, runtime::Connection& database) {
  if (statement.sql.starts_with("COPY ")) return begin_copy(statement, database);
  // As the program does it: SQL's own PREPARE takes no CALL, TRUNCATE, NOTIFY …
  static_cast<void>(database.describe_unchecked_sql(statement.sql, declared_types(statement, database)));
  if (statement.sql.find("ON CONFLICT") != std::string::npos) plan(statement, database);
}

}  // namespace schemac::cli
