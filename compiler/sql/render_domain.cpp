// https://www.postgresql.org/docs/15/sql-createdomain.html, https://www.postgresql.org/docs/15/sql-alterdomain.html
#include <algorithm>

#include "sql/clauses.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

std::string constraint(const model::DomainCheck& check) {
  return "CONSTRAINT " + identifier(check.name) + " CHECK " + parenthesized(check.expression);
}

std::string head(const model::Domain& domain) { return "ALTER DOMAIN " + qualified(domain.name) + " "; }

std::string comment_on_check(const model::Domain& domain, const model::DomainCheck& check) {
  return "COMMENT ON CONSTRAINT " + identifier(check.name) + " ON DOMAIN " + qualified(domain.name) + " IS " +
         (check.comment ? literal(*check.comment) : "NULL");
}

void add_check(const model::Domain& domain, const model::DomainCheck& check, Statements& statements) {
  statements.push_back(head(domain) + "ADD " + constraint(check) + (check.not_valid ? " NOT VALID" : ""));
  if (check.comment) statements.push_back(comment_on_check(domain, check));
}

const model::DomainCheck* find(const std::vector<model::DomainCheck>& checks, const std::string& name) {
  const auto found =
      std::find_if(checks.begin(), checks.end(), [&](const model::DomainCheck& check) { return check.name == name; });
  return found == checks.end() ? nullptr : &*found;
}

/// Whether what the constraint says stays; it may become valid, and get another comment.
bool stays(const model::DomainCheck& before, const model::DomainCheck* after) {
  return after != nullptr && before.expression == after->expression && (before.not_valid || !after->not_valid);
}

void alter_checks(const model::Domain& before, const model::Domain& after, Statements& statements) {
  for (const auto& check : before.checks) {
    if (!stays(check, find(after.checks, check.name))) {
      statements.push_back(head(after) + "DROP CONSTRAINT " + identifier(check.name));
    }
  }
  for (const auto& check : after.checks) {
    const model::DomainCheck* former = find(before.checks, check.name);
    if (former == nullptr || !stays(*former, &check)) {
      add_check(after, check, statements);
      continue;
    }
    if (former->not_valid && !check.not_valid) {
      statements.push_back(head(after) + "VALIDATE CONSTRAINT " + identifier(check.name));
    }
    if (former->comment != check.comment) statements.push_back(comment_on_check(after, check));
  }
}

}  // namespace

Statements render(const diff::Create<model::Domain>& change) {
  const auto& domain = change.object;
  std::vector<std::string> clauses{"CREATE DOMAIN " + qualified(domain.name) + " AS " + domain.type};
  if (domain.collation) clauses.push_back("COLLATE " + *domain.collation);
  if (domain.default_expression) clauses.push_back("DEFAULT " + *domain.default_expression);
  if (domain.not_null) clauses.emplace_back("NOT NULL");
  for (const auto& check : domain.checks) {
    if (!check.not_valid) clauses.push_back(constraint(check));
  }
  Statements statements = with_comment(flow(clauses), domain.id(), domain.comment);
  for (const auto& check : domain.checks) {
    if (check.not_valid) {
      add_check(domain, check, statements);
    } else if (check.comment) {
      statements.push_back(comment_on_check(domain, check));
    }
  }
  return statements;
}

Statements render(const diff::Drop<model::Domain>& change) { return {"DROP DOMAIN " + qualified(change.object.name)}; }

Statements render(const diff::Rename<model::Domain>& change) {
  return move_and_rename("DOMAIN", {change.before.schema, change.before.name},
                         {change.after.schema, change.after.name});
}

Statements render(const diff::Alter<model::Domain>& change) {
  const auto& [before, after] = change;
  Statements statements;
  if (before.default_expression != after.default_expression) {
    statements.push_back(head(after) +
                         (after.default_expression ? "SET DEFAULT " + *after.default_expression : "DROP DEFAULT"));
  }
  if (before.not_null != after.not_null)
    statements.push_back(head(after) + (after.not_null ? "SET" : "DROP") + " NOT NULL");
  alter_checks(before, after, statements);
  return statements;
}

}  // namespace schemac::sql
