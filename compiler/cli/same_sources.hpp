// Whether a build compiles the C++ of what the project has: its list of schema headers and query files is its own.
#pragma once

#include <filesystem>

#include "cli/project.hpp"

namespace schemac::cli {

/// Demands that a build names the schema headers and files of queries that schemac.toml has: the C++ of one that it
/// leaves out would be missed by a linker, and what it has besides by a compiler, neither of which can say why.
/// @param list a file with one path a line, absolute
/// @return false, with diagnostics, where they differ
[[nodiscard]] bool demand_same_sources(const std::filesystem::path& list, const Project& project,
                                       const model::Declared& declared, Diagnostics& diagnostics);

}  // namespace schemac::cli
