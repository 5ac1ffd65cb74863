// `schemac generate`: headers → migration, snapshot and C++. All or nothing: everything is worked out and proved before
// the first file is written. `--code` writes the C++ alone, needs no PostgreSQL and touches nothing else: it is what a
// build calls.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "cli/commands.hpp"
#include "cli/depfile.hpp"
#include "cli/evolve.hpp"
#include "cli/generated_code.hpp"
#include "cli/project.hpp"
#include "cli/receipts.hpp"
#include "cli/staleness.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

struct GenerateOptions {
  EvolveOptions evolve;
  std::vector<std::string> allow;
  bool code = false;
  bool check = false;
  fs::path output;   ///< With --code: instead of [output] generated.
  BuildFiles build;  ///< With --code.
};

int write_code(const GenerateOptions& options, const Project& project, const model::Declared& declared,
               StagedFiles files) {
  std::vector<fs::path> dependencies;
  for (const std::string& file : declared.dependencies) dependencies.push_back(project.config.root / file);
  stage_depfile(options.build, dependencies, files);
  files.commit();
  if (!options.build.stamp.empty()) touch(options.build.stamp);
  return kOk;
}

int check(const Project& project, const model::Declared& declared, const GeneratedCode& code,
          Diagnostics& diagnostics) {
  const history::History history = history::read(project.config.migrations, diagnostics);
  if (diagnostics.has_errors() || !demand_current(project, declared, diagnostics).has_value()) return kFailed;
  demand_fresh(code, diagnostics);
  if (diagnostics.has_errors()) return kStatesDiffer;
  say(project.globals, fmt::format("up to date: {}, {}", counted(history.size(), "migration", "migrations"),
                                   counted(declared.entities.size(), "entity", "entities")));
  return kOk;
}

void tell(const Project& project, const Evolution& evolution, const std::vector<fs::path>& written) {
  if (written.empty()) return say(project.globals, "nothing to do: everything is up to date");
  for (const Evolved& each : evolution.migrations)
    say(project.globals, fmt::format("migration {}: {}, proved up and down", each.folder,
                                     counted(each.statements, "statement", "statements")));
  tell_unseeded(project.globals, evolution.unseeded);
  for (const fs::path& path : written)
    say(project.globals, fmt::format("  {} {}", fs::exists(path) ? "wrote" : "removed", path.string()));
}

int generate_all(const GenerateOptions& options, const Project& project, const model::Declared& declared,
                 GeneratedCode& code, Diagnostics& diagnostics) {
  const std::optional<server::Lock> lock = lock_project(project, diagnostics);
  if (!lock) return kFailed;
  Evolution evolution;
  if (!is_current(project, declared, diagnostics)) {
    if (diagnostics.has_errors()) return kFailed;
    evolution = evolve(project, declared, options.evolve, diagnostics);
    if (evolution.status != kOk) return evolution.status;
    code.files.append(evolution.files);
  }
  const std::vector<fs::path> written = code.files.commit();
  remember(project, code);
  tell(project, evolution, written);
  return kOk;
}

int generate(const Globals& globals, GenerateOptions options, Diagnostics& diagnostics) {
  const std::optional<Hazards> allowed = read_hazards(options.allow, diagnostics);
  if (!allowed) return kBadCall;
  options.evolve.allowed = *allowed;
  const ConversionOptions& conversions = options.evolve.conversions;
  if (options.evolve.split && !(conversions.up.empty() && conversions.down.empty())) {
    diagnostics.error(Code::bad_usage, {}, "`--using` says what one migration does, and `--split` makes several");
    return kBadCall;
  }
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  const std::optional<model::Declared> declared = parse_schema(*project, diagnostics);
  if (!declared) return kFailed;
  std::optional<GeneratedCode> code = make_code(*project, *declared, options.output, diagnostics);
  if (!code) return kFailed;
  if (options.check) return check(*project, *declared, *code, diagnostics);
  if (options.code) return write_code(options, *project, *declared, std::move(code->files));
  return generate_all(options, *project, *declared, *code, diagnostics);
}

}  // namespace

void add_generate(CLI::App& app, Globals& globals, Run& run) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* const verb = app.add_subcommand("generate", "headers → migration, snapshot and C++");
  verb->footer(
      "Examples:\n"
      "  schemac generate --name add_notes      write what the schema's last edit needs\n"
      "  schemac generate --split               a migration for each logical change\n"
      "  schemac generate --check               write nothing; exit 4 when anything is stale\n"
      "  schemac generate --code                the C++ alone, without PostgreSQL");
  verb->add_option("--name", options->evolve.name, "name of the migration; without it the name comes from the plan");
  CLI::Option* const code = verb->add_flag("--code", options->code, "write the C++ alone");
  verb->add_flag("--check", options->check, "write nothing, fail when anything is stale")->excludes(code);
  verb->add_option("--output", options->output, "folder of the C++ instead of [output] generated")->needs(code);
  CLI::Option* const stamp =
      verb->add_option("--stamp", options->build.stamp, "file to touch when all is written")->needs(code);
  verb->add_option("--depfile", options->build.depfile, "dependencies of the stamp, for make and ninja")->needs(stamp);
  verb->add_option("--allow", options->allow, "hazards to go on with, by name")->delimiter(',');
  verb->add_flag("--split", options->evolve.split, "a migration for each logical change")
      ->excludes(code)
      ->excludes("--check");
  add_form_option(*verb, options->evolve.offline);
  add_plan_options(*verb, options->evolve.renames, options->evolve.server_url);
  add_conversion_options(*verb, options->evolve.conversions);
  verb->callback([options, &globals, &run] {
    for (fs::path* path : {&options->output, &options->build.depfile, &options->build.stamp})
      if (!path->empty()) *path = fs::absolute(*path);
    run = reporting(globals,
                    [options, &globals](Diagnostics& diagnostics) { return generate(globals, *options, diagnostics); });
  });
}

}  // namespace schemac::cli
