// `schemac db push`: the difference between a database and the schema, applied directly: for development. No migration
// is written and the history is left as it is; a protected environment is refused.
#include "cli/push.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/evolve.hpp"
#include "cli/hazards.hpp"
#include "cli/plan_json.hpp"
#include "cli/secrets_in_place.hpp"
#include "cli/state.hpp"
#include "cli/target.hpp"
#include "diff/compare.hpp"
#include "elaborate/run.hpp"
#include "frontend/write_renames.hpp"
#include "prove/ready.hpp"
#include "schemac/runtime/migration/deploy_lock.hpp"
#include "schemac/runtime/migration/journal.hpp"

namespace schemac::cli {
namespace {

namespace migration = runtime::migration;

struct PushOptions {
  std::string environment;
  std::string url;
  std::string server_url;
  std::vector<std::string> allow;
  bool dry_run = false;
  bool offline = false;
  RenameOptions renames;
};

/// The database that was named: by --url, by an environment, or by --env.
std::optional<Target> target_of(const Globals& globals, const PushOptions& options, const Config& config,
                                Diagnostics& diagnostics) {
  if (!options.url.empty()) return Target{{}, options.url};
  return find_target(config, options.environment.empty() ? globals.environment : options.environment, diagnostics);
}

bool demand_unprotected(const Environment& environment, Diagnostics& diagnostics) {
  if (!environment.is_protected) return true;
  diagnostics
      .error(Code::protected_environment, environment.place,
             fmt::format("environment `{}` is protected: nothing is pushed to it", environment.name))
      .hint = "`schemac generate` writes the migration, `schemac migrate up` applies it";
  return false;
}

/// Whoever pushes to a database with a history should know that the history does not know of it.
/// @param environment empty: the database is of none, so that no verb of `migrate` reaches it
void tell_history(const Globals& globals, const std::string& environment, runtime::Connection& connection) {
  const std::vector<migration::Applied> applied = migration::read_journal(connection);
  if (applied.empty()) return;
  std::string line = fmt::format(
      "the history of this database ends with `{}` and does not know of this: `schemac "
      "generate` writes the migration",
      applied.back().folder());
  if (!environment.empty())
    line += fmt::format(", `schemac {}migrate repair --done NAME` says that this database has it",
                        environment == "development" ? "" : "--env " + environment + " ");
  say(globals, line);
}

void report_failure(const elaborate::StatementFailed& failed, Diagnostics& diagnostics) {
  const runtime::Error& error = failed.error();
  Diagnostic& diagnostic =
      diagnostics.error(Code::sql_rejected, {}, fmt::format("{} (SQLSTATE {})", error.message(), error.sqlstate()));
  diagnostic.notes.push_back({{}, fmt::format("the statement is\n{}", failed.statement().text)});
  if (!error.detail().empty()) diagnostic.notes.push_back({{}, error.detail()});
  diagnostic.notes.push_back({{}, "its transaction was rolled back; those before it stand"});
  diagnostic.hint = "`schemac db push` goes on from here once what stands in the way is mended";
}

ExitStatus carry_out(const Globals& globals, const plan::Plan& plan, const diff::Difference& difference,
                     const Target& target, Diagnostics& diagnostics) {
  constexpr auto kPatience = std::chrono::seconds(60);
  runtime::Connection connection(target.url);
  migration::demand_one_session(connection, target.url);
  const migration::DeployLock lock(connection, kPatience,
                                   [&](const migration::Event& event) { say(globals, event.text); });
  const sql::Script script = sql::script(plan, difference);
  if (!prove::demand_ready(connection, script, diagnostics)) return kFailed;
  for (const plan::Batch& batch : plan.batches)
    for (const plan::Step& step : batch.steps) say(globals, plan::describe(step));
  try {
    elaborate::run(connection, script);
  } catch (const elaborate::StatementFailed& failed) {
    report_failure(failed, diagnostics);
    return kFailed;
  }
  tell_history(globals, target.environment.name, connection);
  return kOk;
}

bool write_answers(const State& schema, const model::Renames& answered, Diagnostics& diagnostics) {
  std::optional<frontend::WrittenRenames> written =
      frontend::write_renames(schema.source->options, schema.source->declared, answered, diagnostics);
  if (written) written->files.commit();
  return written.has_value();
}

ExitStatus push(const Globals& globals, const PushOptions& options, const Project& project, const Target& target,
                const Hazards& allowed, Diagnostics& diagnostics) {
  StateReader reader(globals, options.server_url);
  const auto states = reader.read(target.url, "schema", diagnostics);
  if (!states) return kFailed;
  const auto& [live, schema] = *states;
  const std::optional<model::Renames> said = said_renames(live, schema, diagnostics);
  if (!said) return kFailed;
  const std::optional<RenameDecision> decision =
      decide_renames(live.schema, schema.schema, *said, options.renames, globals, diagnostics);
  if (!decision) return status_of_undecided(diagnostics);
  if (decision->difference.changes.empty()) {
    say(globals, "nothing to do: the database is what the schema says");
    return kOk;
  }
  if (!demand_secrets_kept(decision->difference, schema.source->declared, std::nullopt, diagnostics)) return kFailed;
  const plan::Plan plan = planned(decision->difference, project.config.form, options.offline);
  if (options.dry_run) {
    print_out(globals.json ? plan_json(plan, decision->difference, receipts_of(plan, decision->difference, nullptr))
                           : sql::write_psql(sql::script(plan)));
    return kOk;
  }
  Policy policy = project.config.policy;
  policy.allowed.insert(allowed.begin(), allowed.end());
  Spared spared;
  const bool is_allowed = demand_allowed(plan, decision->difference, policy, sizes_in(target.url), spared, diagnostics);
  for (const std::string& line : spared) say(globals, line);
  if (!is_allowed) return kRefused;
  if (!write_answers(schema, decision->answered, diagnostics)) return kFailed;
  return carry_out(globals, plan, decision->difference, target, diagnostics);
}

int push_schema(const Globals& globals, const PushOptions& options, Diagnostics& diagnostics) {
  const std::optional<Hazards> allowed = read_hazards(options.allow, diagnostics);
  if (!allowed) return kBadCall;
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<Target> target = target_of(globals, options, project->config, diagnostics);
  if (!target) return kFailed;
  if (!options.dry_run && !demand_unprotected(target->environment, diagnostics)) return kRefused;
  try {
    return push(globals, options, *project, *target, *allowed, diagnostics);
  } catch (const plan::CannotPlan& cannot) {
    diagnostics.error(Code::cannot_plan, {}, cannot.what());
    return kFailed;
  }
}

}  // namespace

void add_push(CLI::App& db, Globals& globals, Run& run) {
  const auto options = std::make_shared<PushOptions>();
  CLI::App* const verb = db.add_subcommand("push", "make a database what the schema says, without a migration");
  verb->footer(
      "Examples:\n"
      "  schemac db push                              the environment's database\n"
      "  schemac db push staging --dry-run            print the SQL, run nothing\n"
      "  schemac db push --allow=deletes-data         go on where data is lost");
  CLI::Option* const environment = verb->add_option("ENV", options->environment, "an environment of schemac.toml");
  verb->add_option("--url", options->url, "the database, instead of an environment's")->excludes(environment);
  verb->add_option("--allow", options->allow, "hazards to go on with, by name")->delimiter(',');
  verb->add_flag("--dry-run", options->dry_run, "print the SQL, run nothing");
  add_form_option(*verb, options->offline);
  add_plan_options(*verb, options->renames, options->server_url);
  on_call(*verb, options, push_schema, globals, run);
}

}  // namespace schemac::cli
