// The project as a list of text files, for tests that read the house instead of running it. Folders that tools fill
// (build, .git, caches) are left out; so is everything below a folder that starts with `build`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::tests {

struct SourceFile {
  std::string path;  ///< Relative to the project, with slashes.
  std::string text;
};

/// Every text file of the project, sorted by path. A file with a zero byte is no text.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

/// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// Whether `path` is `folder` or lies below it.
bool below(std::string_view path, std::string_view folder);

/// One line an entry, for INFO and for messages of a failed CHECK.
std::string listed(const std::vector<std::string>& entries);

}  // namespace schemac::tests
