#include "prove/ready.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "prove/live_rows.hpp"
#include "sql/inspect.hpp"
#include "sql/quote.hpp"

namespace schemac::prove {
namespace {

using Named = std::map<std::string, const sql::Statement*>;  // where first

Named roles_named(const sql::Script& script) {
  Named named;
  std::set<std::string> made;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      const sql::Inspection inspection = sql::inspect(statement.text);
      if (!inspection.role.empty()) made.insert(inspection.role);
      for (const std::string& role : inspection.roles)
        if (!made.contains(role)) named.emplace(role, &statement);
    }
  }
  return named;
}

std::set<std::string> missing(runtime::Connection& database, const Named& named) {
  std::set<std::string> literals;
  for (const auto& [role, statement] : named) literals.insert(sql::literal(role));
  const runtime::TextResult rows = database.query_unchecked_sql(
      fmt::format("SELECT name FROM unnest(ARRAY[{}]::text[]) AS name WHERE name NOT IN (SELECT rolname FROM pg_roles)",
                  fmt::join(literals, ", ")));
  std::set<std::string> found;
  for (const runtime::TextRow row : rows) found.emplace(row.text("name"));
  return found;
}

bool demand_roles_exist(runtime::Connection& database, const sql::Script& script, Diagnostics& diagnostics) {
  const Named named = roles_named(script);
  if (named.empty()) return true;
  const std::set<std::string> absent = missing(database, named);
  for (const std::string& role : absent) {
    diagnostics
        .error(Code::missing_role, named.at(role)->place,
               fmt::format("role `{}` is needed by this statement and does not exist on the server", role))
        .hint = fmt::format("nothing was run; `CREATE ROLE {};` first: a role is the server's, no migration makes it",
                            sql::identifier(role));
  }
  return absent.empty();
}

}  // namespace

bool demand_ready(runtime::Connection& database, const sql::Script& script, Diagnostics& diagnostics) {
  const bool has_roles = demand_roles_exist(database, script, diagnostics);
  return demand_rows_fit(database, script, diagnostics) && has_roles;
}

}  // namespace schemac::prove
