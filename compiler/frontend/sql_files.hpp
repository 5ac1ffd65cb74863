// The .sql files beside the headers, and the output of pg_dump: their statements, each with its place, and the renames
// that their comments say. What they mean the server says.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "frontend/parse.hpp"

namespace schemac::frontend {

struct SqlFiles {
  std::vector<model::SqlStatement> statements;
  std::vector<model::RenameMark> rename_marks;
  std::map<std::string, int> dumps;  ///< See model::Declared.
};

/// Reads the files in the order of their names. A file that is not there, and each statement that PostgreSQL's parser
/// refuses, is reported. What is no part of a schema (transactions, rows of COPY, lines for psql) is left out. Throws
/// FileError where a file cannot be read.
[[nodiscard]] SqlFiles read_sql_files(const Options& options, Diagnostics& diagnostics);

}  // namespace schemac::frontend
