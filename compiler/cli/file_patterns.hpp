// The patterns of schemac.toml: those of a shell, in which `**` as a folder is any number of folders, none too. Hidden
// files and folders are matched by name alone, and links to folders are not followed there.
#pragma once

#include <set>
#include <string>

namespace schemac::cli {

/// The files, and no folders, that the pattern names, without detours (`a/./b`) in their paths.
[[nodiscard]] std::set<std::string> files_of(const std::string& pattern);

}  // namespace schemac::cli
