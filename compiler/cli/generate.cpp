// `schemac generate`: headers → migration, snapshot and C++. All or nothing: everything is worked out and proved before
// the first file is written. `--code` writes the C++ alone, needs no PostgreSQL and touches nothing else: it is what a
// build calls.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <future>
#include <optional>

#include "cli/commands.hpp"
#include "cli/depfile.hpp"
#include "cli/evolve.hpp"
#include "cli/generated_code.hpp"
#include "cli/project.hpp"
#include "cli/query_files.hpp"
#include "cli/receipts.hpp"
#include "cli/same_sources.hpp"
#include "cli/staleness.hpp"
#include "elaborate/elaborate.hpp"
#include "emit/factories.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

struct GenerateOptions {
  EvolveOptions evolve;
  std::vector<std::string> allow;
  bool code = false;
  bool factories = false;
  bool check = false;
  fs::path output;                     ///< With --code: instead of [output] generated. With --factories: theirs.
  std::optional<std::string> headers;  ///< With --factories: the folder in front of generated headers.
  BuildFiles build;                    ///< With --code and --factories.
  fs::path sources;                    ///< With --code: what the build has. Empty: nobody says.
};

int write_code(const GenerateOptions& options, const Project& project, const model::Declared& declared,
               StagedFiles files) {
  std::vector<fs::path> dependencies;
  for (const std::string& file : declared.dependencies) dependencies.push_back(project.config.root / file);
  for (const model::QueryFile& file : declared.queries) dependencies.push_back(project.config.root / file.file);
  // A file more or less in a folder changes the folder.
  for (const std::string& header : declared.headers)
    dependencies.push_back((project.config.root / header).parent_path());
  for (const model::QueryFile& file : declared.queries)
    dependencies.push_back((project.config.root / file.file).parent_path());
  if (!declared.queries.empty()) dependencies.push_back(project.config.root / project.config.query_record);
  stage_depfile(options.build, dependencies, files);
  files.commit();
  if (!options.build.stamp.empty()) touch(options.build.stamp);
  return kOk;
}

