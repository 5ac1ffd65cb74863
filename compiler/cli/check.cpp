// `schemac check`: what CI runs. Looks at everything and writes nothing; each part says what it finds, and the exit
// status is that of the worst.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/by_hand.hpp"
#include "cli/commands.hpp"
#include "cli/evolve.hpp"
#include "cli/findings.hpp"
#include "cli/history_proof.hpp"
#include "cli/manifest.hpp"
#include "cli/query_files.hpp"
#include "cli/release.hpp"
#include "cli/script_policy.hpp"
#include "cli/staleness.hpp"
#include "cli/target.hpp"
#include "elaborate/elaborate.hpp"
#include "lint/lint.hpp"
#include "prove/prove.hpp"

namespace schemac::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> against;  ///< Environments, and manifests of releases.
  std::string server_url;
  std::string format;
  std::vector<std::string> allow;  ///< Codes of what may be found of releases.
  bool warnings_as_errors = false;
};

using Releases = std::vector<std::unique_ptr<Manifest>>;

/// What may be found of a release.
constexpr std::array kReleaseCodes = {Code::breaks_statement, Code::breaks_read, Code::breaks_write,
                                      Code::unknown_label, Code::may_refuse_rows};

std::vector<std::string> names_of_release_codes() {
  std::vector<std::string> names;
  for (const Code code : kReleaseCodes) names.emplace_back(name_of(code));
  return names;
}

ReleaseRules release_rules(const CheckOptions& options) {
  ReleaseRules rules{{}, options.warnings_as_errors};
  for (const std::string& name : options.allow) rules.allowed.insert(find_code(name)->code);
  return rules;
}

/// A file is what looks like one: names of environments are words.
bool is_manifest(const std::string& against) {
  return against.ends_with(".json") || against.find('/') != std::string::npos;
}

std::vector<std::string> environments_of(const CheckOptions& options) {
  std::vector<std::string> environments;
  for (const std::string& each : options.against)
    if (!is_manifest(each)) environments.push_back(each);
  return environments;
}

/// First of all, so that nobody waits for a proof to hear of a wrong path. Nothing: one cannot be read, and that was
/// said.
std::optional<Releases> read_releases(const Globals& globals, const CheckOptions& options, Diagnostics& diagnostics) {
  Releases releases;
  bool all = true;
  for (const std::string& each : options.against) {
    if (!is_manifest(each)) continue;
    releases.push_back(Manifest::read(globals.start_folder / each, each, diagnostics));
    all = all && releases.back() != nullptr;
  }
  if (!all) return std::nullopt;
  return releases;
}

/// What failed outweighs what was refused, and that what only differs.
ExitStatus worse(ExitStatus one, ExitStatus other) {
  constexpr std::array kFromWorst = {kFailed, kBadCall, kDecisionNeeded, kRefused, kStatesDiffer, kOk};
  return *std::find_if(kFromWorst.begin(), kFromWorst.end(),
                       [&](ExitStatus each) { return each == one || each == other; });
}

/// What was written against what would be written. Code that nobody keeps (the build makes it) cannot be stale.
/// @param current becomes whether the snapshot was written from these sources
ExitStatus check_outputs(const Project& project, model::Declared& declared, bool& current, Diagnostics& diagnostics) {
  Diagnostics found;
  const std::optional<bool> snapshot = demand_current(project, declared, found);
  current = snapshot.value_or(false);
  const std::optional<std::vector<queries::UnknownQuery>> unknown = read_queries(project, declared, diagnostics);
  if (!unknown) return kFailed;
  demand_described(*unknown, project, found);
  if (unknown->empty() && std::filesystem::exists(project.config.generated)) {
    const std::optional<GeneratedCode> code = make_code(project, declared, {}, diagnostics);
    if (!code) return kFailed;
    demand_fresh(*code, found);
  }
  diagnostics.append(found);
  if (!snapshot) return kFailed;
  return found.has_errors() ? kStatesDiffer : kOk;
}

ExitStatus check_rules(const Project& project, const model::Schema& schema, const model::Declared& declared,
                       const CheckOptions& options, Diagnostics& diagnostics) {
  Diagnostics found;
  lint::Options rules = project.config.lint;
  if (options.warnings_as_errors) rules.errors = lint::codes();
  lint::lint(schema, declared, rules, found);
  diagnostics.append(found);
  return found.has_errors() ? kFailed : kOk;
}

/// The hazards of the migrations: those above their statements, and those that were seen of what people wrote.
ExitStatus check_policy(const Project& project, const CheckOptions& options, const history::History& history,
                        elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  ScriptPolicy policy{project.config.policy, {}, {}, {}};
  const std::vector<std::string> environments = environments_of(options);
  if (!environments.empty() && policy.policy.safe_below > 0) {
    const std::optional<Target> target = find_direct_target(project.config, environments.front(), diagnostics);
    if (!target) return kFailed;
    policy.size_of = sizes_in(target->url);
  }
  const std::map<int, sql::Script> seen = see_by_hand(history, 0, scratch);
  bool allowed = true;
  Spared spared;
  for (const history::Migration& migration : history) {
    allowed =
        demand_script_allowed(as_seen(migration, seen), migration.folder(), policy, spared, diagnostics) && allowed;
  }
  for (const std::string& line : spared) say(project.globals, line);
  return allowed ? kOk : kRefused;
}

ExitStatus check_environments(const Project& project, const CheckOptions& options, const history::History& history,
                              const std::vector<catalog::Reading>& states, Diagnostics& diagnostics) {
  ExitStatus status = kOk;
  for (const std::string& environment : environments_of(options)) {
    Globals globals = project.globals;
    globals.environment = environment;
    const std::unique_ptr<Deployment> deployment = open_deployment(globals, project, history, diagnostics);
    status = worse(status, deployment ? demand_recorded(*deployment, states, diagnostics) : kFailed);
  }
  return status;
}

