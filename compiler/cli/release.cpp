// A cause is said once, with all that it breaks: a column that is gone breaks most statements of its table. What
// preparing finds and no difference explains (a name that has become ambiguous) is said in PostgreSQL's words.
#include "cli/release.hpp"

#include <algorithm>
#include <map>

#include "cli/release_guards.hpp"
#include "cli/release_labels.hpp"
#include "cli/release_queries.hpp"
#include "cli/release_statements.hpp"
#include "cli/try_statement.hpp"
#include "schemac/runtime/check_contract.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

using runtime::ContractDifference;
using runtime::ContractEffect;

/// A statement of the release, tried.
struct Tried {
  const ManifestStatement* statement = nullptr;
  const runtime::TableContract* table = nullptr;
  std::string refusal;   ///< What PostgreSQL says; empty: it takes it.
  std::string sqlstate;  ///< Of the refusal.
  bool explained = false;

  [[nodiscard]] bool refused() const { return !refusal.empty(); }
};

std::vector<Tried> try_all(const Manifest& release, runtime::Connection& database) {
  std::vector<Tried> tried;
  for (std::size_t table = 0; table < release.contract().tables.size(); ++table)
    for (const ManifestStatement& statement : release.statements(table)) {
      Tried& one = tried.emplace_back(Tried{&statement, &release.contract().tables[table], {}, {}, false});
      try {
        try_statement(statement, database);
      } catch (const runtime::Error& error) {
        if (!database.is_open()) throw;
        one.refusal = error.message();
        one.sqlstate = error.sqlstate();
      }
    }
  return tried;
}

/// Whether it writes a column of that enumeration.
bool writes_enum(const Tried& one, const runtime::EnumContract& enumeration) {
  const std::string type = sql::qualified({std::string(enumeration.schema), std::string(enumeration.name)});
  return std::any_of(one.table->columns.begin(), one.table->columns.end(), [&](const runtime::ColumnContract& column) {
    const bool of_it = column.type == type || column.type == type + "[]";
    return of_it && mentions(one.statement->sql, sql::identifier(column.name));
  });
}

/// Whether that difference breaks that statement.
bool is_broken(const Tried& one, const ContractDifference& difference) {
  const std::string& sql = one.statement->sql;
  if (difference.enumeration != nullptr)
    return writes_enum(one, *difference.enumeration) &&
           (difference.effect == ContractEffect::statement ? one.refused() : writes(sql));
  if (difference.table != one.table) return false;
  const std::string column = sql::identifier(difference.column);
  const bool of_column = difference.column.empty() || mentions(sql, column);
  switch (difference.effect) {
    case ContractEffect::none:
      return false;
    case ContractEffect::statement:
      return one.refused() && of_column;
    case ContractEffect::upsert:
      return one.sqlstate == "42P10";  // invalid_column_reference: no key matches the ON CONFLICT specification
    case ContractEffect::read:
      return gives(sql, column) || (one.refused() && of_column);
    case ContractEffect::insert:
      return inserts(sql);
    case ContractEffect::write:
      return writes(sql) && of_column;
  }
  return false;
}

Code code_of(ContractEffect effect) {
  switch (effect) {
    case ContractEffect::none:
    case ContractEffect::statement:
    case ContractEffect::upsert:
      return Code::breaks_statement;
    case ContractEffect::read:
      return Code::breaks_read;
    case ContractEffect::insert:
    case ContractEffect::write:
      return Code::breaks_write;
  }
  return Code::breaks_statement;
}

std::string_view way_out(ContractEffect effect) {
  switch (effect) {
    case ContractEffect::none:
    case ContractEffect::statement:
      return "keep it until no program of that release runs, and drop it in a later migration";
    case ContractEffect::upsert:
      return "keep a unique index over these columns until no program of that release runs";
    case ContractEffect::read:
      return "put a column beside it, and change this one when no program of that release runs";
    case ContractEffect::insert:
      return "give it a default until no program of that release runs, or fill it by a trigger";
    case ContractEffect::write:
      return "take these values until no program of that release runs, and narrow it in a later migration";
  }
  return {};
}

void tell(const Manifest& release, Code code, std::string message, std::string_view hint,
          const std::vector<const ManifestStatement*>& broken, Diagnostics& diagnostics) {
  Diagnostic& error = diagnostics.error(code, {release.file().string(), 0, 0}, std::move(message));
  error.hint = hint;
  if (!broken.empty()) error.notes.push_back({{}, names_of("breaks", broken)});
}

void tell_differences(const Manifest& release, const runtime::ContractReport& report, std::vector<Tried>& tried,
                      Diagnostics& diagnostics) {
  for (const ContractDifference& difference : report.differences) {
    if (!difference.breaks()) continue;
    std::vector<const ManifestStatement*> broken;
    for (Tried& one : tried)
      if (is_broken(one, difference)) {
        one.explained = true;
        broken.push_back(one.statement);
      }
    tell(release, code_of(difference.effect), difference.object + ' ' + difference.problem, way_out(difference.effect),
         broken, diagnostics);
  }
}

/// What PostgreSQL refuses for a reason of its own.
void tell_refusals(const Manifest& release, std::vector<Tried>& tried, Diagnostics& diagnostics) {
  std::map<std::string, std::vector<const ManifestStatement*>> by_reason;
  for (Tried& one : tried)
    if (one.refused() && !one.explained) by_reason[one.refusal + " [" + one.sqlstate + "]"].push_back(one.statement);
  for (const auto& [reason, broken] : by_reason)
    tell(release, Code::breaks_statement, "PostgreSQL refuses a statement: " + reason,
         "let the new schema stay such that the statement runs until no program of that release does", broken,
         diagnostics);
}

/// What the caller has taken upon himself is a warning, and with --warnings-as-errors every other is an error.
Diagnostics judged(const Diagnostics& found, const ReleaseRules& rules) {
  Diagnostics judged;
  for (const Diagnostic& each : found.list()) {
    const bool allowed = rules.allowed.contains(each.code);
    const bool error = !allowed && (each.severity == Severity::error || rules.warnings_as_errors);
    Diagnostic& made =
        error ? judged.error(each.code, each.place, each.message) : judged.warning(each.code, each.place, each.message);
    made.notes = each.notes;
    made.hint = each.hint;
  }
  return judged;
}

}  // namespace

Served try_release(const Manifest& release, const NewSchema& now, runtime::Connection& database,
                   const ReleaseRules& rules, Diagnostics& diagnostics) {
  std::vector<Tried> tried = try_all(release, database);
  Diagnostics found;
  tell_differences(release, runtime::compare_contract(database, release.contract()), tried, found);
  tell_refusals(release, tried, found);
  demand_queries(release, database, found);
  demand_known_labels(release, now.schema, found);
  tell_new_guards(release, now, found);
  const Diagnostics told = judged(found, rules);
  diagnostics.append(told);
  if (told.empty()) return Served::all;
  return told.has_errors() ? Served::broken : Served::warned;
}

}  // namespace schemac::cli
