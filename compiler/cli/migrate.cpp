// `schemac migrate`: its verbs on the command line. What each does is in the file of its name.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <memory>

#include "cli/bad_call.hpp"
#include "cli/commands.hpp"
#include "cli/migrate_apply.hpp"
#include "cli/migrate_drift.hpp"
#include "cli/migrate_verbs.hpp"

namespace schemac::cli {
namespace {

int show_status(const Globals& globals, Diagnostics& diagnostics) {
  const std::unique_ptr<Deployment> deployment = open_deployment(globals, diagnostics);
  if (!deployment) return kFailed;
  const std::vector<migration::StatusLine> lines = deployment->status();
  print_out(globals.json ? status_json(lines) : status_text(lines));
  demand_consistent(lines, deployment->project.config.migrations, diagnostics);
  if (diagnostics.has_errors()) return kFailed;
  const std::optional<std::vector<diff::Change>> drift = drift_of(*deployment, diagnostics);
  if (!drift) return diagnostics.has_errors() ? kFailed : kOk;
  report_drift(*drift, deployment->target.environment.name, diagnostics, kDriftHint);
  return drift->empty() ? kOk : kStatesDiffer;
}

/// The migration that `3`, `0003_add_notes` or `add_notes` means; 0 is the beginning.
std::optional<int> find_goal(const Deployment& deployment, const std::string& to, Diagnostics& diagnostics) {
  int number = -1;
  const auto [end, error] = std::from_chars(to.data(), to.data() + to.size(), number);
  const bool whole = error == std::errc() && end == to.data() + to.size();
  if (whole && number == 0) return 0;
  std::optional<int> found;
  for (const migration::StatusLine& line : deployment.status()) {
    const int its = line.applied != nullptr ? line.applied->number : line.migration->number;
    const std::string folder = line.folder();
    if (whole ? its == number : folder == to || folder.substr(folder.find('_') + 1) == to) found = its;
  }
  if (!found)
    diagnostics.error(Code::bad_usage, {}, fmt::format("there is no migration `{}`", to)).hint =
        "a number as `3`, a folder as `0003_add_notes`, or 0 for the beginning; `schemac migrate status` lists them";
  return found;
}

/// Runs `action` while no other deployer can, on the journal as it is then.
int deploy(const Globals& globals, MigrateOptions options, Action action, Diagnostics& diagnostics) {
  const std::optional<Hazards> allowed = read_hazards(options.allow, diagnostics);
  if (!allowed) return kBadCall;
  options.allowed = *allowed;
  const std::unique_ptr<Deployment> deployment = open_deployment(globals, diagnostics);
  if (!deployment) return kFailed;
  if (options.wait_seconds) deployment->options.patience = std::chrono::seconds(*options.wait_seconds);
  if (!options.to.empty()) {
    options.goal = find_goal(*deployment, options.to, diagnostics);
    if (!options.goal) return kBadCall;
  }
  if (options.dry_run) return print_pending(*deployment, options, diagnostics);
  const Turn turn(*deployment);
  return action(*deployment, options, diagnostics);
}

using Verb = std::pair<CLI::App*, std::shared_ptr<MigrateOptions>>;

/// A verb that changes the database.
Verb add_verb(CLI::App& migrate, const std::string& name, const std::string& what, Action action, Globals& globals,
              Run& run) {
  const auto options = std::make_shared<MigrateOptions>();
  CLI::App* const app = migrate.add_subcommand(name, what);
  app->add_option("--wait", options->wait_seconds, "seconds to wait for another deployer (schemac.toml: 60)")
      ->check(at_least(0));
  app->add_option("--allow", options->allow, "hazards to go on with in a protected environment")->delimiter(',');
  app->callback([action, options, &globals, &run] {
    run = reporting(globals, [action, options, &globals](Diagnostics& diagnostics) {
      return deploy(globals, *options, action, diagnostics);
    });
  });
  return {app, options};
}

/// --steps of a verb that takes one migration unasked.
void add_steps(const Verb& verb) {
  verb.second->steps = 1;
  verb.first->add_option("--steps", verb.second->steps, "so many migrations")
      ->check(at_least(1))
      ->capture_default_str();
}

void add_up(CLI::App& migrate, Globals& globals, Run& run) {
  const auto [app, options] = add_verb(migrate, "up", "apply what is pending", apply_pending, globals, run);
  app->footer(
      "Examples:\n"
      "  schemac migrate up                     all that is pending\n"
      "  schemac migrate up --to add_notes      up to this one, and no further\n"
      "  schemac migrate up --dry-run > plan.sql\n"
      "  schemac migrate up --plan plan.sql     only if that is still what would run");
  CLI::Option* const steps =
      app->add_option("--steps", options->steps, "at most so many migrations")->check(at_least(1));
  app->add_option("--to", options->to, "a migration's number or name: the last to apply")->excludes(steps);
  CLI::Option* const dry =
      app->add_flag("--dry-run", options->dry_run, "print the SQL of what is pending, run nothing");
  app->add_option("--plan", options->plan_file, "what --dry-run printed: anything else is not run (exit 4)")
      ->type_name("FILE")
      ->excludes(dry);
}

void add_others(CLI::App& migrate, Globals& globals, Run& run) {
  const Verb down = add_verb(migrate, "down", "take the last migration back", take_back_newest, globals, run);
  add_steps(down);
  down.first->footer(
      "Examples:\n"
      "  schemac migrate down                             the last one\n"
      "  schemac migrate down --steps 2\n"
      "  schemac migrate down --allow=deletes-data        in a protected environment, where it loses data");
  const Verb redo =
      add_verb(migrate, "redo", "take the last migration back and apply it again", take_back_and_apply, globals, run);
  add_steps(redo);
  redo.first->footer("Examples:\n  schemac migrate redo\n  schemac migrate redo --steps 2");
  const auto [to, options] = add_verb(migrate, "to", "up or down to a migration", go_to, globals, run);
  to->footer(
      "Examples:\n"
      "  schemac migrate to 12              the twelfth is the last that is applied\n"
      "  schemac migrate to add_notes\n"
      "  schemac migrate to 0               nothing is applied");
  to->add_option("MIGRATION", options->to, "a migration's number or name")->required();
}

}  // namespace

void add_migrate(CLI::App& app, Globals& globals, Run& run) {
  CLI::App* const migrate = app.add_subcommand(
      "migrate", "the history: status, up, down, to, redo, new, repair, verify, baseline, squash, rebase, embed");
  migrate->require_subcommand(1);
  migrate->footer(
      "Examples:\n"
      "  schemac migrate status\n"
      "  schemac migrate up --dry-run          print what would run\n"
      "  schemac --env production migrate up\n"
      "  schemac migrate down                  take the last one back");
  CLI::App* const show = migrate->add_subcommand("status", "what is applied and what is pending");
  show->footer("Examples:\n  schemac migrate status\n  schemac --env production --json migrate status");
  show->callback([&globals, &run] {
    run = reporting(globals, [&globals](Diagnostics& diagnostics) { return show_status(globals, diagnostics); });
  });
  add_up(*migrate, globals, run);
  add_others(*migrate, globals, run);
  add_migrate_new(*migrate, globals, run);
  add_migrate_repair(*migrate, globals, run);
  add_migrate_verify(*migrate, globals, run);
  add_migrate_baseline(*migrate, globals, run);
  add_migrate_embed(*migrate, globals, run);
  add_migrate_squash(*migrate, globals, run);
  add_migrate_rebase(*migrate, globals, run);
}

}  // namespace schemac::cli
