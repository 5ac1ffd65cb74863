// Whether a database is what its migrations give: object by object, beside what nobody speaks of.
#pragma once

#include <string>
#include <vector>

#include "cli/migrate_deployment.hpp"
#include "diff/changes.hpp"
#include "model/schema.hpp"

namespace schemac::cli {

/// What somebody changed by hand: the changes that would make `expected` of the database. Objects of PostgreSQL schemas
/// that `expected` does not speak of are not looked at.
[[nodiscard]] std::vector<diff::Change> drift_from(model::Schema expected, runtime::Connection& connection);

/// The same for the state of the last migration, where the database has all of them and the snapshot was written for
/// its version: of others nothing is known without a replay, and nothing is the result. Where there was no drift before
/// and nobody has changed an object since, nothing is read: `.schemac/drift.sum` in the project says of what.
[[nodiscard]] std::optional<std::vector<diff::Change>> drift_of(Deployment& deployment, Diagnostics& diagnostics);

/// Adds an error for each of them.
/// @param hint behind the last of them
void report_drift(const std::vector<diff::Change>& drift, const std::string& environment, Diagnostics& diagnostics,
                  const std::string& hint = {});

/// What to do about a database that somebody changed.
inline constexpr const char* kDriftHint =
    "somebody changed it by hand or by `db push`: take that back, or make it a migration (`schemac db pull`, `schemac "
    "generate`) of which `schemac migrate repair --done NAME` says that this database has it";

}  // namespace schemac::cli