/// No more than was looked at.
std::string outcome_of(const Manifest& release, Served served) {
  const std::string statements = counted(release.statement_count(), "statement", "statements");
  if (served == Served::warned)
    return fmt::format("`{}`: PostgreSQL takes {} of that release; what rows of them meet is warned of",
                       release.shown(), statements);
  if (!release.guards())
    return fmt::format(
        "`{}`: PostgreSQL takes {} of that release; of policies and triggers this manifest is too old to tell",
        release.shown(), statements);
  return fmt::format("`{}`: PostgreSQL takes {} of that release, and nothing came to its tables that refuses rows",
                     release.shown(), statements);
}

/// What older releases send, on a database of what all migrations give.
ExitStatus check_releases(const Project& project, const CheckOptions& options, const Releases& releases,
                          const NewSchema& now, const history::History& history, elaborate::Scratch& scratch,
                          Diagnostics& diagnostics) {
  if (releases.empty()) return kOk;
  std::optional<prove::Replayed> replayed = replay_history(history, scratch, diagnostics);
  if (!replayed) return kFailed;
  runtime::Connection session = scratch.another_session(replayed->database);
  ExitStatus status = kOk;
  for (const auto& release : releases) {
    const Served served = try_release(*release, now, session, release_rules(options), diagnostics);
    if (served == Served::broken)
      status = kStatesDiffer;
    else
      say(project.globals, outcome_of(*release, served));
  }
  return status;
}

/// The history from zero, each way of each migration, and its end: what `after` is.
ExitStatus check_history(const Project& project, const CheckOptions& options, const Releases& releases,
                         const NewSchema& after, bool current, elaborate::Scratch& scratch, Diagnostics& diagnostics) {
  Diagnostics found;
  const history::History history = history::read(project.config.migrations, found);
  const std::optional<snapshot::Snapshot> snapshot = read_snapshot(project.config, history, found);
  diagnostics.append(found);
  if (found.has_errors()) return kFailed;
  ExitStatus status = check_policy(project, options, history, scratch, diagnostics);
  const auto states = prove_history(project, history, snapshot, scratch, diagnostics);
  if (!states) return kFailed;
  if (current && !prove::demand_equal(after.schema, states->back().schema, Code::stale_output,
                                      {project.config.snapshot.string(), 0, 0},
                                      "the migrations do not give what the schema says", diagnostics))
    status = worse(status, kStatesDiffer);
  status = worse(status, check_environments(project, options, history, *states, diagnostics));
  status = worse(status, check_releases(project, options, releases, after, history, scratch, diagnostics));
  if (status == kOk)
    say(project.globals, fmt::format("{} proved up and down", counted(history.size(), "migration", "migrations")));
  return status;
}

int check(const Globals& globals, const CheckOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<Releases> releases = read_releases(globals, options, diagnostics);
  if (!releases) return kFailed;
  std::optional<model::Declared> declared = parse_schema(*project, diagnostics);
  if (!declared) return kFailed;
  bool current = false;
  ExitStatus status = check_outputs(*project, *declared, current, diagnostics);
  const std::unique_ptr<elaborate::Scratch> scratch = start_scratch(project->config, options.server_url, diagnostics);
  if (!scratch) return kFailed;
  const std::optional<catalog::Reading> after = elaborate::elaborate(*declared, *scratch, diagnostics);
  if (!after) return kFailed;
  tell_unmodelled(globals, after->unmodelled, "the schema", diagnostics);
  if (globals.strict && !after->unmodelled.empty()) status = kFailed;
  status = worse(status, check_rules(*project, after->schema, *declared, options, diagnostics));
  status = worse(
      status, check_history(*project, options, *releases, {*declared, after->schema}, current, *scratch, diagnostics));
  return status;
}

}  // namespace

void add_check(CLI::App& app, Globals& globals, Run& run) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* const verb = app.add_subcommand("check", "what CI runs: everything is looked at, nothing is written");
  verb->footer(
      "The schema compiles, what was generated is fresh, the migrations lead from nothing to the snapshot and each of\n"
      "them back, their hazards are within the policy, and lint has no error.\n"
      "Examples:\n"
      "  schemac check\n"
      "  schemac check --against production         and is that database what its migrations give\n"
      "  schemac check --against v1/schemac_manifest.json\n"
      "                                            and does the release that was generated with it still run\n"
      "  schemac check --format github              annotations beside the lines");
  verb->add_option(
          "--against", options->against,
          "an environment whose database must be what its migrations give; or the manifest of an older release "
          "(a path, or a name that ends in .json), whose statements must still run; several times")
      ->type_name("ENV|FILE")
      ->allow_extra_args(false);
  verb->add_option("--allow", options->allow, "what may be found of older releases, by its code: it is a warning then")
      ->delimiter(',')
      ->check(CLI::IsMember(names_of_release_codes()));
  verb->add_flag("--warnings-as-errors", options->warnings_as_errors,
                 "any finding of lint, and of an older release, is an error");
  verb->add_option("--server", options->server_url, "a scratch server instead of a private one: a postgres:// URL");
  add_format_option(*verb, options->format);
  verb->callback([options, &globals, &run] {
    run = reporting(
        [options, &globals](const Diagnostics& found) { tell_findings(globals, options->format, "check", found); },
        [options, &globals](Diagnostics& diagnostics) { return check(globals, *options, diagnostics); });
  });
}

}  // namespace schemac::cli
