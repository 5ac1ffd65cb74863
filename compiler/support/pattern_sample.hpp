// Text that matches a regular expression of PostgreSQL, for values that are made up. Reads what rules are written in
// (classes, groups, alternatives, counts), and says so where an expression has more than that.
// https://www.postgresql.org/docs/15/functions-matching.html#POSIX-SYNTAX-DETAILS
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac {

/// For each character of a text that matches, the characters that may stand there. Nothing where the expression is not
/// read: back references, conditions on what follows, escapes of other meaning; or where no such text has a length
/// between `minimum` and `maximum` (0: any).
[[nodiscard]] std::optional<std::vector<std::string>> pattern_sample(std::string_view pattern, std::size_t minimum,
                                                                     std::size_t maximum);

}  // namespace schemac
