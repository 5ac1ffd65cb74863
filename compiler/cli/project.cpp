#include "cli/project.hpp"

#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "cli/installation.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kPatience = 10s;
constexpr auto kPause = 50ms;

/// A pattern that somebody wrote is there for some file: without it, tables or queries may seem to be gone.
void warn_of_idle(const std::vector<std::string>& patterns, const std::vector<std::string>& usual, const Config& config,
                  Diagnostics& diagnostics) {
  for (const std::string& pattern : patterns)
    if (patterns != usual && expand({pattern}, config, diagnostics).empty())
      diagnostics.warning(Code::header_not_found, {config.file, 0, 0}, fmt::format("no file matches `{}`", pattern));
}

}  // namespace

std::optional<Project> open_project(const Globals& globals, Diagnostics& diagnostics) {
  std::optional<Config> config = load_config(globals, diagnostics);
  if (!config) return std::nullopt;
  return Project{globals, std::move(*config)};
}

fs::path state_folder(const Config& config) {
  fs::path folder = config.root / ".schemac";
  StagedFiles files;
  files.write(folder / ".gitignore", "*\n");
  files.commit();
  return folder;
}

std::optional<server::Lock> lock_project(const Project& project, Diagnostics& diagnostics) {
  const fs::path file = state_folder(project.config) / "lock";
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  for (bool told = false; true; told = true) {
    if (std::optional<server::Lock> lock = server::Lock::try_take(file)) return lock;
    if (!told) say(project.globals, "waiting for another schemac that works on this project");
    if (std::chrono::steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(kPause);
  }
  diagnostics.error(Code::busy, {}, "another schemac has been working on this project for too long").hint =
      "wait for it to end and try again";
  return std::nullopt;
}

std::optional<frontend::Options> schema_options(const Project& project, Diagnostics& diagnostics) {
  const Config& config = project.config;
  frontend::Options options;
  options.headers = expand(config.headers, config, diagnostics);
  options.sql_files = expand(config.sql, config, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  if (options.headers.empty() && options.sql_files.empty()) {
    diagnostics.error(Code::header_not_found, {config.file, 0, 0}, "the project has no schema headers").hint =
        "`[schema] headers` in schemac.toml says where they are; `schemac init` writes a first one";
    return std::nullopt;
  }
  options.include_directories.push_back(locate_installation().dsl_include);
  for (const std::string& folder : config.include) options.include_directories.emplace_back(folder);
  options.compiler_flags = config.flags;
  options.default_schema = config.default_schema;
  return options;
}

std::optional<model::Declared> parse_schema(const Project& project, Diagnostics& diagnostics) {
  const std::optional<frontend::Options> options = schema_options(project, diagnostics);
  if (!options) return std::nullopt;
  warn_of_idle(project.config.headers, Config().headers, project.config, diagnostics);
  warn_of_idle(project.config.sql, Config().sql, project.config, diagnostics);
  warn_of_idle(project.config.queries, Config().queries, project.config, diagnostics);
  return frontend::parse(*options, diagnostics);
}

server::Options server_options(const Config& config) {
  server::Options options;
  options.binaries.bin = config.server_binaries;
  options.binaries.major = config.server_major;
  options.account = config.server_account;
  return options;
}

std::unique_ptr<elaborate::Scratch> start_scratch(const Config& config, const std::string& url,
                                                  Diagnostics& diagnostics) {
  const std::string& named = url.empty() ? config.server_url : url;
  if (named.empty()) return std::make_unique<elaborate::Scratch>(server_options(config));
  const std::optional<std::string> resolved = resolve_url(named, {config.file, 0, 0}, diagnostics);
  return resolved ? std::make_unique<elaborate::Scratch>(*resolved) : nullptr;
}

std::optional<snapshot::Snapshot> read_snapshot(const Config& config, const history::History& history,
                                                Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_file(config.snapshot);
  if (text) return snapshot::read(*text, config.snapshot.string(), diagnostics);
  if (!history.empty())
    diagnostics.error(Code::snapshot_missing, {config.snapshot.string(), 0, 0}, "there are migrations and no snapshot")
        .hint = "restore it from version control: it is committed together with the migrations";
  return std::nullopt;
}

}  // namespace schemac::cli