/// What tests stand on, in a folder of their own: programs have none of it.
int write_factories(const GenerateOptions& options, const Project& project, const model::Declared& declared,
                    Diagnostics& diagnostics) {
  const std::string headers = options.headers.value_or(project.config.generated.filename().string());
  std::optional<StagedFiles> files =
      emit::factories(declared, headers, emit_options(project, options.output), diagnostics);
  return files ? write_code(options, project, declared, std::move(*files)) : kFailed;
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

/// Of a schema for which there is nothing else to do.
bool describe_alone(const GenerateOptions& options, const Project& project, model::Declared& declared,
                    Diagnostics& diagnostics) {
  const std::unique_ptr<elaborate::Scratch> scratch =
      start_scratch(project.config, options.evolve.server_url, diagnostics);
  if (!scratch) return false;
  std::optional<runtime::Connection> database = elaborate::create(declared, *scratch, diagnostics);
  return database && describe_queries(declared, *database, diagnostics);
}

/// The migration that the schema needs, and what PostgreSQL says of queries that nobody knows yet.
Evolution ask_server(GenerateOptions& options, const Project& project, model::Declared& declared, bool described,
                     Diagnostics& diagnostics) {
  const bool current = is_current(project, declared, diagnostics);
  Evolution evolution;
  evolution.status = kFailed;
  if (diagnostics.has_errors()) return evolution;
  if (!current) {
    if (!described)
      options.evolve.on_created = [&](runtime::Connection& database) {
        return describe_queries(declared, database, diagnostics);
      };
    return evolve(project, declared, options.evolve, diagnostics);
  }
  if (described || describe_alone(options, project, declared, diagnostics)) evolution.status = kOk;
  return evolution;
}

int generate_all(GenerateOptions& options, const Project& project, model::Declared& declared, bool described,
                 Diagnostics& diagnostics) {
  const std::optional<server::Lock> lock = lock_project(project, diagnostics);
  if (!lock) return kFailed;
  // What cannot become C++ is said before a server is asked for long, and the rest is made while it works.
  if (described && !can_make_code(project, declared, options.output, diagnostics)) return kFailed;
  Diagnostics of_code;
  const auto make = [&] { return make_code(project, declared, options.output, of_code); };
  std::future<std::optional<GeneratedCode>> making;
  if (described) options.evolve.on_started = [&] { making = std::async(std::launch::async, make); };
  const Evolution evolution = ask_server(options, project, declared, described, diagnostics);
  if (evolution.status != kOk) return evolution.status;
  std::optional<GeneratedCode> code = making.valid() ? making.get() : make();
  diagnostics.append(of_code);
  if (!code) return kFailed;
  code->files.append(evolution.files);
  stage_query_record(project, declared, code->files);
  const std::vector<fs::path> written = code->files.commit();
  remember(project, *code);
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
  std::optional<model::Declared> declared = parse_schema(*project, diagnostics);
  if (!declared) return kFailed;
  if (options.factories) return write_factories(options, *project, *declared, diagnostics);
  const std::optional<std::vector<queries::UnknownQuery>> unknown = read_queries(*project, *declared, diagnostics);
  if (!unknown) return kFailed;
  if (!options.check && !options.code) return generate_all(options, *project, *declared, unknown->empty(), diagnostics);
  if (!unknown->empty()) {
    demand_described(*unknown, *project, diagnostics);
    return options.check ? kStatesDiffer : kFailed;
  }
  if (!options.sources.empty() && !demand_same_sources(options.sources, *project, *declared, diagnostics))
    return kFailed;
  std::optional<GeneratedCode> code = make_code(*project, *declared, options.output, diagnostics);
  if (!code) return kFailed;
  if (options.check) return check(*project, *declared, *code, diagnostics);
  return write_code(options, *project, *declared, std::move(code->files));
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
      "  schemac generate --code                the C++ alone, without PostgreSQL\n"
      "  schemac generate --factories --output tests/generated\n"
      "                                         factories of the entities, for tests");
  verb->add_option("--name", options->evolve.name, "name of the migration; without it the name comes from the plan");
  CLI::Option* const code = verb->add_flag("--code", options->code, "write the C++ alone");
  CLI::Option* const factories =
      verb->add_flag("--factories", options->factories, "write factories for tests alone, into --output")
          ->excludes(code);
  verb->add_flag("--check", options->check, "write nothing, fail when anything is stale")
      ->excludes(code)
      ->excludes(factories);
  CLI::Option* const output =
      verb->add_option("--output", options->output,
                       "folder of what --code or --factories writes, for --code instead of [output] generated");
  factories->needs(output);
  verb->add_option("--headers", options->headers, "folder in front of generated headers where factories include them")
      ->needs(factories);
  CLI::Option* const stamp = verb->add_option("--stamp", options->build.stamp, "file to touch when all is written");
  verb->add_option("--depfile", options->build.depfile, "dependencies of the stamp, for make and ninja")->needs(stamp);
  verb->add_option(
          "--sources", options->sources,
          "file with the schema headers and query files of a build, a line each: schemac.toml must have the same")
      ->needs(code);
  verb->add_option("--allow", options->allow, "hazards to go on with, by name")->delimiter(',');
  verb->add_flag("--split", options->evolve.split, "a migration for each logical change")
      ->excludes(code)
      ->excludes("--check");
  add_form_option(*verb, options->evolve.offline);
  add_plan_options(*verb, options->evolve.renames, options->evolve.server_url);
  add_conversion_options(*verb, options->evolve.conversions);
  verb->callback([options, &globals, &run] {
    const bool writes_code = options->code || options->factories;
    if (!writes_code && !options->output.empty()) throw CLI::RequiresError("--output", "--code or --factories");
    if (!writes_code && !options->build.stamp.empty()) throw CLI::RequiresError("--stamp", "--code or --factories");
    for (fs::path* path : {&options->output, &options->build.depfile, &options->build.stamp, &options->sources})
      if (!path->empty()) *path = fs::absolute(*path);
    run = reporting(globals,
                    [options, &globals](Diagnostics& diagnostics) { return generate(globals, *options, diagnostics); });
  });
}

}  // namespace schemac::cli
