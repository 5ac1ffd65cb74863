// Names that C++ code cannot declare because a macro stands behind them: those that compilers define in their own
// dialect, and those of standard headers that generated code comes with.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace schemac {

inline constexpr std::array<std::string_view, 15> kMacroNames = {
    "EOF",      "INFINITY", "NAN",   "NULL",   "assert", "errno",  "i386",     "linux",
    "offsetof", "stderr",   "stdin", "stdout", "unix",   "va_end", "va_start",
};
static_assert(std::is_sorted(kMacroNames.begin(), kMacroNames.end()));

constexpr bool is_macro_name(std::string_view name) {
  return std::binary_search(kMacroNames.begin(), kMacroNames.end(), name);
}

}  // namespace schemac
