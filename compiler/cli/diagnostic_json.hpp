// A message as JSON: of `--json`, a line each, and of `--format json`.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/globals.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

[[nodiscard]] nlohmann::ordered_json diagnostic_json(const Globals& globals, const Diagnostic& diagnostic);

/// The text of one value, whatever bytes its strings have. `indent` as of nlohmann::json::dump.
[[nodiscard]] std::string dumped(const nlohmann::ordered_json& json, int indent);

}  // namespace schemac::cli
