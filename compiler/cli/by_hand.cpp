#include "cli/by_hand.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/hazards.hpp"
#include "cli/receipts.hpp"
#include "elaborate/read_scratch.hpp"
#include "elaborate/run.hpp"
#include "model/relations.hpp"
#include "prove/prove.hpp"
#include "prove/seed.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/altered.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

using plan::Hazard;
using plan::HazardKind;

bool says_what_it_does(const sql::Statement& statement) {
  return std::any_of(statement.comments.begin(), statement.comments.end(), [](const std::string& comment) {
    return comment.starts_with("measured: ") || comment.starts_with("expected: ");
  });
}

std::string quoted(const model::QualifiedName& name) { return fmt::format("`{}.{}`", name.schema, name.name); }

Hazard hazard_of(const prove::RowLoss& loss) {
  switch (loss.kind) {
    case prove::RowLoss::Kind::rows:
      return {HazardKind::deletes_data, fmt::format("rows of {} are lost", quoted(loss.table))};
    case prove::RowLoss::Kind::values:
      return {HazardKind::deletes_data,
              fmt::format("values of `{}.{}.{}` are lost", loss.table.schema, loss.table.name, loss.column)};
    case prove::RowLoss::Kind::changes:
      return {HazardKind::cannot_be_undone,
              fmt::format("values of `{}.{}.{}` are others", loss.table.schema, loss.table.name, loss.column)};
  }
  return {};
}

/// What a plan would have said of a statement that does this.
std::vector<Hazard> hazards_of(const prove::Receipt& receipt) {
  std::vector<Hazard> hazards;
  for (const prove::RowLoss& loss : receipt.losses) hazards.push_back(hazard_of(loss));
  for (const model::QualifiedName& table : receipt.effect.rewrites)
    hazards.push_back({HazardKind::rewrites_table, fmt::format("all rows of {} are written anew", quoted(table))});
  for (const model::QualifiedName& table : receipt.effect.scans) {
    const auto lock = receipt.effect.locks.find(table);
    const bool waits = lock != receipt.effect.locks.end() && lock->second >= plan::Lock::share;
    if (waits && !receipt.effect.rewrites.contains(table))
      hazards.push_back(
          {HazardKind::blocks_writes, fmt::format("nobody writes to {} while its rows are looked at", quoted(table))});
  }
  if (!receipt.refused.empty()) hazards.push_back({HazardKind::may_fail, "rows may be in its way: " + receipt.refused});
  return hazards;
}

/// Of what the migration makes itself nothing is said.
void forget_what_is_new(prove::Receipt& receipt, const model::Schema& before) {
  const auto is_new = [&](const model::QualifiedName& name) { return !model::find_relation(before, name).has_value(); };
  std::erase_if(receipt.effect.locks, [&](const auto& each) { return is_new(each.first); });
  std::erase_if(receipt.effect.rewrites, is_new);
  std::erase_if(receipt.effect.scans, is_new);
  std::erase_if(receipt.losses, [&](const prove::RowLoss& loss) { return is_new(loss.table); });
}

void say_above(sql::Statement& statement, prove::Receipt receipt, const model::Schema& before) {
  if (says_what_it_does(statement)) return;
  forget_what_is_new(receipt, before);
  const std::vector<Hazard> said = hazards_said(statement);
  for (const Hazard& hazard : hazards_of(receipt)) {
    const bool is_said =
        std::any_of(said.begin(), said.end(), [&](const Hazard& each) { return each.kind == hazard.kind; });
    if (!is_said) statement.comments.push_back(fmt::format("{}: {}", plan::name_of(hazard.kind), hazard.detail));
  }
  if (const std::string line = line_of(receipt); !line.empty()) statement.comments.push_back("measured: " + line);
}

/// A way up as it was seen, and whether it came to its end.
struct Seen {
  sql::Script script;
  bool whole = true;
};

