// Namespaces, which PostgreSQL calls schemas. One is dropped when it is empty: what is in it goes before, by name.
// https://www.postgresql.org/docs/15/sql-createschema.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::Namespace>& change) {
  return with_comment("CREATE SCHEMA " + identifier(change.object.name), change.object.id(), change.object.comment);
}

Statements render(const diff::Drop<model::Namespace>& change) {
  return {"DROP SCHEMA " + identifier(change.object.name)};
}

Statements render(const diff::Rename<model::Namespace>& change) {
  return move_and_rename("SCHEMA", {"", change.before.name}, {"", change.after.name});
}

}  // namespace schemac::sql
