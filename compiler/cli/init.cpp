// `schemac init`: makes a project of a folder: schemac.toml, a first entity, the CMake lines. Never overwrites.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "history/migration.hpp"
#include "support/files.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConfig = R"(name = "{name}"

# Paths are relative to this file. What is not said here has these very values.
[schema]
headers = ["schema/*.hpp"]
sql = ["schema/*.sql"]

[output]
generated = "generated"
migrations = "schema/migrations"
snapshot = "schema/snapshot.json"

# Without a `url`, development is the project's own PostgreSQL: `schemac db server` starts it.
[environments.development]

# [environments.production]
# url = "env:DATABASE_URL"
# protected = true
)";

constexpr std::string_view kEntity =
    R"(// A first entity. `schemac generate` makes the table, its migration and a repository of it.
#pragma once
#include <schemac/schema.hpp>

namespace {name}::schema {
using namespace schemac;

/// Something to do.
struct Task : Entity {
  Uuid              id{primary_key, default_random};
  Varchar<200>      title{length(1, 200)};
  Boolean           done{default_to(false)};
  Nullable<Text>    notes;
  TimestampTz       created_at{default_now};

  static constexpr Table table{index(&Task::created_at)};
};

}  // namespace {name}::schema
)";

constexpr std::string_view kCMake = R"(cmake_minimum_required(VERSION 3.25)
project({name} LANGUAGES CXX)

find_package(schemac REQUIRED)

add_library({name} STATIC)
target_compile_features({name} PUBLIC cxx_std_20)
schemac_generate(TARGET {name} SCHEMA schema/task.hpp)
)";

std::string with_name(std::string_view text, const std::string& name) {
  constexpr std::string_view kHole = "{name}";
  std::string result(text);
  for (std::size_t at = result.find(kHole); at != std::string::npos; at = result.find(kHole, at + name.size()))
    result.replace(at, kHole.size(), name);
  return result;
}

/// A name that C++, CMake and PostgreSQL all take.
std::string project_name(const fs::path& folder) {
  std::string name = history::slug(folder.filename().string());
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name = "app" + (name.empty() ? "" : "_" + name);
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
  const std::pair<fs::path, std::string_view> files[] = {
      {"schemac.toml", kConfig}, {"schema/task.hpp", kEntity}, {"CMakeLists.txt", kCMake}};
  StagedFiles staged;
  for (const auto& [path, text] : files) {
    if (fs::exists(folder / path)) {
      say(globals, fmt::format("kept  {}", path.string()));
    } else {
      staged.write(folder / path, with_name(text, name));
    }
  }
  const std::vector<fs::path> written = staged.changed();
  staged.commit();
  for (const fs::path& path : written) say(globals, fmt::format("wrote {}", path.lexically_relative(folder).string()));
  say(globals, "next: `schemac generate`, `schemac db create`, `schemac migrate up`");
  return kOk;
}

}  // namespace

void add_init(CLI::App& app, Globals& globals, Run& run) {
  const auto folder = std::make_shared<std::string>();
  CLI::App* const verb = app.add_subcommand("init", "make a project of a folder; never overwrites");
  verb->footer("Examples:\n  schemac init\n  schemac init my-service");
  verb->add_option("FOLDER", *folder, "the folder; without it, this one");
  verb->callback([folder, &globals, &run] {
    run = reporting(globals,
                    [folder, &globals](Diagnostics& diagnostics) { return init(globals, *folder, diagnostics); });
  });
}

}  // namespace schemac::cli
