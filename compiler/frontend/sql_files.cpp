#include "frontend/sql_files.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "frontend/string_place.hpp"
#include "sql/parse.hpp"
#include "support/files.hpp"

namespace schemac::frontend {
namespace {

Place place_at(const std::string& file, std::string_view text, std::size_t offset) {
  const LineColumn found = line_column(text, offset);
  return {file, found.line, found.column};
}

void read_statements(const std::string& file, std::string_view text, std::vector<model::SqlStatement>& statements,
                     Diagnostics& diagnostics) {
  for (const sql::Span& span : sql::split(text)) {
    const std::string_view statement = text.substr(span.begin, span.end - span.begin);
    if (const auto error = sql::check_statements(statement))
      diagnostics.error(Code::sql_syntax, place_at(file, text, span.begin + error->offset), error->message);
    statements.push_back({std::string(statement), place_at(file, text, span.begin)});
  }
}

}  // namespace

std::vector<model::SqlStatement> read_sql_files(const Options& options, Diagnostics& diagnostics) {
  std::vector<std::string> files = options.sql_files;
  std::sort(files.begin(), files.end());
  std::vector<model::SqlStatement> statements;
  for (const std::string& file : files) {
    const std::string path = (options.project_root / file).lexically_normal().string();
    const std::optional<std::string> text = read_file(path);
    if (!text) {
      diagnostics.error(Code::header_not_found, {}, fmt::format("`{}` does not exist", path));
      continue;
    }
    read_statements(path, *text, statements, diagnostics);
  }
  return statements;
}

}  // namespace schemac::frontend
