#include "cli/staleness.hpp"

#include <algorithm>

#include "support/files.hpp"

namespace schemac::cli {

namespace fs = std::filesystem;

bool is_current(const Project& project, const model::Declared& declared, Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_file(project.config.snapshot);
  if (!text) return false;
  const std::optional<snapshot::Header> header =
      snapshot::read_header(*text, project.config.snapshot.string(), diagnostics);
  return header && header->source_hash == declared.hash;
}

std::optional<bool> demand_current(const Project& project, const model::Declared& declared, Diagnostics& diagnostics) {
  Diagnostics found;
  const bool current = is_current(project, declared, found);
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  if (!current)
    diagnostics.error(Code::stale_output, {project.config.snapshot.string(), 0, 0},
                      "the schema has changed since the last migration was written");
  return current;
}

void demand_fresh(const GeneratedCode& code, Diagnostics& diagnostics) {
  for (const fs::path& path : code.files.changed()) {
    const bool left = std::find(code.leftovers.begin(), code.leftovers.end(), path) != code.leftovers.end();
    diagnostics.error(
        Code::stale_output, {path.string(), 0, 0},
        left ? "no schema header makes this file any more" : "the file is not what would be generated now");
  }
}

}  // namespace schemac::cli
