// What becomes of the values of a column where no cast leads to its new type: `--using COLUMN=EXPRESSION`, for the way
// up and for the way down, which is another expression.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "diff/changes.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

struct ConversionOptions {
  std::vector<std::string> up;  ///< As given: `places.opened=to_timestamp(opened)`.
  std::vector<std::string> down;
};

/// --using and --using-down, for the verbs that plan.
void add_conversion_options(CLI::App& verb, ConversionOptions& options);

/// Says to `difference` what was given. False with a diagnostic where something given names no column that changes its
/// type.
[[nodiscard]] bool say_conversions(const std::vector<std::string>& given, diff::Difference& difference,
                                   Diagnostics& diagnostics);

}  // namespace schemac::cli
