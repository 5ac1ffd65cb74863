// `migrate verify`: the whole history, proved on the private server, and what a database has of it. Writes nothing.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/history_proof.hpp"
#include "cli/migrate_verbs.hpp"

namespace schemac::cli {
namespace {

struct VerifyOptions {
  std::string server_url;
  bool no_database = false;
};

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
  const auto states = prove_history(*project, history, snapshot, *scratch, diagnostics);
  if (!states) return kFailed;
  say(globals, fmt::format("{} proved up and down", counted(history.size(), "migration", "migrations")));
  if (options.no_database) return kOk;
  const std::unique_ptr<Deployment> deployment = open_deployment(globals, *project, history, diagnostics);
  return deployment ? demand_recorded(*deployment, *states, diagnostics) : kFailed;
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
