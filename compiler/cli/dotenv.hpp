// `.env` beside schemac.toml: variables for a developer's own machine, never committed.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "support/diagnostics.hpp"

namespace schemac::cli {

/// Parses lines `NAME=value`, `export NAME=value`, `NAME='value'`, `NAME="value"` (with \n, \", \\ in double quotes);
/// `#` begins a comment. What is no such line becomes a diagnostic.
[[nodiscard]] std::map<std::string, std::string> parse_dotenv(std::string_view text, const std::string& file,
                                                              Diagnostics& diagnostics);

/// Reads the file, if it is there, and sets what is not yet set in the process's environment. False after an error.
bool load_dotenv(const std::string& file, Diagnostics& diagnostics);

}  // namespace schemac::cli
