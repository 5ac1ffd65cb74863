#include "generated/compiler.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "emit/generate.hpp"
#include "frontend/parse.hpp"
#include "support/project_queries.hpp"

namespace schemac::tests {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = SCHEMAC_SOURCE_DIR;

model::Declared parse(const fs::path& project, std::vector<std::string> headers,
                      const std::vector<std::string>& queries) {
  frontend::Options options;
  options.project_root = project;
  options.headers = std::move(headers);
  options.include_directories = {kSource / "compiler" / "dsl"};
  Diagnostics diagnostics;
  std::optional<model::Declared> declared = frontend::parse(options, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(print(diagnostic, false));
  REQUIRE(declared);
  add_queries(*declared, project, queries);
  return std::move(*declared);
}

/// What a shell command says on both streams, and whether it exits with 0.
Compiled run(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  Compiled result;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    result.output.append(buffer.data(), got);
  result.well = ::pclose(pipe) == 0;
  return result;
}

}  // namespace

model::Declared declared_in(const fs::path& project, const std::vector<std::string>& headers) {
  return parse(project, headers, {});
}

Compiled compile(const std::string& compiler, const fs::path& source, const std::vector<fs::path>& includes) {
  std::string command = compiler + " -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror " +
                        "-Wsign-conversion -Wold-style-cast";
  if (compiler == "g++") command += " -Wuseless-cast";  // clang has none
  for (const fs::path& include : includes) command += fmt::format(" -I'{}'", include.string());
  command += fmt::format(" -I'{}' '{}' 2>&1", (kSource / "runtime" / "include").string(), source.string());
  return run(command);
}

std::string dependencies(const std::string& compiler, const fs::path& source) {
  const Compiled listed = run(fmt::format("{} -std=c++20 -M -x c++ -I'{}' '{}' 2>&1", compiler,
                                          (kSource / "runtime" / "include").string(), source.string()));
  REQUIRE(listed.well);
  std::string files = listed.output;
  std::replace(files.begin(), files.end(), '\n', ' ');
  return files;
}

std::vector<std::string> compilers() {
  std::vector<std::string> found;
  for (const char* name : {"g++", "clang++-14"})
    if (std::system(fmt::format("command -v {} >/dev/null", name).c_str()) == 0) found.emplace_back(name);
  REQUIRE_FALSE(found.empty());
  return found;
}

model::Declared eventide() {
  return parse(kSource,
               {"schema/audit_log.hpp", "schema/availability.hpp", "schema/booking.hpp", "schema/mixins.hpp",
                "schema/session.hpp", "schema/user.hpp"},
               {"schema/queries/bookings.sql"});
}

model::Declared second_schema() {
  return parse(kSource / "tests" / "support" / "second_schema" / "a project",
               {"schema/everything.hpp", "schema/guarded.hpp", "schema/kinds.hpp", "schema/parts/oddities.hpp"},
               {"schema/queries/everything.sql"});
}

void generate(const model::Declared& declared, const fs::path& output) {
  emit::Options options;
  options.output = output;
  options.templates = kSource / "templates";
  Diagnostics diagnostics;
  std::optional<StagedFiles> staged = emit::generate(declared, options, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list()) UNSCOPED_INFO(print(diagnostic, false));
  REQUIRE(staged);
  staged->commit();
}

}  // namespace schemac::tests