/// Runs a script over made-up rows, statement by statement, each over rows anew where the one before it took them; the
/// walk of a table is run and not looked at. Ends at a statement that fails, and says so above it.
Seen seen(sql::Script script, runtime::Connection& database, runtime::Connection& observer,
          const model::Schema& before) {
  for (sql::ScriptBatch& batch : script.batches) {
    if (batch.walk) {
      elaborate::run(database, sql::Script{{batch}});
      continue;
    }
    for (sql::Statement& statement : batch.statements) {
      try {
        const prove::Measured measured =
            prove::measure(database, observer, sql::Script{{{batch.transaction, {statement}}}});
        const auto& receipt = measured.at(0).at(0);
        if (!receipt) continue;
        if (!receipt->losses.empty() || !receipt->refused.empty())
          (void)prove::seed(database, elaborate::read_scratch(database).schema);
        say_above(statement, *receipt, before);
      } catch (const elaborate::StatementFailed& failed) {
        statement.comments.push_back("measured: fails: " + failed.error().message());
        return {std::move(script), false};
      }
    }
  }
  return {std::move(script), true};
}

/// So that no made-up row is in the way of the migrations behind.
void empty_tables(runtime::Connection& database, const model::Schema& schema) {
  std::string tables;
  for (const auto& [id, table] : schema.tables) tables += (tables.empty() ? "" : ", ") + sql::qualified(table.name);
  if (!tables.empty()) database.execute_unchecked_sql("TRUNCATE " + tables + " CASCADE");
}

/// The migration over rows; the database is left as the migration leaves it, without them.
Seen look_at(const history::Migration& migration, runtime::Connection& database, runtime::Connection& observer) {
  const model::Schema before = elaborate::read_scratch(database).schema;
  if (before.tables.empty()) {
    elaborate::run(database, migration.up, elaborate::Sending::joined);
    return {migration.up, true};
  }
  (void)prove::seed(database, before);
  Seen result = seen(migration.up, database, observer, before);
  if (result.whole) empty_tables(database, elaborate::read_scratch(database).schema);
  return result;
}

}  // namespace

bool is_unseen(const sql::Script& script) {
  std::set<std::string> made;
  for (const sql::ScriptBatch& batch : script.batches) {
    for (const sql::Statement& statement : batch.statements) {
      const std::vector<std::string> altered = sql::altered_relations(statement.text);
      if (!says_what_it_does(statement) &&
          std::any_of(altered.begin(), altered.end(),
                      [&](const std::string& relation) { return !made.contains(relation); }))
        return true;
      made.insert(sql::made_relation(statement.text));
    }
  }
  return false;
}

std::map<int, sql::Script> see_by_hand(const history::History& history, int first, elaborate::Scratch& scratch) {
  std::map<int, sql::Script> found;
  const auto wanted = [&](const history::Migration& each) { return each.number > first && is_unseen(each.up); };
  const auto last = std::find_if(history.rbegin(), history.rend(), wanted);
  if (last == history.rend()) return found;
  for (const history::Migration& each : history) scratch.ensure_roles(prove::roles_in(each.up));
  runtime::Connection database = scratch.create_database("by_hand");
  runtime::Connection observer = scratch.another_session(database);
  try {
    for (auto migration = history.begin(); migration != last.base(); ++migration) {
      if (!wanted(*migration)) {
        elaborate::run(database, migration->up, elaborate::Sending::joined);
        continue;
      }
      Seen result = look_at(*migration, database, observer);
      found.emplace(migration->number, std::move(result.script));
      if (!result.whole) break;
    }
  } catch (const elaborate::StatementFailed&) {  // on rows made up, or the proof says what is wrong
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error&) {  // a trigger keeps its table from being emptied
  }
  return found;
}

const sql::Script& as_seen(const history::Migration& migration, const std::map<int, sql::Script>& seen) {
  const auto found = seen.find(migration.number);
  return found == seen.end() ? migration.up : found->second;
}

std::string with_lines_seen(const std::string& text, const sql::Script& read, const sql::Script& seen) {
  std::map<std::size_t, std::string> lines;
  for (std::size_t batch = 0; batch < read.batches.size(); ++batch) {
    for (std::size_t at = 0; at < read.batches[batch].statements.size(); ++at) {
      const sql::Statement& before = read.batches[batch].statements[at];
      const std::vector<std::string>& comments = seen.batches.at(batch).statements.at(at).comments;
      for (std::size_t next = before.comments.size(); next < comments.size(); ++next)
        lines[before.place.line] += "-- " + comments[next] + "\n";
    }
  }
  std::string result;
  std::size_t number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (const auto found = lines.find(number); found != lines.end()) result += found->second;
    result += text.substr(begin, end - begin);
    begin = end;
  }
  return result;
}

}  // namespace schemac::cli
