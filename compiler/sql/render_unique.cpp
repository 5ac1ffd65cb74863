// https://www.postgresql.org/docs/15/sql-altertable.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::Unique>& change) {
  const auto& unique = change.object;
  const std::string constraint =
      joined({"ADD CONSTRAINT " + identifier(unique.name) + " UNIQUE",
              unique.nulls_not_distinct ? "NULLS NOT DISTINCT" : "", "(" + identifiers(unique.columns) + ")",
              include_clause(unique.include), with_clause(unique.storage_parameters), deferral_clause(unique.deferral)},
             " ");
  return with_comment(alter_table(unique.table, {constraint}), unique.id(), unique.comment);
}

// What is part of the parent's constraint goes with it.
Statements render(const diff::Drop<model::Unique>& change) {
  if (change.object.partition_of) return {};
  return {drop_constraint(change.object.table, change.object.name)};
}

Statements render(const diff::Rename<model::Unique>& change) { return rename_constraint(change.before, change.after); }

}  // namespace schemac::sql
