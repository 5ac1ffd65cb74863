#include "cli/history_proof.hpp"

#include <fmt/format.h>

#include "cli/migrate_drift.hpp"

namespace schemac::cli {
namespace {

/// How many of the migrations the database has whole; they are the first ones, or something was said before.
std::size_t applied_of(const Deployment& deployment) {
  std::size_t count = 0;
  for (const migration::StatusLine& line : deployment.status())
    if (line.state == migration::State::applied) ++count;
  return count;
}

}  // namespace

std::optional<prove::Replayed> replay_history(const history::History& history, elaborate::Scratch& scratch,
                                              Diagnostics& diagnostics) {
  std::vector<const sql::Script*> scripts;
  for (const history::Migration& each : history) scripts.push_back(&each.up);
  return prove::replay(scripts, scratch, diagnostics);
}

std::vector<prove::Ways> ways_of(const history::History& history, const std::filesystem::path& folder) {
  std::vector<prove::Ways> ways;
  for (const history::Migration& each : history)
    ways.push_back({each.folder(), &each.up, &each.down, {(folder / each.folder()).string(), 0, 0}});
  return ways;
}

std::optional<std::vector<catalog::Reading>> prove_history(const Project& project, const history::History& history,
                                                           const std::optional<snapshot::Snapshot>& snapshot,
                                                           elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  if (snapshot) scratch.ensure_roles(snapshot->schema);
  auto states = prove::each_way(ways_of(history, project.config.migrations), scratch, diagnostics);
  const bool same_major = states && snapshot && snapshot->server_major == states->back().server_version / 10000;
  if (same_major && !prove::demand_equal(snapshot->schema, states->back().schema, Code::snapshot_mismatch,
                                         {project.config.snapshot.string(), 0, 0},
                                         "the migrations do not give this snapshot", diagnostics))
    return std::nullopt;
  return states;
}

ExitStatus demand_recorded(Deployment& deployment, const std::vector<catalog::Reading>& states,
                           Diagnostics& diagnostics) {
  Diagnostics found;
  demand_consistent(deployment.status(), deployment.project.config.migrations, found);
  diagnostics.append(found);
  if (found.has_errors()) return kFailed;
  const std::size_t applied = applied_of(deployment);
  const std::vector<diff::Change> drift = drift_from(states[applied].schema, deployment.connection);
  report_drift(drift, deployment.target.environment.name, diagnostics, kDriftHint);
  if (!drift.empty()) return kStatesDiffer;
  say(deployment.project.globals, fmt::format("`{}` is what {} of {} migrations give",
                                              deployment.target.environment.name, applied, states.size() - 1));
  return kOk;
}

}  // namespace schemac::cli
