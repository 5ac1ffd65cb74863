#include "cli/installation.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace schemac::cli {
namespace {

void demand(const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) return;
  throw std::runtime_error(fmt::format(
      "schemac is not installed completely: there is no `{}`\nhint: `cmake --install` puts it there; move an "
      "installation as a whole",
      path.string()));
}

}  // namespace

Installation locate_installation() {
  return locate_installation(std::filesystem::read_symlink("/proc/self/exe").parent_path());
}

Installation locate_installation(const std::filesystem::path& bin) {
  // The two ways lead from the program's folder to its data; CMake derives them from the GNU installation folders.
  Installation found{(bin / SCHEMAC_BIN_TO_INCLUDE).lexically_normal(),
                     (bin / SCHEMAC_BIN_TO_TEMPLATES).lexically_normal()};
  demand(found.dsl_include / "schemac" / "schema.hpp");
  demand(found.templates);
  return found;
}

}  // namespace schemac::cli
