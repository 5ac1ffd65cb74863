// Objects that are kept as the statements that make them.
#include <algorithm>

#include "sql/clauses.hpp"
#include "sql/object_words.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

/// Whether a part that goes is part of one that goes too: `column a: default` of `column a`.
bool goes_with_another(const model::ScriptedPart& part, const diff::Alter<model::Scripted>& change) {
  return std::ranges::any_of(change.before.parts, [&](const model::ScriptedPart& other) {
    return part.aspect.starts_with(other.aspect + ":") && change.after.find_part(other.aspect) == nullptr;
  });
}

}  // namespace

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
    const std::string name = change.after.name.substr(0, change.after.name.find('('));
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
  for (auto part = before.parts.rbegin(); part != before.parts.rend(); ++part) {
    if (after.find_part(part->aspect) == nullptr && !goes_with_another(*part, change)) {
      statements.push_back(part->remove);
    }
  }
  for (const model::ScriptedPart& part : after.parts) {
    const model::ScriptedPart* former = before.find_part(part.aspect);
    if (former == nullptr) statements.push_back(part.add);
    if (former != nullptr && *former != part) statements.push_back(part.change);
  }
  for (const auto& [aspect, statement] : after.settings) {
    const auto former = before.settings.find(aspect);
    if (former == before.settings.end() || former->second != statement) statements.push_back(statement);
  }
  return statements;
}

}  // namespace schemac::sql
