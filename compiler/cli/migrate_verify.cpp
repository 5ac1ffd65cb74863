// `migrate verify`: the whole history, proved on the private server, and what a database has of it. Writes nothing.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/migrate_drift.hpp"
#include "cli/migrate_verbs.hpp"
#include "prove/each_way.hpp"
#include "prove/prove.hpp"

namespace schemac::cli {
namespace {

struct VerifyOptions {
  std::string server_url;
  bool no_database = false;
};

std::vector<prove::Ways> ways_of(const history::History& history, const Config& config) {
  std::vector<prove::Ways> ways;
  for (const history::Migration& each : history)
    ways.push_back({each.folder(), &each.up, &each.down, {(config.migrations / each.folder()).string(), 0, 0}});
  return ways;
}

/// How many of the migrations the database has whole; they are the first ones, or something was said before.
std::size_t applied_of(const Deployment& deployment) {
  std::size_t count = 0;
  for (const migration::StatusLine& line : deployment.status())
    if (line.state == migration::State::applied) ++count;
  return count;
}

int verify_database(Deployment& deployment, const std::vector<catalog::Reading>& states, Diagnostics& diagnostics) {
  demand_consistent(deployment.status(), deployment.project.config.migrations, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const std::size_t applied = applied_of(deployment);
  const std::vector<diff::Change> drift = drift_from(states[applied].schema, deployment.connection);
  report_drift(drift, deployment.target.environment.name, diagnostics);
  if (!drift.empty()) return kStatesDiffer;
  say(deployment.project.globals, fmt::format("`{}` is what {} of {} migrations give",
                                              deployment.target.environment.name, applied, states.size() - 1));
  return kOk;
}

int verify(const Globals& globals, const VerifyOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  Diagnostics found;
  const history::History history = history::read(project->config.migrations, found);
  diagnostics.append(found);
  if (found.has_errors()) return kFailed;
  const std::optional<snapshot::Snapshot> snapshot = read_snapshot(project->config, history, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(project->config, options.server_url, diagnostics);
  if (!scratch) return kFailed;
  if (snapshot) scratch->ensure_roles(snapshot->schema);
  const auto states = prove::each_way(ways_of(history, project->config), *scratch, diagnostics);
  if (!states) return kFailed;
  const bool same_major = snapshot && snapshot->server_major == states->back().server_version / 10000;
  if (same_major && !prove::demand_equal(snapshot->schema, states->back().schema, Code::snapshot_mismatch,
                                         {project->config.snapshot.string(), 0, 0},
                                         "the migrations do not give this snapshot", diagnostics))
    return kFailed;
  say(globals, fmt::format("{} proved up and down", counted(history.size(), "migration", "migrations")));
  if (options.no_database) return kOk;
  const std::unique_ptr<Deployment> deployment = open_deployment(globals, *project, history, diagnostics);
  return deployment ? verify_database(*deployment, *states, diagnostics) : kFailed;
}

}  // namespace

void add_migrate_verify(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* const verb =
      migrate.add_subcommand("verify", "prove every migration up and down, and the database by them");
  verb->footer(
      "Examples:\n"
      "  schemac migrate verify\n"
      "  schemac --env production migrate verify      exits 4 where somebody changed it by hand\n"
      "  schemac migrate verify --no-database         the history alone: for CI");
  verb->add_flag("--no-database", options->no_database, "the history alone");
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  on_call(*verb, options, verify, globals, run);
}

}  // namespace schemac::cli
