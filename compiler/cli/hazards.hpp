// Hazards as people name them: in `--allow`, in schemac.toml, in `schemac help`. What they are is plan's to say.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

using Hazards = std::set<plan::HazardKind>;

/// All their names, for a hint.
[[nodiscard]] std::string hazard_names();
/// What the hazard means for a database in use, in a sentence or two, for `schemac help`.
[[nodiscard]] std::string_view explanation_of(plan::HazardKind kind);

/// The hazards that comments above a statement of a script tell of, but for those that a comment there allows.
[[nodiscard]] std::vector<plan::Hazard> hazards_said(const sql::Statement& statement);

/// The hazards of `--allow`. A name that is none is `bad_usage`; then there is no result.
[[nodiscard]] std::optional<Hazards> read_hazards(const std::vector<std::string>& names, Diagnostics& diagnostics);

}  // namespace schemac::cli
