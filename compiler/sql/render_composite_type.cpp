// https://www.postgresql.org/docs/15/sql-createtype.html
#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::CompositeType>& change) {
  const auto& type = change.object;
  std::vector<std::string> attributes;
  for (const auto& attribute : type.attributes) {
    attributes.push_back(identifier(attribute.name) + " " + attribute.type +
                         (attribute.collation ? " COLLATE " + *attribute.collation : ""));
  }
  const std::string head = "CREATE TYPE " + qualified(type.name) + " AS";
  Statements statements =
      with_comment(attributes.empty() ? head + " ()" : listed(head, attributes), type.id(), type.comment);
  for (const auto& attribute : type.attributes) {
    if (attribute.comment)
      statements.push_back(comment_on(model::column_id(type.name, attribute.name), attribute.comment));
  }
  return statements;
}

Statements render(const diff::Drop<model::CompositeType>& change) {
  return {"DROP TYPE " + qualified(change.object.name)};
}

Statements render(const diff::Rename<model::CompositeType>& change) {
  return move_and_rename("TYPE", {change.before.schema, change.before.name}, {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::CompositeType>& change) {
  const auto& [before, after] = change;
  Statements statements;
  for (std::size_t i = 0; i < after.attributes.size() && i < before.attributes.size(); ++i) {
    const auto& attribute = after.attributes[i];
    if (attribute.comment == before.attributes[i].comment) continue;
    statements.push_back(comment_on(model::column_id(after.name, attribute.name), attribute.comment));
  }
  return statements;
}

}  // namespace schemac::sql
