// A program brings its own database up to date when it starts: the migrations that schemac_embed_migrations() put into
// it are carried out by the same executor as `schemac migrate up`, one deployer at a time. Not here: ways down, checks
// of rows before a statement, policy; whoever wants those deploys with the tool.
#pragma once

#include <schemac/runtime/error.hpp>
#include <schemac/runtime/migration/deploy.hpp>
#include <schemac/runtime/migration/events.hpp>
#include <schemac/runtime/migration/migration.hpp>
#include <string>
#include <vector>

namespace schemac::runtime::migration {

/// The database has what these migrations do not lead to: one that was edited since, or that they do not have (the
/// program is older than its database), or one was being taken back. what() names it. Nothing was run.
class HistoryConflict : public Error {
 public:
  using Error::Error;
};

/// Applies what the database lacks of `migrations`, which are in the order of their numbers, and finishes what a run
/// that died has left. Another program that does the same is waited for, up to `options.patience`; it leaves nothing to
/// do.
/// @param url of the server itself, not of a pooler
/// @returns how many migrations were applied or finished
/// @throws HistoryConflict, DeployLockBusy, PoolerBetween, MigrationFailed, ConnectionFailure
int deploy(const std::string& url, const std::vector<Migration>& migrations, const Options& options = {},
           const OnEvent& on_event = {});

}  // namespace schemac::runtime::migration
