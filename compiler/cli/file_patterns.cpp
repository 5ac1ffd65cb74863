#include "cli/file_patterns.hpp"

#include <glob.h>

#include <filesystem>
#include <string_view>
#include <vector>

namespace schemac::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAnyFolders = "**/";

/// https://pubs.opengroup.org/onlinepubs/9699919799/functions/glob.html
std::vector<std::string> globbed(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  return paths;
}

/// The pattern of that very path.
std::string escaped(const std::string& path) {
  std::string pattern;
  for (const char c : path) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

/// Where `**/` stands as a folder of its own.
std::size_t find_any_folders(const std::string& pattern) {
  std::size_t at = pattern.find(kAnyFolders);
  while (at != std::string::npos && at > 0 && pattern[at - 1] != '/') at = pattern.find(kAnyFolders, at + 1);
  return at;
}

void collect(const std::string& pattern, std::set<std::string>& files);

/// `rest` in the folder, and in all below.
void collect_below(const fs::path& folder, const std::string& rest, std::set<std::string>& files) {
  collect(escaped((folder / "").string()) + rest, files);
  std::error_code unreadable;  // As a shell, which passes by what it may not read.
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, unreadable)) {
    const bool is_folder = !entry.is_symlink(unreadable) && entry.is_directory(unreadable);
    if (is_folder && !entry.path().filename().string().starts_with('.')) collect_below(entry.path(), rest, files);
  }
}

void collect(const std::string& pattern, std::set<std::string>& files) {
  const std::size_t at = find_any_folders(pattern);
  if (at == std::string::npos) {
    for (const fs::path path : globbed(pattern))
      if (!fs::is_directory(path)) files.insert(path.lexically_normal().generic_string());
    return;
  }
  const std::string rest = pattern.substr(at + kAnyFolders.size());
  for (const std::string& folder : at == 0 ? std::vector<std::string>{"."} : globbed(pattern.substr(0, at)))
    collect_below(folder, rest, files);
}

}  // namespace

std::set<std::string> files_of(const std::string& pattern) {
  std::set<std::string> files;
  collect(pattern, files);
  return files;
}

}  // namespace schemac::cli
