#include "cli/evolve.hpp"

#include <algorithm>
#include <future>

#include <fmt/format.h>

#include "cli/history_proof.hpp"
#include "cli/policy.hpp"
#include "cli/receipts.hpp"
#include "cli/secrets_in_place.hpp"
#include "cli/target.hpp"
#include "cli/version.hpp"
#include "diff/compare.hpp"
#include "diff/stages.hpp"
#include "diff/subject.hpp"
#include "elaborate/bare_renames.hpp"
#include "elaborate/elaborate.hpp"
#include "elaborate/read_scratch.hpp"
#include "elaborate/rename_marks.hpp"
#include "frontend/write_renames.hpp"
#include "history/migration.hpp"
#include "plan/conversion.hpp"
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
std::optional<prove::Replayed> replay(const history::History& history, std::optional<snapshot::Snapshot> snapshot,
                                      const Config& config, elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  if (snapshot) scratch.ensure_roles(snapshot->schema);
  std::optional<prove::Replayed> replayed = replay_history(history, scratch, diagnostics);
  if (!replayed || !snapshot || snapshot->server_major != replayed->reading.server_version / 10000) return replayed;
  const bool equal =
      prove::demand_equal(snapshot->schema, replayed->reading.schema, Code::snapshot_mismatch,
                          {config.snapshot.string(), 0, 0}, "the migrations do not give this snapshot", diagnostics);
  if (!equal) return std::nullopt;
  return replayed;
}

struct Ends {
  catalog::Reading after;
  prove::Replayed replayed;
  std::optional<model::Secrets> former_secrets;
};

/// What the sources say and what the migrations give, each made in a database of its own. At the same time: with a
/// thousand tables that is most of what there is to do.
std::optional<Ends> make_ends(const model::Declared& declared, const history::History& history,
                              std::optional<snapshot::Snapshot> snapshot, const Project& project,
                              const EvolveOptions& options, elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  elaborate::ensure_roles(declared, scratch);
  std::optional<model::Secrets> former_secrets = snapshot ? snapshot->secrets : std::nullopt;
  Diagnostics of_history;
  std::future<std::optional<prove::Replayed>> replaying = std::async(
      std::launch::async, [&] { return replay(history, std::move(snapshot), project.config, scratch, of_history); });
  std::optional<runtime::Connection> created = elaborate::create(declared, scratch, diagnostics);
  if (!created) return std::nullopt;
  catalog::Reading after = elaborate::read_back(*created, declared);
  tell_unmodelled(project.globals, after.unmodelled, "the schema", diagnostics);
  if (diagnostics.has_errors() || (options.on_created && !options.on_created(*created))) return std::nullopt;
  std::optional<prove::Replayed> replayed = replaying.get();
  diagnostics.append(of_history);
  if (!replayed) return std::nullopt;
  return Ends{std::move(after), std::move(*replayed), std::move(former_secrets)};
}

snapshot::Snapshot snapshot_of(const catalog::Reading& reading, const model::Declared& declared) {
  snapshot::Snapshot snapshot;
  snapshot.schema = reading.schema;
  snapshot.tool_version = kVersion;
  snapshot.server_major = reading.server_version / 10000;
  snapshot.source_hash = declared.hash;
  snapshot.secrets = model::secrets_of(declared);
  return snapshot;
}

struct Plans {
  plan::Plan up, down;
  diff::Difference back;  ///< What `down` carries out.
};

std::optional<Plans> make_plans(diff::Difference difference, const Config& config, const model::SourceMap& places,
                                const EvolveOptions& options, Diagnostics& diagnostics) {
  diff::Difference back = diff::inverse(difference);
  if (!say_conversions(options.conversions.up, difference, diagnostics)) return std::nullopt;
  if (!say_conversions(options.conversions.down, back, diagnostics)) return std::nullopt;
  try {
    return Plans{planned(difference, config.form, options.offline), planned(back, config.form, options.offline), back};
  } catch (const plan::NoCast& refused) {
    const auto place = places.find(refused.object());
    diagnostics.error(Code::cannot_plan, place == places.end() ? Place{} : place->second, refused.what()).hint =
        "say it with `--using TABLE.COLUMN=EXPRESSION`, and for the way down with `--using-down`";
    return std::nullopt;
  } catch (const plan::CannotPlan& cannot) {
    const auto place = places.find(cannot.object());
    diagnostics.error(Code::cannot_plan, place == places.end() ? Place{} : place->second, cannot.what()).hint =
        "write this step by hand in a migration of its own";
    return std::nullopt;
  }
}

