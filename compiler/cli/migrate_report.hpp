// What `migrate` tells: how things stand, why a statement failed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/config.hpp"
#include "schemac/runtime/migration/deploy.hpp"
#include "schemac/runtime/migration/status.hpp"
#include "sql/script.hpp"

namespace schemac::cli {

[[nodiscard]] std::string status_text(const std::vector<runtime::migration::StatusLine>& lines);
[[nodiscard]] std::string status_json(const std::vector<runtime::migration::StatusLine>& lines);

/// The statement's place, PostgreSQL's message, SQLSTATE, what stands and what to do. `again` is the command that goes
/// on.
void report_failure(const runtime::migration::MigrationFailed& failed, const std::string& folder,
                    const std::string& again, Diagnostics& diagnostics);

/// A run that lost its connection: what is known, and what to do.
void report_cut(const runtime::ConnectionFailure& failure, const std::string& folder, const std::string& again,
                Diagnostics& diagnostics);

/// Adds an error for each line on top of which nothing can be applied. `folder`: that of the migrations.
void demand_consistent(const std::vector<runtime::migration::StatusLine>& lines, const std::filesystem::path& folder,
                       Diagnostics& diagnostics);

}  // namespace schemac::cli
