// `migrate rebase`: after a merge of two branches that both added migrations, those of one are put behind those of the
// other. The result is proved on the private server: every way up and down in the new order, and the same state in the
// order in which the other branch has them. Where it is not, it says which objects both change.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>

#include "cli/branches.hpp"
#include "cli/commands.hpp"
#include "cli/history_files.hpp"
#include "cli/history_proof.hpp"
#include "cli/migrate_verbs.hpp"
#include "cli/project.hpp"
#include "cli/version.hpp"
#include "diff/compare.hpp"
#include "diff/subject.hpp"
#include "elaborate/elaborate.hpp"
#include "prove/each_way.hpp"
#include "prove/prove.hpp"

namespace schemac::cli {
namespace {

using history::History;

struct RebaseOptions {
  std::vector<std::string> moved;
  std::string server_url;
};

History joined(const History& first, const History& second, const History& third = {}) {
  History all = first;
  all.insert(all.end(), second.begin(), second.end());
  all.insert(all.end(), third.begin(), third.end());
  return all;
}

std::optional<model::Schema> state_after(const History& history, elaborate::Scratch& scratch,
                                         Diagnostics& diagnostics) {
  std::optional<prove::Replayed> replayed = replay_history(history, scratch, diagnostics);
  return replayed ? std::optional(std::move(replayed->reading.schema)) : std::nullopt;
}

/// What a branch changes: each object, and the table that it is on.
std::set<std::string> objects_changed(const model::Schema& before, const model::Schema& after) {
  std::set<std::string> objects;
  for (const diff::Change& change : diff::compare(before, after).changes) {
    const model::ObjectId object = diff::subject(change);
    objects.insert(model::describe(object));
    if (!object.table.empty()) objects.insert(model::describe({model::Kind::table, object.schema, {}, object.table}));
  }
  return objects;
}

/// The objects that both branches change, or one changes and the other needs, said beside what went wrong.
void tell_collisions(const Branches& branches, elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  Diagnostics unheard;
  const auto base = state_after(branches.base, scratch, unheard);
  const auto stay = state_after(joined(branches.base, branches.stay), scratch, unheard);
  const auto moved = state_after(joined(branches.base, branches.moved), scratch, unheard);
  if (!base || !stay || !moved) return;
  const std::set<std::string> here = objects_changed(*base, *stay);
  const std::set<std::string> there = objects_changed(*base, *moved);
  std::vector<std::string> both;
  std::set_intersection(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(both));
  for (const std::string& object : both)
    diagnostics.error(Code::proof_failed, {}, fmt::format("both branches change {}", object)).hint =
        "take one of the two migrations out, bring the schema together, and run `schemac generate`";
}

/// The state at the end, where it is the same in both orders and each way back holds.
std::optional<catalog::Reading> prove_order(const Branches& branches, const Config& config, elaborate::Scratch& scratch,
                                            Diagnostics& diagnostics) {
  const History after = joined(branches.base, branches.stay, branches.moved);
  const auto states = prove::each_way(ways_of(after, config.migrations), scratch, diagnostics);
  if (!states) return std::nullopt;
  const auto other = state_after(joined(branches.base, branches.moved, branches.stay), scratch, diagnostics);
  if (!other || !prove::demand_equal(*other, states->back().schema, Code::proof_failed, {},
                                     "the other order gives another state", diagnostics))
    return std::nullopt;
  return states->back();
}

/// Which are to be moved, where the command line does not say: a decision for people.
void ask_which(const Project& project, const History& history, Diagnostics& diagnostics) {
  const Sides sides = sides_of(read_file(project.config.migrations / history::kSumFile).value_or(""));
  std::vector<std::string> flags;
  for (const auto& side : {sides.ours, sides.theirs})
    if (!side.empty()) flags.push_back(fmt::format("`--move {}`", fmt::join(side, ",")));
  for (std::size_t i = 1; flags.empty() && i < history.size(); ++i)
    if (history[i].number == history[i - 1].number)
      flags = {fmt::format("`--move {}`", history[i - 1].folder()), fmt::format("`--move {}`", history[i].folder())};
  diagnostics
      .error(Code::migration_malformed, {project.config.migrations.string(), 0, 0},
             "two branches added migrations, and nobody said which come behind the others")
      .hint = fmt::format("{}: those that no database but your own has applied", fmt::join(flags, " or "));
}

/// The snapshot of the state at the end. Where the schema says something else, it is of no sources: `generate` writes
/// the rest.
snapshot::Snapshot snapshot_of(const catalog::Reading& end, const model::Declared& declared,
                               const catalog::Reading& wanted) {
  snapshot::Snapshot snapshot;
  snapshot.schema = end.schema;
  snapshot.tool_version = kVersion;
  snapshot.server_major = end.server_version / 10000;
  if (!diff::compare(end.schema, wanted.schema).changes.empty()) return snapshot;
  snapshot.source_hash = declared.hash;
  snapshot.secrets = model::secrets_of(declared);
  return snapshot;
}

int write(const Project& project, const History& before, const Branches& branches, const snapshot::Snapshot& snapshot) {
  StagedFiles more;
  more.write(project.config.snapshot, snapshot::write(snapshot));
  write_history(project.config.migrations, before, joined(branches.base, branches.stay, branches.moved),
                std::move(more));
  for (std::size_t i = 0; i < branches.moved.size(); ++i)
    say(project.globals, fmt::format("{} is {} now", branches.former[i], branches.moved[i].folder()));
  say(project.globals, "the same state in both orders, and every way up and down proved");
  say(project.globals, snapshot.source_hash.empty() ? "next: `schemac generate`, for the schema says something else"
                                                    : "next: `schemac generate`, for the C++");
  return kOk;
}

int rebase(const Globals& globals, const RebaseOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<server::Lock> lock = lock_project(*project, diagnostics);
  if (!lock) return kFailed;
  const History history = history::read_unnumbered(project->config.migrations, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  if (options.moved.empty() && is_forked(history)) {
    ask_which(*project, history, diagnostics);
    return kDecisionNeeded;
  }
  const std::optional<Branches> branches = put_behind(history, options.moved, diagnostics);
  if (!branches) return kBadCall;
  const std::optional<model::Declared> declared = parse_schema(*project, diagnostics);
  if (!declared) return kFailed;
  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(project->config, options.server_url, diagnostics);
  if (!scratch) return kFailed;
  const std::optional<catalog::Reading> wanted = elaborate::elaborate(*declared, *scratch, diagnostics);
  if (!wanted) return kFailed;
  const std::optional<catalog::Reading> end = prove_order(*branches, project->config, *scratch, diagnostics);
  if (!end) {
    tell_collisions(*branches, *scratch, diagnostics);
    return kFailed;
  }
  return write(*project, history, *branches, snapshot_of(*end, *declared, *wanted));
}

}  // namespace

void add_migrate_rebase(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<RebaseOptions>();
  CLI::App* const verb =
      migrate.add_subcommand("rebase", "after a merge: the migrations of one branch behind those of the other");
  verb->footer(
      "Of a conflict in migrations.sum and snapshot.json nothing need be resolved by hand; in the schema it must be.\n"
      "Examples:\n"
      "  schemac migrate rebase                          says which are to be chosen from\n"
      "  schemac migrate rebase --move 0007_add_notes    it becomes the last");
  verb->add_option("--move", options->moved, "what comes behind the others, in the order of its numbers")
      ->delimiter(',')
      ->type_name("MIGRATION");
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  on_call(*verb, options, rebase, globals, run);
}

}  // namespace schemac::cli
