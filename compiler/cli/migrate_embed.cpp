// `migrate embed`: the migrations as C++, what schemac_embed_migrations() of the CMake package calls. Needs no
// PostgreSQL.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/depfile.hpp"
#include "cli/installation.hpp"
#include "cli/migrate_verbs.hpp"
#include "cli/project.hpp"
#include "emit/embed.hpp"
#include "history/runnable.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

struct EmbedOptions {
  fs::path output;
  std::string cpp_namespace;  ///< Empty: the project's name.
  BuildFiles build;
};

std::vector<fs::path> files_of(const Config& config, const history::History& history) {
  const fs::path folder = config.root / config.migrations;
  std::vector<fs::path> files{folder / history::kSumFile};
  for (const history::Migration& each : history)
    for (const char* file : {"up.sql", "down.sql"}) files.push_back(folder / each.folder() / file);
  return files;
}

int embed(const Globals& globals, const EmbedOptions& options, Diagnostics& diagnostics) {
  const std::optional<Project> project = open_project(globals, diagnostics);
  if (!project) return kFailed;
  Diagnostics found;
  const history::History history = history::read(project->config.migrations, found);
  diagnostics.append(found);
  if (found.has_errors()) return kFailed;
  emit::Options emit_options;
  emit_options.output = options.output;
  emit_options.templates = locate_installation().templates;
  if (project->config.templates) emit_options.user_templates = *project->config.templates;
  const std::string& name = options.cpp_namespace.empty() ? project->config.name : options.cpp_namespace;
  std::optional<StagedFiles> files = emit::embed(history::runnable(history), name, emit_options, diagnostics);
  if (!files) return kFailed;
  stage_depfile(options.build, files_of(project->config, history), *files);
  for (const fs::path& file : files->commit()) say(globals, fmt::format("wrote {}", displayed(globals, file.string())));
  if (!options.build.stamp.empty()) touch(options.build.stamp);
  return kOk;
}

}  // namespace

void add_migrate_embed(CLI::App& migrate, Globals& globals, Run& run) {
  const auto options = std::make_shared<EmbedOptions>();
  CLI::App* const verb = migrate.add_subcommand("embed", "the migrations as C++, for a program that carries them");
  verb->footer(
      "`schemac_embed_migrations(TARGET …)` of the CMake package does this as a part of the build.\n"
      "Examples:\n"
      "  schemac migrate embed --output src/generated\n"
      "  schemac migrate embed --output src/generated --namespace shop::database");
  verb->add_option("--output", options->output, "folder for schemac_migrations.hpp and .cpp")->required();
  verb->add_option("--namespace", options->cpp_namespace, "C++ namespace; without it the project's name");
  CLI::Option* const stamp = verb->add_option("--stamp", options->build.stamp, "file to touch when all is written");
  verb->add_option("--depfile", options->build.depfile, "dependencies of the stamp, for make and ninja")->needs(stamp);
  verb->callback([options, &globals, &run] {
    for (fs::path* path : {&options->output, &options->build.depfile, &options->build.stamp})
      if (!path->empty()) *path = fs::absolute(*path);
    run = reporting(globals,
                    [options, &globals](Diagnostics& diagnostics) { return embed(globals, *options, diagnostics); });
  });
}

}  // namespace schemac::cli
