#include "prove/prove.hpp"

#include <set>

#include <fmt/format.h>

#include "diff/compare.hpp"
#include "elaborate/read_scratch.hpp"
#include "elaborate/run.hpp"
#include "sql/inspect.hpp"
#include "sql/secrets.hpp"

namespace schemac::prove {
bool run_script(runtime::Connection& database, const sql::Script& script, std::string_view which, Code code,
                Diagnostics& diagnostics) {
  try {
    elaborate::run(database, script, elaborate::Sending::joined);
    return true;
  } catch (const elaborate::StatementFailed& failure) {
    const Place place = elaborate::place_of(failure.statement(), failure.error().position());
    Diagnostic& diagnostic = diagnostics.error(
        code, place, fmt::format("{} fails on the private server: {}", which, failure.error().message()));
    if (place.file.empty())
      diagnostic.notes.push_back(
          {place, fmt::format("the statement is\n{}", sql::without_secrets(failure.statement().text))});
    if (!failure.error().detail().empty()) diagnostic.notes.push_back({place, failure.error().detail()});
    diagnostic.hint = failure.error().hint();
    return false;
  }
}

std::set<std::string> roles_in(const sql::Script& script) {
  std::set<std::string> roles;
  std::set<std::string> made;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      sql::Inspection found = sql::inspect(statement.text);
      roles.merge(found.roles);
      made.insert(found.role);
    }
  }
  std::erase_if(roles, [&](const std::string& role) { return made.contains(role); });
  return roles;
}

std::optional<Replayed> replay(const std::vector<const sql::Script*>& history, elaborate::Scratch& scratch,
                               Diagnostics& diagnostics) {
  runtime::Connection database = scratch.create_database("replayed");
  for (const sql::Script* script : history) scratch.ensure_roles(roles_in(*script));
  for (const sql::Script* script : history)
    if (!run_script(database, *script, "the migration", Code::migration_failed, diagnostics)) return std::nullopt;
  catalog::Reading reading = elaborate::read_scratch(database);
  return Replayed{std::move(database), std::move(reading)};
}

bool demand_equal(const model::Schema& expected, const model::Schema& actual, Code code, const Place& place,
                  const std::string& situation, Diagnostics& diagnostics) {
  const diff::Difference difference = diff::compare(actual, expected);
  for (const diff::Change& change : difference.changes)
    diagnostics.error(code, place, fmt::format("{}: what is missing is `{}`", situation, diff::describe(change)));
  return difference.changes.empty();
}

bool both_ways(Replayed& replayed, const sql::Script& up, const sql::Script& down, const model::Schema& after,
               Diagnostics& diagnostics) {
  if (!run_script(replayed.database, up, "the way up", Code::proof_failed, diagnostics)) return false;
  const catalog::Reading reached = elaborate::read_scratch(replayed.database);
  if (!demand_equal(after, reached.schema, Code::proof_failed, {}, "the way up does not reach the schema", diagnostics))
    return false;
  if (!run_script(replayed.database, down, "the way down", Code::proof_failed, diagnostics)) return false;
  const catalog::Reading returned = elaborate::read_scratch(replayed.database);
  return demand_equal(replayed.reading.schema, returned.schema, Code::proof_failed, {},
                      "the way down does not return to the former state", diagnostics);
}

}  // namespace schemac::prove
