// Objects that are kept as the statements that make them.
#include "sql/clauses.hpp"
#include "sql/object_words.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {

Statements render(const diff::Create<model::Scripted>& change) {
  const auto& scripted = change.object;
  Statements statements = scripted.definition;
  for (const auto& [aspect, statement] : scripted.settings) statements.push_back(statement);
  if (scripted.comment) statements.push_back(comment_on(scripted.id(), scripted.comment));
  return statements;
}

Statements render(const diff::Drop<model::Scripted>& change) { return {"DROP " + object_clause(change.object.id())}; }

Statements render(const diff::Rename<model::Scripted>& change) {
  Statements statements;
  model::ObjectId now = change.before;
  if (change.after.schema != now.schema && now.table.empty()) {
    statements.push_back("ALTER " + object_clause(now) + " SET SCHEMA " + identifier(change.after.schema));
    now.schema = change.after.schema;
  }
  if (change.after.name != now.name) {
    const std::string name = change.after.name.substr(0, change.after.name.find_first_of("("));
    const std::string bare = name.substr(0, name.find(" USING "));
    statements.push_back("ALTER " + object_clause(now) + " RENAME TO " + identifier(bare));
  }
  return statements;
}

Statements render(const diff::Alter<model::Scripted>& change) {
  const auto& [before, after] = change;
  Statements statements;
  for (const auto& [aspect, statement] : before.settings) {
    const auto usual = before.defaults.find(aspect);
    if (after.settings.count(aspect) == 0 && usual != before.defaults.end()) statements.push_back(usual->second);
  }
  for (const auto& [aspect, statement] : after.settings) {
    const auto former = before.settings.find(aspect);
    if (former == before.settings.end() || former->second != statement) statements.push_back(statement);
  }
  return statements;
}

}  // namespace schemac::sql
