#include "cli/this_program.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "cli/version.hpp"

namespace schemac::cli {

std::string this_program() {
  namespace fs = std::filesystem;
  const fs::path program = fs::read_symlink("/proc/self/exe");
  return fmt::format("{} {} {}", kVersion, fs::file_size(program),
                     fs::last_write_time(program).time_since_epoch().count());
}

}  // namespace schemac::cli
