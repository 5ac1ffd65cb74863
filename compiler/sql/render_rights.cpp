// Owners and privileges. https://www.postgresql.org/docs/15/sql-grant.html,
// https://www.postgresql.org/docs/15/sql-alterdefaultprivileges.html
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "diff/grant_steps.hpp"
#include "sql/clauses.hpp"
#include "sql/object_words.hpp"
#include "sql/quote.hpp"
#include "sql/render.hpp"

namespace schemac::sql {
namespace {

using model::Grant;
using model::Kind;
using model::ObjectId;

/// Of whom nothing is said: whoever runs the script, but for the schema that every database is born with.
std::string owner_name(const ObjectId& id, const std::string& owner) {
  if (!owner.empty()) return identifier(owner);
  return id.kind == Kind::namespace_ && id.name == "public" ? "pg_database_owner" : "CURRENT_USER";
}

/// After ON: views are tables to GRANT, domains types, foreign servers have a word more.
std::string granted_object(const ObjectId& id) {
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
    case Kind::aggregate:
      return "ROUTINE " + name_clause(id);
    case Kind::server:
      return "FOREIGN SERVER " + name_clause(id);
    default:
      return object_clause(id);
  }
}

/// How statements about one object read.
struct Words {
  std::string head;    ///< Before GRANT or REVOKE.
  std::string column;  ///< After each privilege.
  std::string object;  ///< After ON.
  std::string owner;
};

/// What one statement can say: the privileges of one role, as one gave them.
using Bundle = std::tuple<std::string, bool, std::string>;

/// Who passes a privilege on must have got it before, and loses it after those whom he gave it.
std::size_t distance_from_owner(const Grant& grant, const std::set<Grant>& all) {
  std::set<std::string> met;
  std::string giver = grant.grantor;
  while (!giver.empty() && met.insert(giver).second) {
    const auto got = std::find_if(all.begin(), all.end(), [&](const Grant& other) {
      return other.role == giver && other.privilege == grant.privilege && other.grantable;
    });
    giver = got == all.end() ? "" : got->grantor;
  }
  return met.size();
}

std::map<std::size_t, std::set<Grant>> by_distance(const std::set<Grant>& grants, const std::set<Grant>& all) {
  std::map<std::size_t, std::set<Grant>> found;
  for (const Grant& grant : grants) found[distance_from_owner(grant, all)].insert(grant);
  return found;
}

class Writer {
 public:
  explicit Writer(Words words) : words_(std::move(words)) {}

  void give(const std::set<Grant>& grants) {
    for (const auto& [bundle, privileges] : bundled(grants)) {
      say(bundle, "GRANT " + privileges + " ON " + words_.object + " TO " + role_in(bundle) +
                      (std::get<1>(bundle) ? " WITH GRANT OPTION" : ""));
    }
  }

  void take(const std::set<Grant>& grants, const std::string& what) {
    std::set<Grant> alike;  // a statement takes a privilege whether it could be given on or not
    for (Grant grant : grants) {
      grant.grantable = false;
      alike.insert(std::move(grant));
    }
    for (const auto& [bundle, privileges] : bundled(alike)) {
      say(bundle, "REVOKE " + what + privileges + " ON " + words_.object + " FROM " + role_in(bundle));
    }
  }

  Statements statements() && { return std::move(statements_); }

 private:
  [[nodiscard]] std::map<Bundle, std::string> bundled(const std::set<Grant>& grants) const {
    std::map<Bundle, std::string> bundles;
    for (const Grant& grant : grants) {
      const std::string role = grant.owner ? words_.owner : grant.role.empty() ? "PUBLIC" : identifier(grant.role);
      std::string& privileges = bundles[{role, grant.grantable, grant.grantor}];
      privileges += (privileges.empty() ? "" : ", ") + grant.privilege + words_.column;
    }
    return bundles;
  }

  [[nodiscard]] static const std::string& role_in(const Bundle& bundle) { return std::get<0>(bundle); }

  /// GRANT takes the owner for the giver unless one who has the grant option says it himself.
  void say(const Bundle& bundle, const std::string& statement) {
    const std::string& giver = std::get<2>(bundle);
    if (!giver.empty()) statements_.push_back("SET ROLE " + identifier(giver));
    statements_.push_back(words_.head + statement);
    if (!giver.empty()) statements_.push_back("RESET ROLE");
  }

  Words words_;
  Statements statements_;
};

Statements statements_for(const model::Grants& before, const model::Grants& after, Words words) {
  const diff::GrantSteps steps = diff::grant_steps(before, after);
  Writer writer(std::move(words));
  const auto revoked = by_distance(steps.revoked, before.given);
  const auto unoptioned = by_distance(steps.unoptioned, before.given);
  std::size_t farthest = 0;
  for (const auto* found : {&revoked, &unoptioned}) {
    if (!found->empty()) farthest = std::max(farthest, found->rbegin()->first + 1);
  }
  for (std::size_t distance = farthest; distance-- > 0;) {
    if (const auto found = revoked.find(distance); found != revoked.end()) writer.take(found->second, "");
    if (const auto found = unoptioned.find(distance); found != unoptioned.end()) {
      writer.take(found->second, "GRANT OPTION FOR ");
    }
  }
  for (const auto& [distance, grants] : by_distance(steps.given, after.given)) writer.give(grants);
  return std::move(writer).statements();
}

/// The name of the sequence behind an identity column is PostgreSQL's choice, so the server puts it in.
Statements about_identity_sequence(const diff::SetGrants& change) {
  constexpr std::string_view kSequence = " ON SEQUENCE ";
  const ObjectId& id = change.object;
  Statements statements =
      statements_for(change.before, change.after, {"", "", "SEQUENCE", owner_name(id, change.owner)});
  for (std::string& statement : statements) {
    const std::size_t place = statement.find(kSequence);
    if (place == std::string::npos) continue;
    const std::size_t name = place + kSequence.size();
    const std::string body = "BEGIN EXECUTE " + literal(statement.substr(0, name)) +
                             " || pg_catalog.pg_get_serial_sequence(" + literal(qualified({id.schema, id.table})) +
                             ", " + literal(id.name) + ") || " + literal(" " + statement.substr(name)) + "; END";
    statement = "DO " + literal(body);
  }
  return statements;
}

Statements alter_default_privileges(const model::DefaultPrivileges& said, const model::Grants& before,
                                    const model::Grants& after) {
  const std::string role = said.role.empty() ? "" : " FOR ROLE " + identifier(said.role);
  const std::string home = said.schema.empty() ? "" : " IN SCHEMA " + identifier(said.schema);
  return statements_for(
      before, after,
      {"ALTER DEFAULT PRIVILEGES" + role + home + " ", "", said.objects, owner_name(said.id(), said.role)});
}

}  // namespace

Statements render(const diff::SetOwner& change) {
  return {"ALTER " + object_clause(change.object) + " OWNER TO " + owner_name(change.object, change.after)};
}

Statements render(const diff::SetGrants& change) {
  const ObjectId& id = change.object;
  if (model::is_identity_sequence(id)) return about_identity_sequence(change);
  const std::string column = id.kind == Kind::column ? " (" + identifier(id.name) + ")" : "";
  return statements_for(change.before, change.after, {"", column, granted_object(id), owner_name(id, change.owner)});
}

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
