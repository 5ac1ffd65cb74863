#include "cli/evolve.hpp"

#include <fmt/format.h>

#include "cli/version.hpp"
#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "elaborate/elaborate.hpp"
#include "history/migration.hpp"
#include "plan/plan.hpp"
#include "prove/prove.hpp"

namespace schemac::cli {
namespace {

Evolution ended(ExitStatus status) {
  Evolution evolution;
  evolution.status = status;
  return evolution;
}

/// The state that the migrations on disk really give; it must be what the snapshot says, unless another major spelled
/// that.
std::optional<prove::Replayed> replay(const history::History& history,
                                      const std::optional<snapshot::Snapshot>& snapshot, const Config& config,
                                      elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  if (snapshot) scratch.ensure_roles(snapshot->schema);
  std::vector<const sql::Script*> scripts;
  for (const history::Migration& migration : history) scripts.push_back(&migration.up);
  std::optional<prove::Replayed> replayed = prove::replay(scripts, scratch, diagnostics);
  if (!replayed || !snapshot || snapshot->server_major != replayed->reading.server_version / 10000) return replayed;
  const bool equal =
      prove::demand_equal(snapshot->schema, replayed->reading.schema, Code::snapshot_mismatch,
                          {config.snapshot.string(), 0, 0}, "the migrations do not give this snapshot", diagnostics);
  if (!equal) return std::nullopt;
  return replayed;
}

snapshot::Snapshot snapshot_of(const catalog::Reading& reading, const model::Declared& declared) {
  snapshot::Snapshot snapshot;
  snapshot.schema = reading.schema;
  snapshot.tool_version = kVersion;
  snapshot.server_major = reading.server_version / 10000;
  snapshot.source_hash = declared.hash;
  return snapshot;
}

struct Plans {
  plan::Plan up, down;
};

std::optional<Plans> make_plans(const diff::Difference& difference, const model::SourceMap& places,
                                Diagnostics& diagnostics) {
  try {
    return Plans{plan::make(difference), plan::make(diff::inverse(difference))};
  } catch (const plan::CannotPlan& cannot) {
    const auto place = places.find(cannot.object());
    diagnostics.error(Code::cannot_plan, place == places.end() ? Place{} : place->second, cannot.what()).hint =
        "write this step by hand in a migration of its own";
    return std::nullopt;
  }
}

std::string chosen_name(const EvolveOptions& options, const diff::Difference& difference, bool first) {
  return options.name.empty() ? migration_name(difference, first) : history::slug(options.name);
}

/// Plans, weighs and proves the way from `replayed` to `after`.
Evolution migrate_to(const catalog::Reading& after, prove::Replayed& replayed, const history::History& history,
                     const Project& project, const model::Declared& declared, const EvolveOptions& options,
                     Diagnostics& diagnostics) {
  const std::optional<diff::Difference> difference = decide_renames(
      replayed.reading.schema, after.schema, declared.renames, options.renames, project.globals, diagnostics);
  if (!difference) {
    const bool undecided = diagnostics.list().back().code == Code::rename_undecided;
    return ended(undecided ? kDecisionNeeded : kBadCall);
  }
  Evolution evolution;
  if (!difference->changes.empty()) {
    const std::optional<Plans> plans = make_plans(*difference, declared.places, diagnostics);
    if (!plans) return ended(kFailed);
    Hazards allowed = project.config.allowed;
    allowed.insert(options.allowed.begin(), options.allowed.end());
    if (!demand_allowed(plans->up, allowed, diagnostics)) return ended(kRefused);
    evolution.up = sql::script(plans->up);
    const history::Migration migration = history::next(history, chosen_name(options, *difference, history.empty()),
                                                       evolution.up, sql::script(plans->down));
    if (!prove::both_ways(replayed, migration.up, migration.down, after.schema, diagnostics)) return ended(kFailed);
    evolution.folder = migration.folder();
    evolution.files = history::append(project.config.migrations, history, migration);
  }
  evolution.files.write(project.config.snapshot, snapshot::write(snapshot_of(after, declared)));
  return evolution;
}

}  // namespace

bool demand_allowed(const plan::Plan& plan, const Hazards& allowed, Diagnostics& diagnostics) {
  bool all = true;
  for (const plan::Batch& batch : plan.batches) {
    for (const plan::Step& step : batch.steps) {
      for (const plan::Hazard& hazard : step.hazards) {
        if (allowed.contains(hazard.kind)) continue;
        diagnostics
            .error(Code::hazard_refused, {},
                   fmt::format("`{}`: {} ({})", diff::describe(step.change), hazard.detail, plan::name_of(hazard.kind)))
            .hint = fmt::format("`--allow={}` goes on", plan::name_of(hazard.kind));
        all = false;
      }
    }
  }
  return all;
}

void warn_unmodelled(const std::vector<catalog::Unmodelled>& unmodelled, const std::string& where,
                     Diagnostics& diagnostics) {
  for (const catalog::Unmodelled& object : unmodelled)
    diagnostics.warning(
        Code::unmodelled, {},
        fmt::format("{} `{}` in {} is not managed: it is left as it is", object.kind, object.name, where));
}

Evolution evolve(const Project& project, const model::Declared& declared, const EvolveOptions& options,
                 Diagnostics& diagnostics) {
  const Config& config = project.config;
  if (!options.name.empty() && history::slug(options.name).empty()) {
    diagnostics.error(Code::bad_usage, {}, fmt::format("`--name {}` leaves nothing for a folder's name", options.name))
        .hint = "letters and digits, as in `--name add_notes`";
    return ended(kBadCall);
  }
  const history::History history = history::read(config.migrations, diagnostics);
  const std::optional<snapshot::Snapshot> snapshot = read_snapshot(config, history, diagnostics);
  if (diagnostics.has_errors()) return ended(kFailed);

  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(config, options.server_url, diagnostics);
  if (!scratch) return ended(kFailed);
  const std::optional<catalog::Reading> after = elaborate::elaborate(declared, *scratch, diagnostics);
  if (!after) return ended(kFailed);
  warn_unmodelled(after->unmodelled, "the schema", diagnostics);
  std::optional<prove::Replayed> replayed = replay(history, snapshot, config, *scratch, diagnostics);
  if (!replayed) return ended(kFailed);
  return migrate_to(*after, *replayed, history, project, declared, options, diagnostics);
}

}  // namespace schemac::cli
