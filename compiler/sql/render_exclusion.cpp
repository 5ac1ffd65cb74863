// https://www.postgresql.org/docs/15/sql-createtable.html#SQL-CREATETABLE-EXCLUDE
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::Exclusion>& change) {
  const auto& exclusion = change.object;
  std::vector<std::string> elements;
  for (const auto& element : exclusion.elements) elements.push_back(index_key(element.key) + " WITH " + element.op);
  const std::string constraint = joined(
      {"ADD CONSTRAINT " + identifier(exclusion.name) + " EXCLUDE USING " + identifier(exclusion.method),
       "(" + joined(elements, ", ") + ")", include_clause(exclusion.include), with_clause(exclusion.storage_parameters),
       where_clause(exclusion.predicate), deferral_clause(exclusion.deferral)},
      " ");
  return with_comment(alter_table(exclusion.table, {constraint}), exclusion.id(), exclusion.comment);
}

Statements render(const diff::Drop<model::Exclusion>& change) {
  return {drop_constraint(change.object.table, change.object.name)};
}

Statements render(const diff::Rename<model::Exclusion>& change) {
  return rename_constraint(change.before, change.after);
}

}  // namespace schemac::sql
