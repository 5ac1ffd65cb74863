#include "frontend/expressions.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "frontend/naming.hpp"
#include "frontend/string_place.hpp"
#include "sql/parse.hpp"
#include "support/files.hpp"
#include "support/nearest.hpp"
#include "support/text_place.hpp"

namespace schemac::frontend {
namespace {

void report_syntax(Draft& draft, const Text& text, const sql::SyntaxError& error) {
  draft.diagnostics.error(Code::sql_syntax, place_inside(text, error.offset), error.message);
}

/// https://www.postgresql.org/docs/15/ddl-system-columns.html
bool is_system_column(const std::string& name) {
  constexpr std::array kSystem{"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};
  return std::find(kSystem.begin(), kSystem.end(), name) != kSystem.end();
}

/// A subquery brings names of its own, which only the server can tell.
bool has_subquery(const std::string& sql) {
  std::string lower(sql.size(), ' ');
  std::transform(sql.begin(), sql.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower.find("select") != std::string::npos || lower.find("table") != std::string::npos ||
         lower.find("values") != std::string::npos;
}

bool is_certainly_unknown(const TableDraft& table, const sql::ColumnReference& reference) {
  if (!reference.qualifier.empty() && reference.qualifier != table.name().name) return false;
  if (reference.qualifier.empty() && reference.name == table.name().name) return false;  // the whole row
  if (reference.name.empty() || reference.name == "*" || is_system_column(reference.name)) return false;
  return table.table.find_column(reference.name) == nullptr;
}

void report_unknown(Draft& draft, const TableDraft& table, const Text& text, const sql::ColumnReference& reference) {
  Diagnostic& error =
      draft.diagnostics.error(Code::unknown_column, place_inside(text, reference.offset),
                              fmt::format("`{}` has no column `{}`", table.name().name, reference.name));
  error.notes.push_back({table.entity.place, fmt::format("`{}` is declared here", table.entity.name)});
  for (const ColumnDraft& column : table.columns) {
    if (column.source->name != reference.name) continue;
    error.hint = fmt::format("the column of the field `{}` is called `{}`", column.source->name, column.column.name);
    return;
  }
  std::vector<std::string> names;
  for (const model::Column& column : table.table.columns) names.push_back(column.name);
  if (const auto near = nearest(reference.name, names)) error.hint = fmt::format("did you mean `{}`?", *near);
}

}  // namespace

Place place_inside(const Text& text, std::size_t offset) {
  const std::optional<std::string> source = read_file(text.place.file);
  if (!source) return text.place;
  const std::optional<std::size_t> at = find_in_literal(*source, text.offset, offset);
  if (!at) return text.place;
  return place_at(text.place.file, *source, *at);
}

bool check_expression(Draft& draft, const Text& text) {
  const std::optional<sql::SyntaxError> error = sql::check_expression(text.value);
  if (error) report_syntax(draft, text, *error);
  return !error;
}

std::optional<std::vector<std::string>> check_expression_over(Draft& draft, const TableDraft& table, const Text& text) {
  // What does not parse names no column: it is parsed for its error only then.
  const std::vector<sql::ColumnReference> references = sql::column_references(text.value);
  if (references.empty() && !check_expression(draft, text)) return std::nullopt;
  const bool certain = !has_subquery(text.value);
  bool known = true;
  std::vector<std::string> columns;
  for (const sql::ColumnReference& reference : references) {
    if (table.table.find_column(reference.name) != nullptr) columns.push_back(reference.name);
    if (!certain || !is_certainly_unknown(table, reference)) continue;
    report_unknown(draft, table, text, reference);
    known = false;
  }
  if (!known) return std::nullopt;
  return columns;
}

void check_type_name(Draft& draft, const Text& text) {
  if (const std::optional<sql::SyntaxError> error = sql::check_type(text.value)) report_syntax(draft, text, *error);
}

void depend_on_columns(Draft& draft, const model::ObjectId& object, const TableDraft& table,
                       const std::vector<std::string>& columns) {
  for (const std::string& column : columns) depend(draft, object, model::column_id(table.name(), column));
}

}  // namespace schemac::frontend
