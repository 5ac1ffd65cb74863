// In a statement of its own: within CREATE TABLE, a unique constraint over the same columns would be merged into it.
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::PrimaryKey>& change) {
  const auto& key = change.object;
  const std::string constraint =
      joined({"ADD CONSTRAINT " + identifier(key.name) + " PRIMARY KEY (" + identifiers(key.columns) + ")",
              include_clause(key.include), with_clause(key.storage_parameters), deferral_clause(key.deferral)},
             " ");
  return with_comment(alter_table(key.table, {constraint}), key.id(), key.comment);
}

// What is part of the parent's constraint goes with it.
Statements render(const diff::Drop<model::PrimaryKey>& change) {
  if (change.object.partition_of) return {};
  return {drop_constraint(change.object.table, change.object.name)};
}

Statements render(const diff::Rename<model::PrimaryKey>& change) {
  return rename_constraint(change.before, change.after);
}

}  // namespace schemac::sql
