// Names that C++ code cannot declare.
#pragma once

#include <string_view>

namespace schemac {

/// Whether a macro stands behind a name: of compilers in their own dialect, or of a standard header that generated code
/// comes with.
[[nodiscard]] bool is_macro_name(std::string_view word);

/// Whether it is a keyword of C++20, alternative tokens among them, or a macro.
[[nodiscard]] bool is_taken_by_cpp(std::string_view word);

}  // namespace schemac
