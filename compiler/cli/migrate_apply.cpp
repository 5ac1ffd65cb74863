// `migrate up`, `down`, `to` and `redo`: the verbs that change a database. One deployer at a time; what a run that died
// has left is finished first.
#include "cli/migrate_apply.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/by_hand.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/script_policy.hpp"
#include "prove/ready.hpp"
#include "server/error.hpp"

namespace schemac::cli {
namespace {

using migration::StatusLine;

/// What is pending, up to the goal; nothing where the history does not fit the database.
std::vector<StatusLine> pending(const Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<StatusLine> all = deployment.status();
  demand_consistent(all, deployment.project.config.migrations, diagnostics);
  std::vector<StatusLine> lines;
  for (const StatusLine& line : all) {
    const bool open = line.state == migration::State::pending || line.state == migration::State::unfinished;
    if (open && (!options.goal || line.migration->number <= *options.goal)) lines.push_back(line);
  }
  if (options.steps > 0 && lines.size() > static_cast<std::size_t>(options.steps))
    lines.resize(static_cast<std::size_t>(options.steps));
  return lines;
}

/// The last `count` migrations that are applied, the newest first.
std::vector<StatusLine> newest(const Deployment& deployment, std::size_t count, Diagnostics& diagnostics) {
  std::vector<StatusLine> lines;
  const std::vector<StatusLine> all = deployment.status();
  for (auto line = all.rbegin(); line != all.rend() && lines.size() < count; ++line)
    if (line->applied != nullptr) lines.push_back(*line);
  std::vector<StatusLine> edited;
  for (const StatusLine& line : lines)
    if (line.state == migration::State::edited) edited.push_back(line);
  demand_consistent(edited, deployment.project.config.migrations, diagnostics);
  return lines;
}

ScriptPolicy policy_of(Deployment& deployment, const MigrateOptions& options) {
  return {deployment.project.config.policy, options.allowed, deployment.target.environment,
          sizes_in(deployment.connection)};
}

/// What has begun has been decided upon. Where nothing is, nothing can be lost and nobody waits: a history that made
/// and dropped things long ago runs through on a new database.
/// @param seen by number, what stands in the place of ways up
bool ways_up_allowed(Deployment& deployment, const std::vector<StatusLine>& lines, const MigrateOptions& options,
                     Diagnostics& diagnostics, const std::map<int, sql::Script>& seen = {}) {
  if (deployment.applied.empty() && holds_nothing(deployment.connection)) return true;
  const ScriptPolicy policy = policy_of(deployment, options);
  Spared spared;
  bool allowed = true;
  for (const StatusLine& line : lines) {
    if (line.applied != nullptr) continue;
    const sql::Script& up = as_seen(*deployment.find(line.migration->number), seen);
    allowed = demand_script_allowed(up, line.folder(), policy, spared, diagnostics) && allowed;
  }
  for (const std::string& each : spared) say(deployment.project.globals, each);
  return allowed;
}

/// What the statements that people wrote do, seen on the private server, where one can be had.
std::map<int, sql::Script> seen_of(const Deployment& deployment, const std::vector<StatusLine>& lines) {
  const auto unseen = [&](const StatusLine& line) { return is_unseen(deployment.find(line.migration->number)->up); };
  if (std::none_of(lines.begin(), lines.end(), unseen)) return {};
  try {
    Diagnostics found;
    const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(deployment.project.config, "", found);
    if (scratch) return see_by_hand(deployment.history, lines.front().migration->number - 1, *scratch);
  } catch (const server::BinariesNotFound&) {  // said below
  }
  say(deployment.project.globals,
      "what these statements take and do was not measured: there is no server to run them on");
  return {};
}

/// Takes these migrations back, the newest first.
int take_all_back(Deployment& deployment, const std::vector<StatusLine>& lines, const MigrateOptions& options,
                  const std::string& again, Diagnostics& diagnostics) {
  for (const StatusLine& line : lines) {
    const std::optional<sql::Script> script = way_down(deployment, line, diagnostics);
    if (!script) return kFailed;
    if (!demand_way_back_allowed(*script, line.folder(), policy_of(deployment, options), diagnostics)) return kRefused;
  }
  for (const StatusLine& line : lines)
    if (!take_back(deployment, line, again, diagnostics)) return kFailed;
  return kOk;
}

/// The applied migrations above `goal`, the newest first.
std::size_t count_above(const Deployment& deployment, int goal) {
  return static_cast<std::size_t>(std::count_if(deployment.applied.begin(), deployment.applied.end(),
                                                [&](const auto& line) { return line.number > goal; }));
}

}  // namespace

int apply_pending(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<StatusLine> lines = pending(deployment, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  if (!options.plan_file.empty() && !demand_planned(deployment, lines, options.plan_file, diagnostics))
    return kStatesDiffer;
  if (!ways_up_allowed(deployment, lines, options, diagnostics)) return kRefused;
  for (const StatusLine& line : lines)
    if (!apply(deployment, line, "schemac migrate up", diagnostics)) return kFailed;
  say(deployment.project.globals,
      lines.empty() ? "nothing to do: every migration is applied" : fmt::format("{} applied", lines.size()));
  return kOk;
}

int take_back_newest(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<StatusLine> lines = newest(deployment, static_cast<std::size_t>(options.steps), diagnostics);
  if (lines.empty()) diagnostics.error(Code::nothing_to_do, {}, "no migration is applied");
  if (diagnostics.has_errors()) return kFailed;
  return take_all_back(deployment, lines, options, "schemac migrate down", diagnostics);
}

int take_back_and_apply(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<StatusLine> lines = newest(deployment, static_cast<std::size_t>(options.steps), diagnostics);
  if (lines.empty()) diagnostics.error(Code::nothing_to_do, {}, "no migration is applied");
  for (const StatusLine& line : lines) {
    if (line.migration != nullptr) continue;
    diagnostics.error(
        Code::migration_missing, {},
        fmt::format("the files of `{}` are missing: it could be taken back, not applied again", line.folder()));
  }
  if (diagnostics.has_errors()) return kFailed;
  const int status = take_all_back(deployment, lines, options, "schemac migrate down", diagnostics);
  if (status != kOk) return status;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (!apply(deployment, {migration::State::pending, line->migration, nullptr}, "schemac migrate up", diagnostics))
      return kFailed;
  return kOk;
}

int go_to(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const int goal = *options.goal;
  const std::string again = fmt::format("schemac migrate to {}", goal);
  const std::vector<StatusLine> above = newest(deployment, count_above(deployment, goal), diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const int status = take_all_back(deployment, above, options, again, diagnostics);
  if (status != kOk) return status;
  deployment.applied = migration::read_journal(deployment.connection);
  const std::vector<StatusLine> lines = pending(deployment, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  if (!ways_up_allowed(deployment, lines, options, diagnostics)) return kRefused;
  for (const StatusLine& line : lines)
    if (!apply(deployment, line, again, diagnostics)) return kFailed;
  if (above.empty() && lines.empty())
    say(deployment.project.globals, fmt::format("nothing to do: the database is at {:04}", goal));
  return kOk;
}

int print_pending(Deployment& deployment, const MigrateOptions& options, Diagnostics& diagnostics) {
  const std::vector<StatusLine> lines = pending(deployment, options, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const std::map<int, sql::Script> seen = seen_of(deployment, lines);
  sql::Script all;
  for (const StatusLine& line : lines) {
    const history::Migration& migration = *deployment.find(line.migration->number);
    const std::string text = with_lines_seen(migration.up_text, migration.up, as_seen(migration, seen));
    print_out(deployment.project.globals.json ? dumped({{"migration", line.folder()}, {"sql", text}}, -1) : text);
    if (line.applied != nullptr) continue;  // it is in the midst of its statements
    all.batches.insert(all.batches.end(), migration.up.batches.begin(), migration.up.batches.end());
  }
  const bool allowed = ways_up_allowed(deployment, lines, options, diagnostics, seen);
  if (!prove::demand_ready(deployment.connection, all, diagnostics)) return kFailed;
  return allowed ? kOk : kRefused;
}

}  // namespace schemac::cli
