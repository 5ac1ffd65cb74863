// `schemac migrate`: the history on disk, carried out on a database. One deployer at a time; each batch is a
// transaction together with its line in the ledger, so that a run that dies goes on where it stopped.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "cli/commands.hpp"
#include "cli/migrate_report.hpp"
#include "cli/project.hpp"
#include "cli/target.hpp"
#include "history/apply.hpp"
#include "history/deploy_lock.hpp"
#include "history/status.hpp"
#include "sql/secrets.hpp"

namespace schemac::cli {
namespace {

struct MigrateOptions {
  int steps = 0;  ///< up: at most so many, 0 all; down and redo: so many.
  bool dry_run = false;
  int wait_seconds = 60;
  std::vector<std::string> allow;
  Hazards allowed;  ///< What `allow` names.
};

/// What every verb of migrate starts with: the history, the database, and how they stand to each other.
struct Deployment {
  Project project;
  history::History history;
  Target target;
  runtime::Connection connection;
  std::vector<history::Applied> applied;
};

std::unique_ptr<Deployment> open(const Globals& globals, Diagnostics& diagnostics) {
  std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return nullptr;
  Diagnostics found;
  history::History history = history::read(project->config.migrations, found);
  diagnostics.append(found);
  if (found.has_errors()) return nullptr;
  std::optional<Target> target = find_target(project->config, globals.environment, diagnostics);
  if (!target) return nullptr;
  runtime::Connection connection(target->url);
  std::vector<history::Applied> applied = history::read_ledger(connection);
  return std::make_unique<Deployment>(Deployment{std::move(*project), std::move(history), std::move(*target),
                                                 std::move(connection), std::move(applied)});
}

history::OnStatement teller(const Globals& globals) {
  return [&globals](const sql::Statement& statement) {
    if (globals.verbose) say(globals, fmt::format("    {}", sql::without_secrets(statement.text)));
  };
}

bool apply(Deployment& deployment, const history::StatusLine& line, Diagnostics& diagnostics) {
  const Globals& globals = deployment.project.globals;
  const history::Migration& migration = *line.migration;
  if (line.applied != nullptr && line.applied->direction == history::Direction::down) {
    diagnostics
        .error(Code::migration_failed, {},
               fmt::format("`{}` was being taken back when a run ended", migration.folder()))
        .hint = "`schemac migrate down` takes back what is left; then `schemac migrate up` applies it anew";
    return false;
  }
  say(globals, fmt::format("{} {}", line.applied == nullptr ? "applying" : "resuming", migration.folder()));
  try {
    history::apply_up(deployment.connection, migration, line.applied, teller(globals));
    return true;
  } catch (const history::MigrationFailed& failed) {
    report_failure(failed, migration.folder(), "schemac migrate up", diagnostics);
    return false;
  }
}

/// The way down: of the files where they are there, else of what the database kept.
std::optional<sql::Script> way_down(const history::StatusLine& line, Diagnostics& diagnostics) {
  if (line.migration != nullptr) return line.migration->down;
  Diagnostics found;
  sql::Script script =
      sql::read(line.applied->down_text, line.applied->folder() + "/down.sql (kept by the database)", found);
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return script;
}

bool take_back(Deployment& deployment, const history::StatusLine& line, Diagnostics& diagnostics) {
  const Globals& globals = deployment.project.globals;
  if (line.applied->direction == history::Direction::up && !line.applied->complete()) {
    diagnostics.error(Code::migration_failed, {}, fmt::format("`{}` was being applied when a run ended", line.folder()))
        .hint = "`schemac migrate up` applies what is left; then it can be taken back";
    return false;
  }
  const std::optional<sql::Script> script = way_down(line, diagnostics);
  if (!script) return false;
  say(globals, fmt::format("taking back {}", line.folder()));
  try {
    history::apply_down(deployment.connection, *line.applied, *script, teller(globals));
    return true;
  } catch (const history::MigrationFailed& failed) {
    report_failure(failed, line.folder(), "schemac migrate down", diagnostics);
    return false;
  }
}

int status(const Globals& globals, Diagnostics& diagnostics) {
  const std::unique_ptr<Deployment> deployment = open(globals, diagnostics);
  if (!deployment) return kFailed;
  const std::vector<history::StatusLine> lines = history::status(deployment->history, deployment->applied);
  print_out(globals.json ? status_json(lines) : status_text(lines));
  history::demand_consistent(lines, deployment->project.config.migrations, diagnostics);
  return diagnostics.has_errors() ? kFailed : kOk;
}

std::vector<history::StatusLine> pending(const Deployment& deployment, const MigrateOptions& options,
                                         Diagnostics& diagnostics) {
  const std::vector<history::StatusLine> all = history::status(deployment.history, deployment.applied);
  history::demand_consistent(all, deployment.project.config.migrations, diagnostics);
  std::vector<history::StatusLine> lines;
  for (const history::StatusLine& line : all)
    if (line.state == history::State::pending || line.state == history::State::unfinished) lines.push_back(line);
  if (options.steps > 0 && lines.size() > static_cast<std::size_t>(options.steps))
    lines.resize(static_cast<std::size_t>(options.steps));
  return lines;
}

int apply_pending(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const Globals& globals = deployment.project.globals;
  const std::vector<history::StatusLine> lines = pending(deployment, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  for (const history::StatusLine& line : lines)
    if (!scripts_allowed(line.migration->up, line.folder(), deployment.target.environment, options.allowed,
                         diagnostics))
      return kRefused;
  for (const history::StatusLine& line : lines)
    if (!apply(deployment, line, diagnostics)) return kFailed;
  say(globals, lines.empty() ? "nothing to do: every migration is applied" : fmt::format("{} applied", lines.size()));
  return kOk;
}

/// The last `count` migrations that are applied, the newest first.
std::vector<history::StatusLine> newest(const Deployment& deployment, int count, Diagnostics& diagnostics) {
  std::vector<history::StatusLine> lines;
  const std::vector<history::StatusLine> all = history::status(deployment.history, deployment.applied);
  for (auto line = all.rbegin(); line != all.rend() && lines.size() < static_cast<std::size_t>(count); ++line)
    if (line->applied != nullptr) lines.push_back(*line);
  std::vector<history::StatusLine> edited;
  for (const history::StatusLine& line : lines)
    if (line.state == history::State::edited) edited.push_back(line);
  history::demand_consistent(edited, deployment.project.config.migrations, diagnostics);
  if (lines.empty()) diagnostics.error(Code::nothing_to_do, {}, "no migration is applied");
  return lines;
}

int take_back_newest(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<history::StatusLine> lines = newest(deployment, options.steps, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  for (const history::StatusLine& line : lines) {
    const std::optional<sql::Script> script = way_down(line, diagnostics);
    if (!script) return kFailed;
    if (!scripts_allowed(*script, line.folder(), deployment.target.environment, options.allowed, diagnostics))
      return kRefused;
  }
  for (const history::StatusLine& line : lines)
    if (!take_back(deployment, line, diagnostics)) return kFailed;
  return kOk;
}

int take_back_and_apply(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<history::StatusLine> lines = newest(deployment, options.steps, diagnostics);
  for (const history::StatusLine& line : lines) {
    if (line.migration != nullptr) continue;
    diagnostics.error(
        Code::migration_missing, {},
        fmt::format("the files of `{}` are missing: it could be taken back, not applied again", line.folder()));
  }
  if (diagnostics.has_errors()) return kFailed;
  const int status = take_back_newest(deployment, options, diagnostics);
  if (status != kOk) return status;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (!apply(deployment, {history::State::pending, line->migration, nullptr}, diagnostics)) return kFailed;
  return kOk;
}

int print_pending(const Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<history::StatusLine> lines = pending(deployment, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  for (const history::StatusLine& line : lines) print_out(line.migration->up_text);
  return kOk;
}

/// What up, down and redo do to a database.
using Action = int (*)(Deployment&, const MigrateOptions&, Diagnostics&);

/// Runs `action` while no other deployer can, on the ledger as it is then.
int deploy(const Globals& globals, MigrateOptions options, Action action, Diagnostics& diagnostics) {
  const std::optional<Hazards> allowed = read_hazards(options.allow, diagnostics);
  if (!allowed) return kBadCall;
  options.allowed = *allowed;
  const std::unique_ptr<Deployment> deployment = open(globals, diagnostics);
  if (!deployment) return kFailed;
  if (options.dry_run) return print_pending(*deployment, options, diagnostics);
  const history::DeployLock lock(deployment->connection, std::chrono::seconds(options.wait_seconds),
                                 [&](const std::string& who) { say(globals, who); });
  history::ensure_ledger(deployment->connection);
  deployment->applied = history::read_ledger(deployment->connection);
  return action(*deployment, options, diagnostics);
}

/// A verb that writes. `steps`: how many migrations it takes unasked; 0: all.
std::pair<CLI::App*, std::shared_ptr<MigrateOptions>> add_verb(CLI::App& migrate, const std::string& name,
                                                               const std::string& what, Action action, int steps,
                                                               Globals& globals, Run& run) {
  const auto options = std::make_shared<MigrateOptions>();
  options->steps = steps;
  CLI::App* const app = migrate.add_subcommand(name, what);
  app->add_option("--wait", options->wait_seconds, "seconds to wait for another deployer")->capture_default_str();
  app->add_option("--allow", options->allow, "hazards to go on with in a protected environment")->delimiter(',');
  CLI::Option* const count =
      app->add_option("--steps", options->steps, steps == 0 ? "at most so many migrations" : "so many migrations")
          ->check(CLI::PositiveNumber);
  if (steps > 0) count->capture_default_str();
  app->callback([action, options, &globals, &run] {
    run = reporting(globals, [action, options, &globals](Diagnostics& diagnostics) {
      return deploy(globals, *options, action, diagnostics);
    });
  });
  return {app, options};
}

}  // namespace

void add_migrate(CLI::App& app, Globals& globals, Run& run) {
  CLI::App* const migrate = app.add_subcommand("migrate", "the history: status, up, down, redo");
  migrate->require_subcommand(1);
  migrate->footer(
      "Examples:\n"
      "  schemac migrate status\n"
      "  schemac migrate up --dry-run          print what would run\n"
      "  schemac --env production migrate up\n"
      "  schemac migrate down                  take the last one back");
  CLI::App* const show = migrate->add_subcommand("status", "what is applied and what is pending");
  show->callback([&globals, &run] {
    run = reporting(globals, [&globals](Diagnostics& diagnostics) { return status(globals, diagnostics); });
  });

  const auto [up, for_up] = add_verb(*migrate, "up", "apply what is pending", apply_pending, 0, globals, run);
  up->add_flag("--dry-run", for_up->dry_run, "print the SQL of what is pending, run nothing");
  add_verb(*migrate, "down", "take the last migration back", take_back_newest, 1, globals, run);
  add_verb(*migrate, "redo", "take the last migration back and apply it again", take_back_and_apply, 1, globals, run);
}

}  // namespace schemac::cli