/// The name that was given belongs to the first; what follows it goes by its plan.
std::string chosen_name(const EvolveOptions& options, const diff::Difference& difference, const Evolution& evolution,
                        bool first) {
  const bool given = !options.name.empty() && evolution.migrations.empty();
  return given ? history::slug(options.name) : migration_name(difference, first);
}

std::optional<RenameDecision> decide(const catalog::Reading& after, const prove::Replayed& replayed,
                                     const Project& project, const model::Declared& declared,
                                     const EvolveOptions& options, Diagnostics& diagnostics) {
  Diagnostics found;
  const model::Renames said = elaborate::settled(elaborate::renames_of(declared, after.schema, found), declared,
                                                 replayed.reading.schema, after.schema, found);
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return decide_renames(replayed.reading.schema, after.schema, said, options.renames, project.globals, diagnostics);
}

std::size_t count_statements(const sql::Script& script) {
  std::size_t count = 0;
  for (const sql::ScriptBatch& batch : script.batches) count += batch.statements.size();
  return count;
}

/// What all migrations of one call are made with.
struct Maker {
  const Project& project;
  const model::Declared& declared;
  const EvolveOptions& options;
  elaborate::Scratch& scratch;
  prove::Replayed& replayed;
  history::History history;  ///< Grows with each.
};

/// Runs the way again, over rows, in a database of its own: that of the proof stays as it is.
void note_what_is_seen(sql::Script& script, const plan::Plan& plan, const diff::Difference& difference,
                       elaborate::Scratch& scratch, std::vector<prove::Unseeded>& unseeded) {
  const auto measured = measure_from_nothing(scratch, difference, script, unseeded);
  note_receipts(script, plan, difference, measured ? &*measured : nullptr);
}

/// How large the tables of the environment are that --env names; nobody knows where it names none, for whatever there
/// is in `development` says nothing of where the migration is to run.
std::optional<SizeOf> sizes_of_target(const Project& project, Diagnostics& diagnostics) {
  const std::string& name = project.globals.environment;
  if (name.empty() || project.config.policy.safe_below == 0) return SizeOf();
  const std::optional<Target> target = find_direct_target(project.config, name, diagnostics);
  if (!target) return std::nullopt;
  return sizes_in(target->url);
}

/// Whether the policy and --allow let the plan pass; nothing: the environment that was named is none.
std::optional<bool> is_allowed(const plan::Plan& plan, const diff::Difference& difference, const Maker& maker,
                               Diagnostics& diagnostics) {
  const std::optional<SizeOf> size_of = sizes_of_target(maker.project, diagnostics);
  if (!size_of) return std::nullopt;
  Policy policy = maker.project.config.policy;
  policy.allowed.insert(maker.options.allowed.begin(), maker.options.allowed.end());
  Spared spared;
  const bool allowed = demand_allowed(plan, difference, policy, *size_of, spared, diagnostics);
  for (const std::string& line : spared) say(maker.project.globals, line);
  return allowed;
}

/// What `--allow` of this call has let pass is said in the file: whoever runs it need not say it again.
void say_what_allowed(sql::Script& script, const Hazards& by_policy, const Hazards& now) {
  for (sql::ScriptBatch& batch : script.batches)
    for (sql::Statement& statement : batch.statements)
      for (const plan::Hazard& hazard : hazards_said(statement)) {
        const std::string name(plan::name_of(hazard.kind));
        std::vector<std::string>& said = statement.generated_with;
        const bool is_new = std::find(said.begin(), said.end(), name) == said.end();
        if (is_new && now.contains(hazard.kind) && !by_policy.contains(hazard.kind)) said.push_back(name);
      }
}

