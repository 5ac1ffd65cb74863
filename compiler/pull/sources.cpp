#include "pull/sources.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace schemac::pull {

namespace fs = std::filesystem;

std::string free_path(const Sources& sources, const std::string& folder, const std::string& stem,
                      const std::string& extension) {
  for (int number = 1;; ++number) {
    const std::string name = number == 1 ? stem + extension : fmt::format("{}_{}{}", stem, number, extension);
    std::string path = (fs::path(folder) / name).lexically_normal().generic_string();
    if (!sources.headers.contains(path) && !sources.sql.contains(path) && !sources.reserved.contains(path)) return path;
  }
}

std::string include_path(const std::string& from, const std::string& to) {
  return fs::path(to).lexically_relative(fs::path(from).parent_path()).generic_string();
}

std::string edited(const std::string& text, std::vector<Edit> edits) {
  // What is put in before a text comes before that is taken out.
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  std::string made;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.begin < at) continue;  // within what is gone already
    made.append(text, at, edit.begin - at);
    made += edit.text;
    at = edit.end;
  }
  return made.append(text, at);
}

}  // namespace schemac::pull
