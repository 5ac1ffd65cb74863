// https://www.postgresql.org/docs/15/sql-createtable.html. A table is created bare: its constraints stand beside it.
#include <algorithm>

#include "sql/clauses.hpp"
#include "sql/column_definition.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

// Types stand in a column of their own, unless a name is so long that it would push them off the page.
constexpr std::size_t kWidestName = 24;

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string column_lines(const std::vector<model::Column>& columns) {
  std::size_t widest = 0;
  for (const model::Column& column : columns)
    if (const auto each = width(identifier(column.name)); each <= kWidestName) widest = std::max(widest, each);
  std::vector<std::string> lines;
  for (const model::Column& column : columns) {
    const std::string name = identifier(column.name);
    const std::string padding(widest - std::min(widest, width(name)), ' ');
    lines.push_back("    " + name + padding + " " + column_definition(column));
  }
  return lines.empty() ? "()" : "(\n" + joined(lines, ",\n") + "\n)";
}

std::vector<std::string> row_security_commands(const model::Table& before, const model::Table& after) {
  std::vector<std::string> commands;
  if (before.row_security != after.row_security)
    commands.emplace_back(after.row_security ? "ENABLE ROW LEVEL SECURITY" : "DISABLE ROW LEVEL SECURITY");
  if (before.force_row_security != after.force_row_security)
    commands.emplace_back(after.force_row_security ? "FORCE ROW LEVEL SECURITY" : "NO FORCE ROW LEVEL SECURITY");
  return commands;
}

std::vector<std::string> settings_of_new(const model::Table& table) {
  std::vector<std::string> commands;
  for (const model::Column& column : table.columns) {
    model::Column plain = column;
    plain.storage.reset();
    plain.compression.reset();
    plain.statistics.reset();
    for (std::string& command : column_settings(plain, column)) commands.push_back(std::move(command));
  }
  for (std::string& command : row_security_commands(model::Table{}, table)) commands.push_back(std::move(command));
  return commands;
}

}  // namespace

Statements render(const diff::Create<model::Table>& change) {
  const auto& table = change.object;
  auto statements =
      with_comment(joined({table.unlogged ? "CREATE UNLOGGED TABLE" : "CREATE TABLE", qualified(table.name),
                           column_lines(table.columns), with_clause(table.storage_parameters)},
                          " "),
                   table.id(), table.comment);
  for (const model::Column& column : table.columns)
    if (column.comment) statements.push_back(comment_on(model::column_id(table.name, column.name), column.comment));
  if (const auto settings = settings_of_new(table); !settings.empty())
    statements.push_back(alter_table(table.name, settings));
  return statements;
}

Statements render(const diff::Drop<model::Table>& change) { return {"DROP TABLE " + qualified(change.object.name)}; }

Statements render(const diff::Rename<model::Table>& change) {
  return move_and_rename("TABLE", {change.before.schema, change.before.name}, {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::Table>& change) {
  const auto& [before, after] = change;
  auto commands = storage_parameter_commands(before.storage_parameters, after.storage_parameters);
  if (before.unlogged != after.unlogged) commands.emplace_back(after.unlogged ? "SET UNLOGGED" : "SET LOGGED");
  for (std::string& command : row_security_commands(before, after)) commands.push_back(std::move(command));
  if (commands.empty()) return {};
  return {alter_table(after.name, commands)};
}

}  // namespace schemac::sql
