// Where schemac finds what comes with it: the vocabulary that schema headers include, and the templates of the
// generated C++. Both are looked for from the program itself, so that an installation can be moved or packed as a
// whole. The build folder has the same shape as an installation (compiler/CMakeLists.txt), hence there is one rule and
// no switch.
#pragma once

#include <filesystem>

namespace schemac::cli {

struct Installation {
  std::filesystem::path dsl_include;  ///< Has `schemac/schema.hpp`: what a schema header's compiler is told with -I.
  std::filesystem::path templates;    ///< The templates that a project uses where it has none of its own.
};

/// The installation that this program belongs to, found from /proc/self/exe (proc(5)); symbolic links to the program
/// are followed. Throws std::runtime_error, naming the folder, when one of the two is not there.
[[nodiscard]] Installation locate_installation();

/// The same for a program in the folder `bin`.
[[nodiscard]] Installation locate_installation(const std::filesystem::path& bin);

}  // namespace schemac::cli
