// https://www.postgresql.org/docs/15/sql-createtype.html, https://www.postgresql.org/docs/15/sql-altertype.html
#include <algorithm>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string type_of(const model::Attribute& attribute) {
  return attribute.type + (attribute.collation ? " COLLATE " + *attribute.collation : "");
}

const model::Attribute* find(const model::CompositeType& type, const std::string& name) {
  const auto found = std::ranges::find(type.attributes, name, &model::Attribute::name);
  return found == type.attributes.end() ? nullptr : &*found;
}

}  // namespace

Statements render(const diff::Create<model::CompositeType>& change) {
  const auto& type = change.object;
  std::vector<std::string> attributes;
  for (const auto& attribute : type.attributes) {
    attributes.push_back(identifier(attribute.name) + " " + type_of(attribute));
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

// In one statement, as PostgreSQL runs them: what goes, what changes its type, what comes at the end.
Statements render(const diff::Alter<model::CompositeType>& change) {
  const auto& [before, after] = change;
  std::vector<std::string> actions;
  for (const auto& attribute : before.attributes) {
    if (find(after, attribute.name) == nullptr) actions.push_back("DROP ATTRIBUTE " + identifier(attribute.name));
  }
  for (const auto& attribute : after.attributes) {
    const model::Attribute* former = find(before, attribute.name);
    if (former == nullptr) {
      actions.push_back("ADD ATTRIBUTE " + identifier(attribute.name) + " " + type_of(attribute));
    } else if (type_of(*former) != type_of(attribute)) {
      actions.push_back("ALTER ATTRIBUTE " + identifier(attribute.name) + " TYPE " + type_of(attribute));
    }
  }
  Statements statements;
  if (!actions.empty()) statements.push_back("ALTER TYPE " + qualified(after.name) + " " + joined(actions, ", "));
  for (const auto& attribute : after.attributes) {
    const model::Attribute* former = find(before, attribute.name);
    if ((former == nullptr ? std::nullopt : former->comment) == attribute.comment) continue;
    statements.push_back(comment_on(model::column_id(after.name, attribute.name), attribute.comment));
  }
  return statements;
}

}  // namespace schemac::sql
