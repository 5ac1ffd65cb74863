#include "cli/same_sources.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "support/files.hpp"

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

/// As it is called from the project's folder, where it lies in it.
std::string from_project(const fs::path& file, const Project& project) {
  const fs::path relative = file.lexically_relative(fs::weakly_canonical(project.config.root));
  return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

std::set<fs::path> listed_in(const fs::path& list) {
  std::set<fs::path> files;
  std::istringstream lines(read_file(list).value_or(""));
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) files.insert(fs::weakly_canonical(line));
  return files;
}

}  // namespace

bool demand_same_sources(const fs::path& list, const Project& project, const model::Declared& declared,
                         Diagnostics& diagnostics) {
  const std::set<fs::path> listed = listed_in(list);
  std::set<fs::path> known;
  const auto demand_listed = [&](const std::string& file, std::string_view argument) {
    const fs::path path = fs::weakly_canonical(project.config.root / file);
    known.insert(path);
    if (listed.contains(path)) return;
    diagnostics
        .error(Code::build_differs, {file, 0, 0},
               fmt::format("schemac.toml has this file, and the {} of `schemac_generate` has not", argument))
        .hint = fmt::format("add `{}` to it in CMakeLists.txt: its C++ would not be compiled", file);
  };
  for (const std::string& header : declared.headers) demand_listed(header, "SCHEMA");
  for (const model::QueryFile& file : declared.queries) demand_listed(file.file, "QUERIES");
  for (const fs::path& path : listed) {
    if (known.contains(path)) continue;
    Diagnostic& error =
        diagnostics.error(Code::build_differs, {from_project(path, project), 0, 0},
                          fs::exists(path) ? "`schemac_generate` has this file, and schemac.toml has not"
                                           : "`schemac_generate` has this file, which does not exist");
    error.hint = "take it out of SCHEMA or QUERIES in CMakeLists.txt";
    if (fs::exists(path)) error.hint += ", or add it to `[schema] headers` or `queries` in schemac.toml";
  }
  return !diagnostics.has_errors();
}

}  // namespace schemac::cli
