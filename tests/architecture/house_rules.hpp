// Habits of the house that a machine can hold: sizes, names, leftovers, tidy text, weight of public headers. Each rule
// takes the tree and returns what breaks it, as `path:line: sentence`, so that a rule can be tried on a made-up tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "architecture/source_tree.hpp"

namespace schemac::tests {

/// Files of the compiler, the runtime, the support for tests and the templates over 400 lines.
std::vector<std::string> long_files(const std::vector<SourceFile>& tree);

/// Files named for nothing in particular.
std::vector<std::string> shapeless_names(const std::vector<SourceFile>& tree);

/// Comments that put work off.
std::vector<std::string> unfinished_work(const std::vector<SourceFile>& tree);

/// Tabs, trailing blanks, a last line without an end, line ends of Windows.
std::vector<std::string> untidy_text(const std::vector<SourceFile>& tree);

/// Paths of the machine on which something was written.
std::vector<std::string> machine_paths(const std::vector<SourceFile>& tree);

/// Headers that users compile and that include what is too heavy, or what clang 14 cannot compile.
std::vector<std::string> heavy_headers(const std::vector<SourceFile>& tree);

/// Headers that do not open with a comment on what they are for.
std::vector<std::string> headers_without_opening(const std::vector<SourceFile>& tree);

/// Codes (`no-primary-key`) that no test mentions, neither by name nor as an enumerator.
std::vector<std::string> codes_without_test(const std::vector<SourceFile>& tree, const std::vector<std::string>& codes);

}  // namespace schemac::tests