/// Plans, weighs and proves the way that `difference` is; what is to be written is added to `evolution`.
ExitStatus add_migration(const diff::Difference& difference, Maker& maker, Evolution& evolution,
                         Diagnostics& diagnostics) {
  const Config& config = maker.project.config;
  const std::optional<Plans> plans = make_plans(difference, config, maker.declared.places, maker.options, diagnostics);
  if (!plans) return kFailed;
  const std::optional<bool> allowed = is_allowed(plans->up, difference, maker, diagnostics);
  if (!allowed) return kFailed;
  if (!*allowed) return kRefused;
  sql::Script up = sql::script(plans->up, difference);
  sql::Script down = sql::script(plans->down, plans->back);
  if (!prove::both_ways(maker.replayed, up, down, difference.after, diagnostics)) return kFailed;
  std::vector<prove::Unseeded> on_the_way_back;  // tables that are there only then
  say_what_allowed(up, config.policy.allowed, maker.options.allowed);
  note_what_is_seen(up, plans->up, difference, maker.scratch, evolution.unseeded);
  note_what_is_seen(down, plans->down, plans->back, maker.scratch, on_the_way_back);
  const history::Migration migration =
      history::next(maker.history, chosen_name(maker.options, difference, evolution, maker.history.empty()), up, down);
  evolution.migrations.push_back({migration.folder(), count_statements(up)});
  evolution.files.append(history::append(config.migrations, maker.history, migration));
  maker.history.push_back(migration);
  return kOk;
}

/// One migration after the other: each begins where the one before it has led.
ExitStatus add_migrations(const diff::Difference& difference, Maker& maker, Evolution& evolution,
                          Diagnostics& diagnostics) {
  const std::vector<model::Schema> states = diff::stages(difference);
  for (std::size_t i = 0; i < states.size(); ++i) {
    const diff::Difference part = i == 0 ? diff::compare(difference.before, states[i], difference.renames)
                                         : diff::compare(states[i - 1], states[i]);
    if (part.changes.empty()) continue;
    const ExitStatus status = add_migration(part, maker, evolution, diagnostics);
    if (status != kOk) return status;
    if (!prove::run_script(maker.replayed.database, maker.history.back().up, "the way up", Code::proof_failed,
                           diagnostics))
      return kFailed;
    maker.replayed.reading = elaborate::read_scratch(maker.replayed.database);
  }
  return kOk;
}

/// The way from one end to the other, with the renames that were answered on it written into the sources.
Evolution migrate_to(Ends& ends, elaborate::Scratch& scratch, const history::History& history, const Project& project,
                     const model::Declared& declared, const EvolveOptions& options, Diagnostics& diagnostics) {
  auto& [after, replayed, former_secrets] = ends;
  const std::optional<RenameDecision> decision = decide(after, replayed, project, declared, options, diagnostics);
  if (!decision) return ended(status_of_undecided(diagnostics));
  if (!demand_secrets_kept(decision->difference, declared, former_secrets, diagnostics)) return ended(kFailed);
  if (!former_secrets) tell_unknown_secrets(decision->difference, declared, diagnostics);
  Evolution evolution;
  if (!decision->difference.changes.empty()) {
    Maker maker{project, declared, options, scratch, replayed, history};
    const ExitStatus status = options.split ? add_migrations(decision->difference, maker, evolution, diagnostics)
                                            : add_migration(decision->difference, maker, evolution, diagnostics);
    if (status != kOk) return ended(status);
  }
  const std::optional<frontend::Options> sources = schema_options(project, diagnostics);
  if (!sources) return ended(kFailed);
  std::optional<frontend::WrittenRenames> written =
      frontend::write_renames(*sources, declared, decision->answered, diagnostics);
  if (!written) return ended(kFailed);
  evolution.files.append(std::move(written->files));
  evolution.files.write(project.config.snapshot, snapshot::write(snapshot_of(after, declared)));
  return evolution;
}

}  // namespace

void tell_unmodelled(const Globals& globals, const std::vector<catalog::Unmodelled>& unmodelled,
                     const std::string& where, Diagnostics& diagnostics) {
  for (const catalog::Unmodelled& object : unmodelled) {
    const std::string what = fmt::format("{} `{}` in {} is not managed", object.kind, object.name, where);
    if (globals.strict) {
      diagnostics.error(Code::unmodelled, {}, what).hint = "without `--strict` it is left as it is";
    } else {
      diagnostics.warning(Code::unmodelled, {}, what + ": it is left as it is");
    }
  }
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
  std::optional<snapshot::Snapshot> snapshot = read_snapshot(config, history, diagnostics);
  if (diagnostics.has_errors()) return ended(kFailed);

  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(config, options.server_url, diagnostics);
  if (!scratch) return ended(kFailed);
  if (options.on_started) options.on_started();
  std::optional<Ends> ends = make_ends(declared, history, std::move(snapshot), project, options, *scratch, diagnostics);
  if (!ends) return ended(kFailed);
  return migrate_to(*ends, *scratch, history, project, declared, options, diagnostics);
}

}  // namespace schemac::cli
