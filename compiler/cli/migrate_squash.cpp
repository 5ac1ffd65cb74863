// `migrate squash`: one migration in the place of the first so many, proved to give the same. It says which it stands
// for, so that databases that have applied those take it as applied.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/bad_call.hpp"
#include "cli/commands.hpp"
#include "cli/form.hpp"
#include "cli/history_files.hpp"
#include "cli/history_proof.hpp"
#include "cli/migrate_verbs.hpp"
#include "cli/project.hpp"
#include "diff/compare.hpp"
#include "prove/prove.hpp"
#include "schemac/runtime/text_result.hpp"
#include "sql/quote.hpp"

namespace schemac::cli {
namespace {

struct SquashOptions {
  int to = 0;  ///< The last that is replaced; 0: all are.
  std::string name = "squashed";
  std::string server_url;
};

struct Ways {
  sql::Script up, down;
  std::string kept;  ///< Why the statements are those of the migrations; empty: they are planned from nothing.
};

/// The plan from an empty database to where the migrations lead: as short as can be, and blind for rows.
Ways planned_anew(const model::Schema& empty, const model::Schema& state, const Config& config) {
  const diff::Difference difference = diff::compare(empty, state);
  return {sql::script(planned(difference, config.form, true)),
          sql::script(planned(diff::inverse(difference), config.form, true)),
          {}};
}

Ways one_after_the_other(const history::History& replaced, std::string why) {
  Ways ways{{}, {}, std::move(why)};
  for (const history::Migration& each : replaced)
    ways.up.batches.insert(ways.up.batches.end(), each.up.batches.begin(), each.up.batches.end());
  for (auto each = replaced.rbegin(); each != replaced.rend(); ++each)
    ways.down.batches.insert(ways.down.batches.end(), each->down.batches.begin(), each->down.batches.end());
  return ways;
}

/// A table into which the migrations wrote rows; empty: none.
std::string table_with_rows(runtime::Connection& database, const model::Schema& state) {
  for (const auto& [id, table] : state.tables) {
    const auto rows = database.query_unchecked_sql("SELECT 1 FROM " + sql::qualified(table.name) + " LIMIT 1");
    if (!rows.empty()) return describe(id);
  }
  return {};
}

/// Why a plan of the schema alone would not do; empty: it may.
std::string why_not_planned(prove::Replayed& replayed) {
  const catalog::Reading& reading = replayed.reading;
  if (!reading.unmodelled.empty())
    return fmt::format("they make {} `{}`, which is not managed", reading.unmodelled.front().kind,
                       reading.unmodelled.front().name);
  const std::string table = table_with_rows(replayed.database, reading.schema);
  return table.empty() ? "" : fmt::format("they write rows into {}", table);
}

bool holds(const Ways& ways, const model::Schema& state, elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  std::optional<prove::Replayed> empty = replay_history({}, scratch, diagnostics);
  return empty && prove::both_ways(*empty, ways.up, ways.down, state, diagnostics);
}

/// What gives the same as `replaced`, proved.
std::optional<Ways> find_ways(const history::History& replaced, const Config& config, elaborate::Scratch& scratch,
                              Diagnostics& diagnostics) {
  std::optional<prove::Replayed> replayed = replay_history(replaced, scratch, diagnostics);
  if (!replayed) return std::nullopt;
  const model::Schema& state = replayed->reading.schema;
  std::string why = why_not_planned(*replayed);
  if (why.empty()) {
    Diagnostics refused;
    try {
      const std::optional<prove::Replayed> empty = replay_history({}, scratch, refused);
      Ways ways = planned_anew(empty->reading.schema, state, config);
      if (holds(ways, state, scratch, refused)) return ways;
      why = "a plan from nothing does not give the same";
    } catch (const plan::CannotPlan& cannot) {
      why = cannot.what();
    }
  }
  Ways ways = one_after_the_other(replaced, std::move(why));
  if (!holds(ways, state, scratch, diagnostics)) return std::nullopt;
  return ways;
}

history::Migration made_of(const history::History& replaced, const std::string& name, const Ways& ways) {
  const history::History before(replaced.begin(), replaced.end() - 1);
  history::Migration made = history::next(before, name, ways.up, ways.down);
  for (const history::Migration& each : replaced) {
    made.replaces.insert(made.replaces.end(), each.replaces.begin(), each.replaces.end());
    made.replaces.push_back({each.number, each.name, each.checksum});
  }
  made.up_text = history::with_replaced_lines(made.up_text, made.replaces);
  return made;
}

/// The first migrations, up to that number.
history::History replaced_by(const history::History& history, int to, Diagnostics& diagnostics) {
  const auto last =
      to == 0 ? history.end()
              : std::find_if(history.begin(), history.end(), [&](const auto& each) { return each.number == to; });
  if (to != 0 && last == history.end())
    diagnostics.error(Code::bad_usage, {}, fmt::format("there is no migration {:04}", to));
  history::History first(history.begin(), last == history.end() ? last : last + 1);
  if (first.size() < 2 && !diagnostics.has_errors())
    diagnostics.error(Code::nothing_to_do, {}, "there are no two migrations to make one of");
  return first;
}

int squash(const Globals& globals, const SquashOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<server::Lock> lock = lock_project(*project, diagnostics);
  if (!lock) return kFailed;
  const history::History history = history::read(project->config.migrations, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const history::History replaced = replaced_by(history, options.to, diagnostics);
  const std::string name = history::slug(options.name);
  if (name.empty()) diagnostics.error(Code::bad_usage, {}, "`--name` leaves nothing for a folder's name");
  if (diagnostics.has_errors()) return name.empty() || options.to != 0 ? kBadCall : kFailed;
  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(project->config, options.server_url, diagnostics);
  if (!scratch) return kFailed;
  const std::optional<Ways> ways = find_ways(replaced, project->config, *scratch, diagnostics);
  if (!ways) return kFailed;
  history::History after{made_of(replaced, name, *ways)};
  after.insert(after.end(), history.begin() + static_cast<std::ptrdiff_t>(replaced.size()), history.end());
  write_history(project->config.migrations, history, after, {});
  if (!ways->kept.empty()) say(globals, fmt::format("their statements stand one after the other: {}", ways->kept));
  say(globals, fmt::format("migration {} stands for {}, proved up and down", after.front().folder(),
                           counted(replaced.size(), "migration", "migrations")));
  return kOk;
}

}  // namespace

void add_migrate_squash(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<SquashOptions>();
  CLI::App* const verb = migrate.add_subcommand("squash", "one migration in the place of the first so many");
  verb->footer(
      "Databases that have applied all of them take the new one as applied; those that have some of them need the\n"
      "files as they were until they have all.\n"
      "Examples:\n"
      "  schemac migrate squash                    all of them\n"
      "  schemac migrate squash --to 40            the first forty\n"
      "  schemac migrate squash --name release_2");
  verb->add_option("--to", options->to, "number of the last that is replaced")->check(at_least(1));
  verb->add_option("--name", options->name, "name of the new one")->capture_default_str();
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  on_call(*verb, options, squash, globals, run);
}

}  // namespace schemac::cli
