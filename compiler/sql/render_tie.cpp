// What a table hangs on: its parents, its type; and the rows that pass from one form of a table to another.
// https://www.postgresql.org/docs/15/sql-altertable.html, https://www.postgresql.org/docs/15/sql-alterindex.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

// The sequence of an identity column begins anew with its table; it goes on behind the numbers that are there.
std::string advance_identity(const model::Table& table, const model::Column& column) {
  const std::string sequence = sequence_behind(table.name, column.name);
  const std::string outermost =
      (column.identity->sequence.increment < 0 ? "min(" : "max(") + identifier(column.name) + ")";
  return "SELECT pg_catalog.setval(" + sequence + ", " + outermost + ") FROM " + qualified(table.name) + " HAVING " +
         outermost + " IS NOT NULL";
}

}  // namespace

Statements render(const diff::Attach& change) {
  const diff::Tie& tie = change.tie;
  switch (tie.kind) {
    case diff::Tie::Kind::partition:
      return {alter_table(tie.parent, {"ATTACH PARTITION " + qualified(tie.table) + " " + tie.words})};
    case diff::Tie::Kind::inheritance:
      return {alter_table(tie.table, {"INHERIT " + qualified(tie.parent)})};
    case diff::Tie::Kind::type:
      return {alter_table(tie.table, {"OF " + tie.words})};
  }
  return {};
}

Statements render(const diff::Detach& change) {
  const diff::Tie& tie = change.tie;
  switch (tie.kind) {
    case diff::Tie::Kind::partition:
      return {alter_table(tie.parent, {"DETACH PARTITION " + qualified(tie.table)})};
    case diff::Tie::Kind::inheritance:
      return {alter_table(tie.table, {"NO INHERIT " + qualified(tie.parent)})};
    case diff::Tie::Kind::type:
      return {alter_table(tie.table, {"NOT OF"})};
  }
  return {};
}

Statements render(const diff::AttachIndex& change) {
  return {"ALTER INDEX " + qualified(change.parent) + " ATTACH PARTITION " +
          qualified({change.index.schema, change.index.name})};
}

Statements render(const diff::MoveRows& change) {
  const auto& [before, after, stays, moved] = change;
  std::vector<std::string> columns;
  std::vector<std::string> values;
  Statements advance;
  bool overrides = false;
  for (const model::Column& column : after.columns) {
    const model::Column* former = before.find_column(column.name);
    if (former == nullptr || column.generated_expression) continue;
    columns.push_back(identifier(column.name));
    const auto value = moved.find(column.name);
    values.push_back(value == moved.end() ? identifier(column.name) : value->second);
    if (!column.identity) continue;
    overrides = true;
    if (!stays) advance.push_back(advance_identity(after, column));
  }
  // The rows of a partitioned table are those of its partitions; tables that inherit keep theirs.
  const std::string source = (before.partition_by ? "" : "ONLY ") + qualified(before.name);
  Statements statements;
  if (columns.empty()) {
    statements.push_back("INSERT INTO " + qualified(after.name) + " SELECT FROM " + source);
  } else {
    statements.push_back(
        flow({"INSERT INTO " + qualified(after.name) + " (" + joined(columns, ", ") + ")",
              overrides ? "OVERRIDING SYSTEM VALUE" : "", "SELECT " + joined(values, ", ") + " FROM " + source}));
  }
  for (std::string& statement : advance) statements.push_back(std::move(statement));
  return statements;
}

}  // namespace schemac::sql
