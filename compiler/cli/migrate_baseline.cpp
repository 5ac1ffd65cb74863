// `migrate baseline`: a database that was there before its migrations is adopted. It must be what they give; then they
// are written down as applied, and nothing is run.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/bad_call.hpp"
#include "cli/commands.hpp"
#include "cli/history_proof.hpp"
#include "cli/migrate_drift.hpp"
#include "cli/migrate_verbs.hpp"
#include "prove/prove.hpp"
#include "schemac/runtime/transaction.hpp"

namespace schemac::cli {
namespace {

struct BaselineOptions {
  int to = 0;  ///< The last migration that the database has; 0: all.
  std::string server_url;
};

void write_down(Deployment& deployment, std::size_t count) {
  runtime::Transaction transaction(deployment.connection);
  for (std::size_t i = 0; i < count; ++i) {
    const migration::Migration& each = deployment.migrations[i];
    migration::Applied line;
    line.number = each.number;
    line.name = each.name;
    line.checksum = each.checksum;
    line.up_text = each.up_text;
    line.down_text = each.down_text;
    line.batches_done = line.batches_total = static_cast<int>(each.up.batches.size());
    migration::record(transaction, line);
  }
  transaction.commit();
}

int adopt(Deployment& deployment, const BaselineOptions& options, std::size_t count, Diagnostics& diagnostics) {
  const std::unique_ptr<elaborate::Scratch> scratch =
      start_scratch(deployment.project.config, options.server_url, diagnostics);
  if (!scratch) return kFailed;
  const history::History adopted(deployment.history.begin(),
                                 deployment.history.begin() + static_cast<std::ptrdiff_t>(count));
  const std::optional<prove::Replayed> replayed = replay_history(adopted, *scratch, diagnostics);
  if (!replayed) return kFailed;
  const Turn turn(deployment);
  if (!deployment.applied.empty()) {
    diagnostics.error(Code::nothing_to_do, {},
                      fmt::format("the database has a history already: `{}` is its last migration",
                                  deployment.applied.back().folder()));
    return kFailed;
  }
  const std::vector<diff::Change> drift = drift_from(replayed->reading.schema, deployment.connection);
  report_drift(drift, deployment.target.environment.name, diagnostics);
  if (!drift.empty()) return kStatesDiffer;
  write_down(deployment, count);
  say(deployment.project.globals,
      fmt::format("the database has {}: nothing was run", counted(count, "migration", "migrations")));
  return kOk;
}

int baseline(const Globals& globals, const BaselineOptions& options, Diagnostics& diagnostics) {
  const std::unique_ptr<Deployment> deployment = open_deployment(globals, diagnostics);
  if (!deployment) return kFailed;
  const history::History& history = deployment->history;
  const auto last = options.to == 0 ? history.end()
                                    : std::find_if(history.begin(), history.end(),
                                                   [&](const auto& each) { return each.number == options.to; });
  if (history.empty() || (options.to != 0 && last == history.end())) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("there is no migration {:04}", std::max(options.to, 1))).hint =
        "`schemac db pull` writes sources of a database, and `schemac generate` their first migration";
    return kBadCall;
  }
  const auto count = last - history.begin() + (last == history.end() ? 0 : 1);
  return adopt(*deployment, options, static_cast<std::size_t>(count), diagnostics);
}

}  // namespace

void add_migrate_baseline(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<BaselineOptions>();
  CLI::App* const verb = migrate.add_subcommand("baseline", "adopt a database that is older than its migrations");
  verb->footer(
      "Examples:\n"
      "  schemac db pull production && schemac generate --name initial\n"
      "  schemac --env production migrate baseline          it has all migrations; nothing is run\n"
      "  schemac --env production migrate baseline --to 3   it has the first three");
  verb->add_option("--to", options->to, "the last migration that the database has")->check(at_least(1));
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  on_call(*verb, options, baseline, globals, run);
}

}  // namespace schemac::cli
