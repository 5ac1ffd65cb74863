// Generated files that no schema header makes any more: the header was removed, or renamed.
#pragma once

#include <filesystem>
#include <vector>

#include "emit/generate.hpp"
#include "model/declared.hpp"

namespace schemac::emit {

/// Files below the folder of generated ones that bear schemac's mark for a schema header which is none any longer, and
/// lie just where that header's would: anything else there is somebody's own. Sorted. Throws
/// std::filesystem::filesystem_error when a folder cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> leftovers(const model::Declared& declared, const Options& options);

}  // namespace schemac::emit
