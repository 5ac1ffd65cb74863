#include "cli/migrate_deployment.hpp"

#include <future>

#include <fmt/format.h>

#include "history/runnable.hpp"
#include "prove/ready.hpp"

namespace schemac::cli {
namespace {

migration::Site site_of(Deployment& deployment) {
  return {deployment.connection, deployment.target.url, deployment.options, deployment.terminal.listener()};
}

/// The end of a run that did not come to its end, told.
template <class Work>
bool carried_out(Deployment& deployment, const std::string& folder, const std::string& again, Diagnostics& diagnostics,
                 Work work) {
  try {
    work();
    deployment.terminal.finish_line();
    return true;
  } catch (const migration::MigrationFailed& failed) {
    deployment.terminal.finish_line();
    report_failure(failed, folder, again, diagnostics);
  } catch (const runtime::ConnectionFailure& failure) {
    deployment.terminal.finish_line();
    report_cut(failure, folder, again, diagnostics);
  }
  return false;
}

std::unique_ptr<Deployment> deployment_of(const Globals& globals, const Project& project, history::History history,
                                          Target target, runtime::Connection connection) {
  std::vector<migration::Migration> migrations = history::runnable(history);
  std::vector<migration::Applied> applied = migration::with_replaced(migrations, migration::read_journal(connection));
  const migration::Options options = project.config.deploy;
  return std::make_unique<Deployment>(Deployment{project, std::move(history), std::move(migrations), std::move(target),
                                                 std::move(connection), std::move(applied), options,
                                                 Terminal(globals)});
}

}  // namespace

const history::Migration* Deployment::find(int number) const {
  for (const history::Migration& each : history)
    if (each.number == number) return &each;
  return nullptr;
}

std::unique_ptr<Deployment> open_deployment(const Globals& globals, Diagnostics& diagnostics) {
  std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return nullptr;
  std::optional<Target> target = find_direct_target(project->config, globals.environment, diagnostics);
  if (!target) return nullptr;
  auto reaching = std::async(std::launch::async, [&] { return runtime::Connection(target->url); });
  Diagnostics found;
  history::History history = history::read(project->config.migrations, found);
  diagnostics.append(found);
  if (found.has_errors()) return nullptr;
  return deployment_of(globals, *project, std::move(history), std::move(*target), reaching.get());
}

std::unique_ptr<Deployment> open_deployment(const Globals& globals, const Project& project, history::History history,
                                            Diagnostics& diagnostics) {
  std::optional<Target> target = find_direct_target(project.config, globals.environment, diagnostics);
  if (!target) return nullptr;
  runtime::Connection connection(target->url);
  return deployment_of(globals, project, std::move(history), std::move(*target), std::move(connection));
}

Turn::Turn(Deployment& deployment)
    : lock_((migration::demand_one_session(deployment.connection, deployment.target.url), deployment.connection),
            deployment.options.patience, deployment.terminal.listener()) {
  migration::ensure_journal(deployment.connection);
  migration::record_replaced(deployment.connection, deployment.migrations);
  deployment.applied = migration::read_journal(deployment.connection);
}

bool apply(Deployment& deployment, const migration::StatusLine& line, const std::string& again,
           Diagnostics& diagnostics) {
  const migration::Migration& migration = *line.migration;
  if (line.applied != nullptr && line.applied->direction == migration::Direction::down) {
    diagnostics
        .error(Code::migration_failed, {},
               fmt::format("`{}` was being taken back when a run ended", migration.folder()))
        .hint = "`schemac migrate down` takes back what is left; then `schemac migrate up` applies it anew";
    return false;
  }
  const bool begins = line.applied == nullptr;
  if (begins && !prove::demand_ready(deployment.connection, deployment.find(migration.number)->up, diagnostics))
    return false;
  say(deployment.project.globals, fmt::format("{} {}", begins ? "applying" : "resuming", migration.folder()));
  return carried_out(deployment, migration.folder(), again, diagnostics,
                     [&] { migration::apply_up(site_of(deployment), migration, line.applied); });
}

std::optional<sql::Script> way_down(const Deployment& deployment, const migration::StatusLine& line,
                                    Diagnostics& diagnostics) {
  if (line.migration != nullptr) return deployment.find(line.migration->number)->down;
  Diagnostics found;
  sql::Script script =
      sql::read(line.applied->down_text, line.applied->folder() + "/down.sql (kept by the database)", found);
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return script;
}

bool take_back(Deployment& deployment, const migration::StatusLine& line, const std::string& again,
               Diagnostics& diagnostics) {
  if (line.applied->direction == migration::Direction::up && !line.applied->complete()) {
    diagnostics.error(Code::migration_failed, {}, fmt::format("`{}` was being applied when a run ended", line.folder()))
        .hint = fmt::format(
        "`schemac migrate up` applies what is left; then it can be taken back. Where its SQL fails, mend what has not "
        "run yet and `schemac migrate repair`, or take back by hand what has and `schemac migrate repair --undone {}`",
        line.folder());
    return false;
  }
  const std::optional<sql::Script> script = way_down(deployment, line, diagnostics);
  if (!script) return false;
  const bool begins = line.applied->direction == migration::Direction::up;
  if (begins && !prove::demand_ready(deployment.connection, *script, diagnostics)) return false;
  say(deployment.project.globals, fmt::format("taking back {}", line.folder()));
  return carried_out(deployment, line.folder(), again, diagnostics,
                     [&] { migration::apply_down(site_of(deployment), *line.applied, history::runnable(*script)); });
}

}  // namespace schemac::cli
