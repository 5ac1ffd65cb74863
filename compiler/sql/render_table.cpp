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

// Of a table that is OF a type only what the type does not say; columns that come from parents are not said at all.
std::string words_of(const model::Table& table, const model::Column& column) {
  return table.of_type ? column_options(column) : column_definition(column);
}

std::string column_lines(const model::Table& table) {
  std::vector<const model::Column*> said;
  for (const model::Column& column : table.columns)
    if (!column.inherited && !words_of(table, column).empty()) said.push_back(&column);
  std::size_t widest = 0;
  for (const model::Column* column : said)
    if (const auto each = width(identifier(column->name)); each <= kWidestName) widest = std::max(widest, each);
  std::vector<std::string> lines;
  for (const model::Column* column : said) {
    const std::string name = identifier(column->name);
    const std::string padding(widest - std::min(widest, width(name)), ' ');
    lines.push_back("    " + name + padding + " " + words_of(table, *column));
  }
  if (lines.empty()) return table.of_type ? "" : "()";
  return "(\n" + joined(lines, ",\n") + "\n)";
}

std::string shape(const model::Table& table) {
  if (table.partition_of)
    return "PARTITION OF " + qualified(table.partition_of->parent) + " " + table.partition_of->bound;
  std::vector<std::string> parents;
  for (const model::QualifiedName& parent : table.inherits) parents.push_back(qualified(parent));
  return joined({table.of_type ? "OF " + *table.of_type : "", column_lines(table),
                 parents.empty() ? "" : "INHERITS (" + joined(parents, ", ") + ")"},
                " ");
}

// What identifies a row to those who replicate the table: an index by its name, or one of the words.
std::string identity_command(const std::optional<std::string>& identity) {
  constexpr std::string_view kIndex = "USING INDEX ";
  if (!identity) return "REPLICA IDENTITY DEFAULT";
  if (!identity->starts_with(kIndex)) return "REPLICA IDENTITY " + *identity;
  return "REPLICA IDENTITY USING INDEX " + identifier(identity->substr(kIndex.size()));
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
    if (column.inherited || table.partition_of) continue;
    for (std::string& command : column_settings(without_settings(column), column))
      commands.push_back(std::move(command));
  }
  for (std::string& command : row_security_commands(model::Table{}, table)) commands.push_back(std::move(command));
  if (table.replica_identity) commands.push_back(identity_command(table.replica_identity));
  return commands;
}

}  // namespace

Statements render(const diff::Create<model::Table>& change) {
  const auto& table = change.object;
  auto statements =
      with_comment(joined({table.unlogged ? "CREATE UNLOGGED TABLE" : "CREATE TABLE", qualified(table.name),
                           shape(table), table.partition_by ? "PARTITION BY " + *table.partition_by : "",
                           table.access_method ? "USING " + identifier(*table.access_method) : "",
                           with_clause(table.storage_parameters),
                           table.tablespace ? "TABLESPACE " + identifier(*table.tablespace) : ""},
                          " "),
                   table.id(), table.comment);
  for (const model::Column& column : table.columns)
    if (column.comment && !column.inherited)
      statements.push_back(comment_on(model::column_id(table.name, column.name), column.comment));
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
  if (before.access_method != after.access_method)
    commands.push_back("SET ACCESS METHOD " + identifier(after.access_method.value_or("heap")));
  if (before.tablespace != after.tablespace)
    commands.push_back("SET TABLESPACE " + identifier(after.tablespace.value_or("pg_default")));
  for (std::string& command : row_security_commands(before, after)) commands.push_back(std::move(command));
  if (before.replica_identity != after.replica_identity) commands.push_back(identity_command(after.replica_identity));
  if (before.cluster_on != after.cluster_on)
    commands.push_back(after.cluster_on ? "CLUSTER ON " + identifier(*after.cluster_on) : "SET WITHOUT CLUSTER");
  if (commands.empty()) return {};
  return {alter_table(after.name, commands)};
}

}  // namespace schemac::sql
