// Owners and privileges. https://www.postgresql.org/docs/15/sql-grant.html,
// https://www.postgresql.org/docs/15/sql-alterdefaultprivileges.html
#include <algorithm>
#include <iterator>
#include <map>

#include "sql/clauses.hpp"
#include "sql/object_words.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

using model::Grants;
using model::Kind;

std::string role_name(const std::string& role) { return role.empty() ? "PUBLIC" : identifier(role); }

/// After ON: views are tables to GRANT, domains types, foreign servers have a word more.
std::string granted_object(const model::ObjectId& id) {
  switch (id.kind) {
    case Kind::view:
    case Kind::materialized_view:
    case Kind::foreign_table:
    case Kind::table:
      return "TABLE " + name_clause(id);
    case Kind::column:
      return "TABLE " + qualified({id.schema, id.table});
    case Kind::domain:
      return "TYPE " + name_clause(id);
    case Kind::server:
      return "FOREIGN SERVER " + name_clause(id);
    default:
      return object_clause(id);
  }
}

/// What GRANT and REVOKE can say in one statement: the privileges of one role.
struct Bundle {
  std::string role;
  bool grantable = false;
  auto operator<=>(const Bundle&) const = default;
};

std::map<Bundle, std::vector<std::string>> bundled(const Grants& grants, const model::ObjectId& id) {
  std::map<Bundle, std::vector<std::string>> bundles;
  for (const model::Grant& grant : grants) {
    const std::string column = id.kind == Kind::column ? " (" + identifier(id.name) + ")" : "";
    bundles[{grant.role, grant.grantable}].push_back(grant.privilege + column);
  }
  return bundles;
}

Grants minus(const Grants& left, const Grants& right) {
  Grants rest;
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::inserter(rest, rest.end()));
  return rest;
}

Grants without_option(const Grants& grants) {
  Grants plain;
  for (model::Grant grant : grants) {
    grant.grantable = false;
    plain.insert(std::move(grant));
  }
  return plain;
}

}  // namespace

Statements render(const diff::SetOwner& change) {
  return {"ALTER " + object_clause(change.object) + " OWNER TO " + identifier(change.after)};
}

Statements render(const diff::SetGrants& change) {
  const std::string object = granted_object(change.object);
  Statements statements;
  for (const auto& [bundle, privileges] :
       bundled(minus(without_option(change.before), without_option(change.after)), change.object)) {
    statements.push_back("REVOKE " + joined(privileges, ", ") + " ON " + object + " FROM " + role_name(bundle.role));
  }
  Grants lost_option;
  for (const model::Grant& grant : change.before) {
    if (grant.grantable && change.after.count({grant.role, grant.privilege, false}) != 0) lost_option.insert(grant);
  }
  for (const auto& [bundle, privileges] : bundled(lost_option, change.object)) {
    statements.push_back("REVOKE GRANT OPTION FOR " + joined(privileges, ", ") + " ON " + object + " FROM " +
                         role_name(bundle.role));
  }
  Grants given = minus(change.after, change.before);
  for (const model::Grant& grant : lost_option) given.erase({grant.role, grant.privilege, false});
  for (const auto& [bundle, privileges] : bundled(given, change.object)) {
    statements.push_back("GRANT " + joined(privileges, ", ") + " ON " + object + " TO " + role_name(bundle.role) +
                         (bundle.grantable ? " WITH GRANT OPTION" : ""));
  }
  return statements;
}

namespace {

Statements alter_default_privileges(const model::DefaultPrivileges& said, const Grants& before, const Grants& after) {
  const std::string head = "ALTER DEFAULT PRIVILEGES FOR ROLE " + identifier(said.role) +
                           (said.schema.empty() ? "" : " IN SCHEMA " + identifier(said.schema)) + " ";
  Statements statements;
  for (const auto& [bundle, privileges] : bundled(minus(before, after), said.id())) {
    statements.push_back(head + "REVOKE " + joined(privileges, ", ") + " ON " + said.objects + " FROM " +
                         role_name(bundle.role));
  }
  for (const auto& [bundle, privileges] : bundled(minus(after, before), said.id())) {
    statements.push_back(head + "GRANT " + joined(privileges, ", ") + " ON " + said.objects + " TO " +
                         role_name(bundle.role) + (bundle.grantable ? " WITH GRANT OPTION" : ""));
  }
  return statements;
}

}  // namespace

Statements render(const diff::Create<model::DefaultPrivileges>& change) {
  return alter_default_privileges(change.object, {}, change.object.grants);
}

Statements render(const diff::Drop<model::DefaultPrivileges>& change) {
  return alter_default_privileges(change.object, change.object.grants, {});
}

Statements render(const diff::Alter<model::DefaultPrivileges>& change) {
  return alter_default_privileges(change.after, change.before.grants, change.after.grants);
}

}  // namespace schemac::sql
