// https://www.postgresql.org/docs/15/sql-createpolicy.html. PUBLIC is a word, not the name of a role.
#include <cassert>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string command_clause(model::Policy::Command command) {
  switch (command) {
    case model::Policy::Command::all:
      return "";
    case model::Policy::Command::select:
      return "FOR SELECT";
    case model::Policy::Command::insert:
      return "FOR INSERT";
    case model::Policy::Command::update:
      return "FOR UPDATE";
    case model::Policy::Command::delete_:
      return "FOR DELETE";
  }
  return "";
}

std::string on_table(const std::string& name, const model::QualifiedName& table) {
  return "POLICY " + identifier(name) + " ON " + qualified(table);
}

std::string roles_clause(const std::vector<std::string>& roles) {
  return "TO " + (roles.empty() ? "PUBLIC" : identifiers(roles));
}

std::string expression_clause(std::string_view word, const std::optional<std::string>& expression) {
  return expression ? std::string(word) + " " + parenthesized(*expression) : "";
}

}  // namespace

Statements render(const diff::Create<model::Policy>& change) {
  const auto& policy = change.object;
  return with_comment(
      flow({"CREATE " + on_table(policy.name, policy.table), policy.permissive ? "" : "AS RESTRICTIVE",
            command_clause(policy.command), policy.roles.empty() ? "" : roles_clause(policy.roles),
            expression_clause("USING", policy.using_expression), expression_clause("WITH CHECK", policy.with_check)}),
      policy.id(), policy.comment);
}

Statements render(const diff::Drop<model::Policy>& change) {
  return {"DROP " + on_table(change.object.name, change.object.table)};
}

Statements render(const diff::Rename<model::Policy>& change) {
  const auto& [before, after] = change;
  if (before.name == after.name) return {};
  return {"ALTER " + on_table(before.name, {after.schema, after.table}) + " RENAME TO " + identifier(after.name)};
}

Statements render(const diff::Alter<model::Policy>& change) {
  const auto& [before, after] = change;
  assert(before.permissive == after.permissive && before.command == after.command);
  assert(after.using_expression || !before.using_expression);
  assert(after.with_check || !before.with_check);
  return {
      flow({"ALTER " + on_table(after.name, after.table), before.roles == after.roles ? "" : roles_clause(after.roles),
            before.using_expression == after.using_expression ? "" : expression_clause("USING", after.using_expression),
            before.with_check == after.with_check ? "" : expression_clause("WITH CHECK", after.with_check)})};
}

}  // namespace schemac::sql
