// https://www.postgresql.org/docs/15/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES
#include <cassert>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string action_clause(std::string_view event, model::ReferentialAction action) {
  const std::string on = "ON " + std::string(event) + " ";
  switch (action) {
    case model::ReferentialAction::no_action:
      return "";
    case model::ReferentialAction::restrict:
      return on + "RESTRICT";
    case model::ReferentialAction::cascade:
      return on + "CASCADE";
    case model::ReferentialAction::set_null:
      return on + "SET NULL";
    case model::ReferentialAction::set_default:
      return on + "SET DEFAULT";
  }
  return "";
}

std::string references_clause(const model::ForeignKey& key) {
  return joined({"REFERENCES " + qualified(key.references) + " (" + identifiers(key.referenced_columns) + ")",
                 key.match_full ? "MATCH FULL" : "", action_clause("UPDATE", key.on_update),
                 action_clause("DELETE", key.on_delete),
                 key.on_delete_columns.empty() ? "" : "(" + identifiers(key.on_delete_columns) + ")",
                 deferral_clause(key.deferral), key.not_valid ? "NOT VALID" : ""},
                " ");
}

// All that ALTER can change is left equal.
[[maybe_unused]] bool differ_in_what_holds(model::ForeignKey before, const model::ForeignKey& after) {
  before.deferral = after.deferral;
  before.not_valid = after.not_valid;
  before.comment = after.comment;
  return before != after;
}

}  // namespace

Statements render(const diff::Create<model::ForeignKey>& change) {
  const auto& key = change.object;
  const std::string constraint =
      flow({"ADD CONSTRAINT " + identifier(key.name) + " FOREIGN KEY (" + identifiers(key.columns) + ")",
            references_clause(key)});
  return with_comment(alter_table(key.table, {constraint}), key.id(), key.comment);
}

Statements render(const diff::Drop<model::ForeignKey>& change) {
  return {drop_constraint(change.object.table, change.object.name)};
}

Statements render(const diff::Rename<model::ForeignKey>& change) {
  return rename_constraint(change.before, change.after);
}

Statements render(const diff::Alter<model::ForeignKey>& change) {
  const auto& [before, after] = change;
  assert(!differ_in_what_holds(before, after) && (before.not_valid || !after.not_valid));
  Statements statements;
  if (before.deferral != after.deferral) {
    const std::string deferral = deferral_clause(after.deferral);
    statements.push_back(alter_table(after.table, {"ALTER CONSTRAINT " + identifier(after.name) + " " +
                                                   (deferral.empty() ? "NOT DEFERRABLE" : deferral)}));
  }
  if (before.not_valid && !after.not_valid) statements.push_back(validate_constraint(after.table, after.name));
  return statements;
}

}  // namespace schemac::sql
