#include "model/rights.hpp"

#include <algorithm>
#include <iterator>

#include "model/schema.hpp"

namespace schemac::model {
namespace {

template <class T>
std::set<T> difference(const std::set<T>& left, const std::set<T>& right) {
  std::set<T> rest;
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::inserter(rest, rest.end()));
  return rest;
}

void add_roles(const Grants& grants, std::set<std::string>& roles) {
  for (const Grant& grant : grants.given) {
    roles.insert(grant.role);
    roles.insert(grant.grantor);
  }
}

}  // namespace

Grants minus(const Grants& left, const Grants& right) {
  return {difference(left.given, right.given), difference(left.withheld, right.withheld)};
}

Grants under_owner(const Grants& grants, const std::string& role) {
  Grants result{{}, grants.withheld};
  for (Grant grant : grants.given) {
    if (grant.role == role && !role.empty()) {
      result.withheld.erase({true, grant.privilege});
      continue;
    }
    if (grant.grantor == role) grant.grantor.clear();
    result.given.insert(std::move(grant));
  }
  return result;
}

std::string default_privileges_word(Kind kind) {
  switch (kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
      return "TABLES";
    case Kind::sequence:
      return "SEQUENCES";
    case Kind::function:
    case Kind::aggregate:
      return "FUNCTIONS";
    case Kind::enum_type:
    case Kind::composite_type:
    case Kind::domain:
    case Kind::range_type:
      return "TYPES";
    case Kind::namespace_:
      return "SCHEMAS";
    default:
      return {};
  }
}

ObjectId identity_sequence_id(const ObjectId& column) {
  return {Kind::sequence, column.schema, column.table, column.name};
}

bool is_identity_sequence(const ObjectId& id) { return id.kind == Kind::sequence && !id.table.empty(); }

void forget_session_role(Schema& schema) {
  const std::string role = std::exchange(schema.session_role, {});
  std::erase_if(schema.owners, [&](const auto& entry) { return entry.second == role; });
  const Objects<DefaultPrivileges> read = schema.default_privileges;
  for (const auto& [id, object] : read) {
    if (object.role != role) continue;
    DefaultPrivileges privileges = object;
    privileges.role.clear();
    schema.default_privileges.erase(id);
    schema.default_privileges.put(std::move(privileges));
  }
}

std::set<std::string> roles_of(const Schema& schema) {
  std::set<std::string> roles;
  for (const auto& [id, owner] : schema.owners) roles.insert(owner);
  for (const auto& [id, grants] : schema.grants) add_roles(grants, roles);
  for (const auto& [id, policy] : schema.policies) roles.insert(policy.roles.begin(), policy.roles.end());
  for (const auto& [id, privileges] : schema.default_privileges) {
    roles.insert(privileges.role);
    add_roles(privileges.grants, roles);
  }
  roles.erase("");
  return roles;
}

}  // namespace schemac::model
