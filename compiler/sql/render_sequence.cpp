// https://www.postgresql.org/docs/15/sql-createsequence.html. A sequence that is owned from the start is created after
// its table.
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string owned_by(const std::optional<model::Sequence::Owner>& owner) {
  return "OWNED BY " + (owner ? qualified(owner->table) + "." + identifier(owner->column) : "NONE");
}

}  // namespace

Statements render(const diff::Create<model::Sequence>& change) {
  const auto& sequence = change.object;
  std::vector<std::string> clauses{
      (sequence.unlogged ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ") + qualified(sequence.name),
      sequence.type == "bigint" ? "" : "AS " + sequence.type};
  for (std::string& option : sequence_options(sequence.options, sequence.type)) clauses.push_back(std::move(option));
  if (sequence.owned_by) clauses.push_back(owned_by(sequence.owned_by));
  return with_comment(flow(clauses), sequence.id(), sequence.comment);
}

Statements render(const diff::Drop<model::Sequence>& change) {
  return {"DROP SEQUENCE " + qualified(change.object.name)};
}

Statements render(const diff::Rename<model::Sequence>& change) {
  return move_and_rename("SEQUENCE", {change.before.schema, change.before.name},
                         {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::Sequence>& change) {
  const auto& [before, after] = change;
  const std::string alter = "ALTER SEQUENCE " + qualified(after.name);
  std::vector<std::string> clauses{alter};
  if (before.type != after.type) clauses.push_back("AS " + after.type);
  for (std::string& option : sequence_changes(before.options, before.type, after.options, after.type))
    clauses.push_back(std::move(option));
  if (before.owned_by != after.owned_by) clauses.push_back(owned_by(after.owned_by));
  Statements statements;
  if (clauses.size() > 1) statements.push_back(flow(clauses));
  if (before.unlogged != after.unlogged)
    statements.push_back(alter + (after.unlogged ? " SET UNLOGGED" : " SET LOGGED"));
  return statements;
}

}  // namespace schemac::sql
