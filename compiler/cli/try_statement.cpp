#include "cli/try_statement.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "schemac/runtime/error.hpp"

namespace schemac::cli {
namespace {

/// Preparing it as the program does: parameters have the types that it declares.
std::string preparing(const ManifestStatement& statement) {
  std::vector<std::string> types;
  for (const std::string& type : statement.parameters) types.push_back(type.empty() ? "unknown" : type);
  const std::string list = types.empty() ? std::string() : fmt::format(" ({})", fmt::join(types, ", "));
  return fmt::format("PREPARE of_release{} AS {}", list, statement.sql);
}

/// A key for ON CONFLICT is looked for when the statement is planned, not when it is prepared. Nothing is run.
void plan(const ManifestStatement& statement, runtime::Connection& database) {
  const std::vector<std::string> nulls(statement.parameters.size(), "NULL");
  const std::string list = nulls.empty() ? std::string() : fmt::format("({})", fmt::join(nulls, ", "));
  database.execute_unchecked_sql(fmt::format("EXPLAIN EXECUTE of_release{}", list));
}

/// COPY cannot be prepared. The server looks at the table and its columns before it asks for rows; there the runtime
/// does not go on, with an error that is none of the server's and has no SQLSTATE.
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
  database.execute_unchecked_sql(preparing(statement));
  try {
    if (statement.sql.find("ON CONFLICT") != std::string::npos) plan(statement, database);
  } catch (const runtime::Error&) {
    database.execute_unchecked_sql("DEALLOCATE of_release");
    throw;
  }
  database.execute_unchecked_sql("DEALLOCATE of_release");
}

}  // namespace schemac::cli
