// Views and materialized views. https://www.postgresql.org/docs/15/sql-createview.html,
// https://www.postgresql.org/docs/15/sql-creatematerializedview.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string with_options(const std::map<std::string, std::string>& options) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : options) parts.push_back(name + "=" + value);
  return parts.empty() ? "" : " WITH (" + joined(parts, ", ") + ")";
}

std::string column_list(const std::vector<model::ViewColumn>& columns) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(identifier(column.name));
  return names.empty() ? "" : " (" + joined(names, ", ") + ")";
}

void add_comments(const model::ObjectId& id, const std::optional<std::string>& comment,
                  const std::vector<model::ViewColumn>& columns, Statements& statements) {
  if (comment) statements.push_back(comment_on(id, comment));
  for (const auto& column : columns) {
    if (column.comment) {
      statements.push_back(comment_on(model::column_id({id.schema, id.name}, column.name), column.comment));
    }
  }
}

std::string set_default(const model::QualifiedName& view, const model::ViewColumn& column) {
  const std::string head = "ALTER VIEW " + qualified(view) + " ALTER COLUMN " + identifier(column.name);
  return column.default_expression ? head + " SET DEFAULT " + *column.default_expression : head + " DROP DEFAULT";
}

std::string create(const std::string& head, const model::View& view) {
  return head + qualified(view.name) + column_list(view.columns) + with_options(view.options) + " AS\n" +
         view.definition;
}

}  // namespace

Statements render(const diff::Create<model::View>& change) {
  const auto& view = change.object;
  Statements statements{create("CREATE VIEW ", view)};
  for (const auto& column : view.columns) {
    if (column.default_expression) statements.push_back(set_default(view.name, column));
  }
  add_comments(view.id(), view.comment, view.columns, statements);
  return statements;
}

Statements render(const diff::Drop<model::View>& change) { return {"DROP VIEW " + qualified(change.object.name)}; }

Statements render(const diff::Rename<model::View>& change) {
  return move_and_rename("VIEW", {change.before.schema, change.before.name}, {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::View>& change) { return {create("CREATE OR REPLACE VIEW ", change.after)}; }

Statements render(const diff::Create<model::MaterializedView>& change) {
  const auto& view = change.object;
  std::string text = "CREATE MATERIALIZED VIEW " + qualified(view.name) + column_list(view.columns);
  if (view.access_method) text += " USING " + identifier(*view.access_method);
  text += with_options(view.storage_parameters);
  if (view.tablespace) text += " TABLESPACE " + identifier(*view.tablespace);
  text += " AS\n" + view.definition;
  if (!view.populated) text += "\nWITH NO DATA";
  Statements statements{std::move(text)};
  add_comments(view.id(), view.comment, view.columns, statements);
  return statements;
}

Statements render(const diff::Drop<model::MaterializedView>& change) {
  return {"DROP MATERIALIZED VIEW " + qualified(change.object.name)};
}

Statements render(const diff::Rename<model::MaterializedView>& change) {
  return move_and_rename("MATERIALIZED VIEW", {change.before.schema, change.before.name},
                         {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::MaterializedView>& change) {
  const auto& [before, after] = change;
  const std::string head = "ALTER MATERIALIZED VIEW " + qualified(after.name) + " ";
  Statements statements;
  for (const std::string& command : storage_parameter_commands(before.storage_parameters, after.storage_parameters)) {
    statements.push_back(head + command);
  }
  return statements;
}

}  // namespace schemac::sql
