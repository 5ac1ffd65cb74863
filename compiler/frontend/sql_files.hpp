// The .sql files beside the headers: their statements, each with its place. What they mean the server says.
#pragma once

#include "frontend/parse.hpp"

namespace schemac::frontend {

/// Reads the files in the order of their names. A file that is not there, and each statement that PostgreSQL's parser
/// refuses, is reported. Throws FileError where a file cannot be read.
[[nodiscard]] std::vector<model::SqlStatement> read_sql_files(const Options& options, Diagnostics& diagnostics);

}  // namespace schemac::frontend
