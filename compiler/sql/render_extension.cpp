// CREATE EXTENSION without CASCADE: extensions that this one needs are declared like it, or they would belong to
// nobody. https://www.postgresql.org/docs/15/sql-createextension.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::Extension>& change) {
  const auto& extension = change.object;
  Statements statements = {joined({"CREATE EXTENSION " + identifier(extension.name),
                                   extension.schema.empty() ? "" : "WITH SCHEMA " + identifier(extension.schema),
                                   extension.version.empty() ? "" : "VERSION " + literal(extension.version)},
                                  " ")};
  if (extension.comment) statements.push_back(comment_on(extension.id(), extension.comment));
  return statements;
}

Statements render(const diff::Drop<model::Extension>& change) {
  return {"DROP EXTENSION " + identifier(change.object.name)};
}

Statements render(const diff::Alter<model::Extension>& change) {
  const auto& [before, after] = change;
  Statements statements;
  const std::string alter = "ALTER EXTENSION " + identifier(after.name);
  // A version that one side does not name is any.
  if (!before.version.empty() && !after.version.empty() && before.version != after.version)
    statements.push_back(alter + " UPDATE TO " + literal(after.version));
  if (before.schema != after.schema) statements.push_back(alter + " SET SCHEMA " + identifier(after.schema));
  return statements;
}

}  // namespace schemac::sql
