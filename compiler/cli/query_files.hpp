// The files of queries of a project: read, known from the record of what PostgreSQL said of them, or described anew.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/project.hpp"
#include "elaborate/scratch.hpp"
#include "model/declared.hpp"
#include "queries/record.hpp"
#include "support/files.hpp"

namespace schemac::cli {

/// Reads the project's files of queries into `declared.queries`, with what is recorded of them.
/// @return those of which nothing is; nothing at all where there were errors
[[nodiscard]] std::optional<std::vector<queries::UnknownQuery>> read_queries(const Project& project,
                                                                             model::Declared& declared,
                                                                             Diagnostics& diagnostics);

/// A `stale_output` for each of them that was edited, and one for all that the schema's change concerns.
void demand_described(const std::vector<queries::UnknownQuery>& unknown, const Project& project,
                      Diagnostics& diagnostics);

/// Asks a database that has the schema. False: there were errors.
[[nodiscard]] bool describe_queries(model::Declared& declared, runtime::Connection& database, Diagnostics& diagnostics);

/// Stages the record of what is known now; where there are no queries, its removal.
void stage_query_record(const Project& project, const model::Declared& declared, StagedFiles& files);

}  // namespace schemac::cli
