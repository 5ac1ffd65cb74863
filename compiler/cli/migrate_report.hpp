// What `migrate` tells: how things stand, why a statement failed, what a protected environment refuses.
#pragma once

#include <string>
#include <vector>

#include "cli/config.hpp"
#include "history/apply.hpp"
#include "history/status.hpp"

namespace schemac::cli {

[[nodiscard]] std::string status_text(const std::vector<history::StatusLine>& lines);
[[nodiscard]] std::string status_json(const std::vector<history::StatusLine>& lines);

/// The statement's place, PostgreSQL's message, SQLSTATE, what stands and what to do. `again` is the command that goes
/// on.
void report_failure(const history::MigrationFailed& failed, const std::string& folder, const std::string& again,
                    Diagnostics& diagnostics);

/// In a protected environment nothing that deletes data runs without `--allow=deletes-data`: true when the script may
/// run. Hazards are read from the comments that stand above the statements in the migration's file.
[[nodiscard]] bool scripts_allowed(const sql::Script& script, const std::string& folder, const Environment& environment,
                                   const Hazards& allowed, Diagnostics& diagnostics);

}  // namespace schemac::cli
