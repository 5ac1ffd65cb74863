// What the verbs of `migrate` that touch a database start with: the history, the database, how they stand to each
// other, and the executor of the runtime library with words for what it does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/hazards.hpp"
#include "cli/migrate_report.hpp"
#include "cli/project.hpp"
#include "cli/target.hpp"
#include "cli/terminal.hpp"
#include "history/migration.hpp"
#include "schemac/runtime/migration/deploy.hpp"
#include "schemac/runtime/migration/deploy_lock.hpp"
#include "schemac/runtime/migration/status.hpp"

namespace schemac::cli {

namespace migration = runtime::migration;

struct Deployment {
  Project project;
  history::History history;
  std::vector<migration::Migration> migrations;  ///< The same, as the executor takes them.
  Target target;
  runtime::Connection connection;
  std::vector<migration::Applied> applied;
  migration::Options options;
  Terminal terminal;

  [[nodiscard]] std::vector<migration::StatusLine> status() const { return migration::status(migrations, applied); }
  [[nodiscard]] const history::Migration* find(int number) const;
};

/// Reads the history and connects. Throws runtime::Error.
[[nodiscard]] std::unique_ptr<Deployment> open_deployment(const Globals& globals, Diagnostics& diagnostics);

/// The same with a history that was read otherwise.
[[nodiscard]] std::unique_ptr<Deployment> open_deployment(const Globals& globals, const Project& project,
                                                          history::History history, Diagnostics& diagnostics);

/// Has the database for this run alone while it lives: the lock is held, the journal is there and read anew.
class Turn {
 public:
  /// Throws migration::DeployLockBusy, migration::PoolerBetween.
  explicit Turn(Deployment& deployment);

 private:
  migration::DeployLock lock_;
};

/// Applies a migration, or what is left of it. False: the diagnostics say why. `again` is the command that goes on.
[[nodiscard]] bool apply(Deployment& deployment, const migration::StatusLine& line, const std::string& again,
                         Diagnostics& diagnostics);
/// Takes a migration back, or what is left of it.
[[nodiscard]] bool take_back(Deployment& deployment, const migration::StatusLine& line, const std::string& again,
                             Diagnostics& diagnostics);

/// The way down: of the files where they are there, else of what the database kept.
[[nodiscard]] std::optional<sql::Script> way_down(const Deployment& deployment, const migration::StatusLine& line,
                                                  Diagnostics& diagnostics);

}  // namespace schemac::cli
