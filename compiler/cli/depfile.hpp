// What a build system is told of a run: what was read, and that it is done.
#pragma once

#include <filesystem>
#include <vector>

#include "support/files.hpp"

namespace schemac::cli {

struct BuildFiles {
  std::filesystem::path depfile;  ///< Empty: none.
  std::filesystem::path stamp;    ///< Empty: none.
};

/// Stages the depfile, a rule by which the stamp depends on `dependencies`, for make and ninja.
void stage_depfile(const BuildFiles& build, const std::vector<std::filesystem::path>& dependencies, StagedFiles& files);

}  // namespace schemac::cli
