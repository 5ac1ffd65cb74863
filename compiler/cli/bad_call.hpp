// Command lines that cannot be understood: which word is wrong, and what may have been meant.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "support/diagnostics.hpp"

namespace schemac::cli {

/// A number of an option: whole, at least `least`, and as large as an int can be.
[[nodiscard]] CLI::Validator at_least(long long least);

/// `LEFT=RIGHT`, neither of them empty. @param example how it is written
[[nodiscard]] CLI::Validator two_sides(const std::string& example);

/// What CLI11 could not parse, in words of this program.
/// @param app after the attempt to parse
[[nodiscard]] Diagnostics explain_bad_call(const CLI::App& app, const CLI::ParseError& error);

}  // namespace schemac::cli
