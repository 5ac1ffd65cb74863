#include "cli/depfile.hpp"

namespace schemac::cli {
namespace {

/// A Makefile's spelling of a file name. https://www.gnu.org/software/make/manual/html_node/Prerequisite-Types.html
std::string makefile_name(const std::filesystem::path& path) {
  std::string text;
  for (const char c : path.string()) {
    if (c == ' ' || c == '#') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

}  // namespace

void stage_depfile(const BuildFiles& build, const std::vector<std::filesystem::path>& dependencies,
                   StagedFiles& files) {
  if (build.depfile.empty()) return;
  std::string text = makefile_name(build.stamp) + ":";
  for (const std::filesystem::path& file : dependencies) text += " \\\n  " + makefile_name(file);
  files.write(build.depfile, text + "\n");
}

}  // namespace schemac::cli
