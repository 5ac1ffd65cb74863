// Comments that silence a finding: `// schemac: allow CODE` in a header, `-- schemac: allow CODE` in a .sql file,
// several codes with commas. On a line of its own it holds for the line below, else for its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/diagnostics.hpp"

namespace schemac::lint {

struct Allowance {
  Place place;           ///< Of the code in the comment.
  std::string code;      ///< As written.
  std::size_t line = 0;  ///< What it holds for; 0: nothing follows it.
};

/// Those of a text of C++, in the order of the text.
[[nodiscard]] std::vector<Allowance> allowances_of_header(std::string_view text, const std::string& file);
/// Those of a .sql file.
[[nodiscard]] std::vector<Allowance> allowances_of_sql(std::string_view text, const std::string& file);

}  // namespace schemac::lint
