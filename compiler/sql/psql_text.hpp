// What in a .sql file is for psql and not for the server, as in the output of pg_dump: lines that begin with a
// backslash, and the rows behind COPY … FROM stdin. https://www.postgresql.org/docs/15/app-psql.html
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace schemac::sql {

/// A line of psql's own: `\connect films`.
struct MetaCommand {
  std::string text;
  std::size_t offset = 0;
};

struct PsqlText {
  std::string sql;  ///< As given, byte for byte in its place, with blanks where psql's own lines and rows were.
  std::vector<MetaCommand> commands;
};

/// Takes out what is psql's. Strings, quoted names, comments and function bodies are left alone, whatever stands in
/// them.
[[nodiscard]] PsqlText without_psql(std::string text);

/// The major of the server that a dump comes from, as pg_dump says in its comments; 0: it says nothing.
[[nodiscard]] int dumped_from(const std::string& text);

}  // namespace schemac::sql
