// `schemac init`: makes a project of a folder: schemac.toml, a first entity, the CMake lines. Never overwrites.
#include <fmt/format.h>

#include <optional>

#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "emit/names.hpp"
#include "history/migration.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

/// What a new project's files are made from, in the folder of the templates.
struct Seed {
  std::string_view file;
  std::string_view seed;
};

constexpr Seed kSeeds[] = {{"schemac.toml", "init/schemac.toml.mustache"},
                           {"schema/task.hpp", "init/task.hpp.mustache"},
                           {"CMakeLists.txt", "init/CMakeLists.txt.mustache"}};

/// The seed's text with the project's name in its holes. Throws FileError when the installation lacks it.
std::string grown(std::string_view seed, const std::string& name) {
  constexpr std::string_view kHole = "{{name}}";
  const fs::path path = locate_installation().templates / seed;
  std::optional<std::string> text = read_file(path);
  if (!text) throw FileError(fmt::format("cannot read `{}`: it comes with schemac and is not there", path.string()));
  std::string result = std::move(*text);
  for (std::size_t at = result.find(kHole); at != std::string::npos; at = result.find(kHole, at + name.size()))
    result.replace(at, kHole.size(), name);
  return result;
}

/// A name that C++, CMake and PostgreSQL all take.
std::string project_name(const fs::path& folder) {
  std::string name = history::slug(folder.filename().string());
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name = "app" + (name.empty() ? "" : "_" + name);
  name = emit::identifier(name);  // a keyword of C++ names no namespace
  if (emit::is_reserved(name)) name += '_';
  return name;
}

int init(const Globals& globals, const std::string& where, Diagnostics& diagnostics) {
  const fs::path folder = fs::absolute(where.empty() ? fs::path(".") : fs::path(where)).lexically_normal();
  const std::string name = project_name(folder.has_filename() ? folder : folder.parent_path());
  if (fs::exists(folder / "schemac.toml")) {
    diagnostics.error(Code::nothing_to_do, {(folder / "schemac.toml").string(), 0, 0},
                      "there is a project here already");
    return kFailed;
  }
  StagedFiles staged;
  for (const Seed& seed : kSeeds) {
    if (fs::exists(folder / seed.file)) {
      say(globals, fmt::format("kept  {}", seed.file));
    } else {
      staged.write(folder / seed.file, grown(seed.seed, name));
    }
  }
  for (const fs::path& path : staged.commit())
    say(globals, fmt::format("wrote {}", path.lexically_relative(folder).string()));
  say(globals, "next: `schemac generate`, `schemac db create`, `schemac migrate up`");
  return kOk;
}

}  // namespace

void add_init(CLI::App& app, Globals& globals, Run& run) {
  const auto folder = std::make_shared<std::string>();
  CLI::App* const verb = app.add_subcommand("init", "make a project of a folder; never overwrites");
  verb->footer("Examples:\n  schemac init\n  schemac init my-service");
  verb->add_option("FOLDER", *folder, "the folder; without it, this one");
  on_call(*verb, folder, init, globals, run);
}

}  // namespace schemac::cli
