// Views and materialized views. https://www.postgresql.org/docs/15/sql-createview.html,
// https://www.postgresql.org/docs/15/sql-creatematerializedview.html
#include "sql/clauses.hpp"
#include "sql/column_definition.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

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
  const std::string head = "ALTER VIEW " + qualified(view) + " ALTER COLUMN " + identifier(column.name) + " ";
  return head + (column.default_expression ? "SET " + default_clause(*column.default_expression) : "DROP DEFAULT");
}

/// The query says the names of its columns.
std::string create(const std::string& verb, const model::View& view) {
  return joined({verb, qualified(view.name), with_clause(view.options), "AS\n"}, " ") + view.definition;
}

/// What the columns of materialized views have in common with those of tables.
model::Column stored(const model::ViewColumn& column) {
  model::Column stored;
  stored.name = column.name;
  stored.type = column.type;
  stored.collation = column.collation;
  stored.statistics = column.statistics;
  stored.storage = column.storage;
  stored.compression = column.compression;
  stored.options = column.options;
  return stored;
}

std::string alter(const model::MaterializedView& view, const std::vector<std::string>& commands) {
  return "ALTER MATERIALIZED VIEW " + qualified(view.name) + " " + joined(commands, ", ");
}

/// What alters the columns; of a new view, all that they have beyond their types.
std::vector<std::string> column_commands(const std::vector<model::ViewColumn>& before,
                                         const std::vector<model::ViewColumn>& after) {
  std::vector<std::string> commands;
  for (const model::ViewColumn& column : after) {
    model::Column plain;
    plain.name = column.name;
    plain.type = column.type;
    plain.collation = column.collation;
    const model::ViewColumn* former = model::find_column(before, column.name);
    const auto settings = column_settings(former == nullptr ? plain : stored(*former), stored(column));
    commands.insert(commands.end(), settings.begin(), settings.end());
  }
  return commands;
}

}  // namespace

Statements render(const diff::Create<model::View>& change) {
  const auto& view = change.object;
  Statements statements{create("CREATE VIEW", view)};
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

/// CREATE OR REPLACE VIEW sets the options too; defaults stay as they are.
Statements render(const diff::Alter<model::View>& change) {
  const auto& [before, after] = change;
  Statements statements;
  if (before.definition != after.definition) {
    statements.push_back(create("CREATE OR REPLACE VIEW", after));
  } else {
    for (const std::string& command : storage_parameter_commands(before.options, after.options))
      statements.push_back("ALTER VIEW " + qualified(after.name) + " " + command);
  }
  for (const model::ViewColumn& column : after.columns) {
    const model::ViewColumn* former = model::find_column(before.columns, column.name);
    const auto usual = former == nullptr ? std::nullopt : former->default_expression;
    if (usual != column.default_expression) statements.push_back(set_default(after.name, column));
  }
  return statements;
}

Statements render(const diff::Create<model::MaterializedView>& change) {
  const auto& view = change.object;
  Statements statements{joined({"CREATE MATERIALIZED VIEW", qualified(view.name),
                                view.access_method ? "USING " + identifier(*view.access_method) : "",
                                with_clause(view.storage_parameters),
                                view.tablespace ? "TABLESPACE " + identifier(*view.tablespace) : "", "AS\n"},
                               " ") +
                        view.definition + (view.populated ? "" : "\nWITH NO DATA")};
  if (const auto commands = column_commands({}, view.columns); !commands.empty())
    statements.push_back(alter(view, commands));
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
  auto commands = storage_parameter_commands(before.storage_parameters, after.storage_parameters);
  for (std::string& command : column_commands(before.columns, after.columns)) commands.push_back(std::move(command));
  if (before.cluster_on && !after.cluster_on) commands.emplace_back("SET WITHOUT CLUSTER");
  if (after.cluster_on && before.cluster_on != after.cluster_on)
    commands.push_back("CLUSTER ON " + identifier(*after.cluster_on));
  Statements statements;
  if (!commands.empty()) statements.push_back(alter(after, commands));
  if (before.tablespace != after.tablespace)
    statements.push_back(
        alter(after, {"SET TABLESPACE " + (after.tablespace ? identifier(*after.tablespace) : "pg_default")}));
  if (before.populated != after.populated)
    statements.push_back("REFRESH MATERIALIZED VIEW " + qualified(after.name) +
                         (after.populated ? "" : " WITH NO DATA"));
  return statements;
}

}  // namespace schemac::sql
