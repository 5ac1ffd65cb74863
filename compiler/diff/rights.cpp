#include "diff/rights.hpp"

#include <map>
#include <set>
#include <utility>

#include "diff/grant_steps.hpp"
#include "diff/rename.hpp"
#include "model/relations.hpp"

namespace schemac::diff {
namespace {

using model::Grant;
using model::Grants;
using model::Kind;
using model::ObjectId;
using model::Schema;

/// To whom: the owner, a role or (neither) PUBLIC.
using Grantee = std::pair<bool, std::string>;

Grantee grantee_of(const Grant& grant) { return {grant.owner, grant.role}; }

std::set<Grantee> grantees_of(const Grants& grants) {
  std::set<Grantee> grantees;
  for (const Grant& grant : grants.given) grantees.insert(grantee_of(grant));
  for (const model::Withheld& withheld : grants.withheld) grantees.insert({withheld.owner, {}});
  return grantees;
}

/// Of each grantee that `said` speaks of what it says, of the others what `live` says.
Grants completed(const Grants& said, const Grants& live) {
  const std::set<Grantee> grantees = grantees_of(said);
  Grants result = said;
  for (const Grant& grant : live.given) {
    if (grantees.count(grantee_of(grant)) == 0) result.given.insert(grant);
  }
  for (const model::Withheld& withheld : live.withheld) {
    if (grantees.count({withheld.owner, {}}) == 0) result.withheld.insert(withheld);
  }
  return result;
}

ObjectId column_of(const ObjectId& identity_sequence) {
  return {Kind::column, identity_sequence.schema, identity_sequence.table, identity_sequence.name};
}

bool has_identity(const Schema& schema, const ObjectId& column) {
  const model::Table* table = schema.tables.find({Kind::table, column.schema, {}, column.table});
  const model::Column* found = table == nullptr ? nullptr : table->find_column(column.name);
  return found != nullptr && found->identity;
}

bool tells_column(const Schema& schema, const ObjectId& id) {
  if (model::has_column(schema, id)) return true;
  const auto relation = model::relation_under(schema, id);
  return relation && relation->kind == Kind::foreign_table;  // which does not tell its columns
}

/// Whether there is something that rights can be said of.
bool is_there(const Schema& schema, const ObjectId& id) {
  if (id.kind == Kind::column) return tells_column(schema, id);
  if (model::is_identity_sequence(id)) return has_identity(schema, column_of(id));
  return has(schema, id);
}

/// Sequences that a column owns belong to the owner of its table.
bool owner_follows(const Schema& schema, const ObjectId& id) {
  const model::Sequence* sequence = id.kind == Kind::sequence ? schema.sequences.find(id) : nullptr;
  return sequence != nullptr && sequence->owned_by;
}

void complete_default_privileges(Schema& live, Schema& source) {
  const model::Objects<model::DefaultPrivileges> read = live.default_privileges;
  for (const auto& [id, object] : read) {
    model::DefaultPrivileges privileges = object;
    if (privileges.role == live.session_role) privileges.role.clear();
    const bool own = source.default_privileges.find(privileges.id()) != nullptr;
    if (!own) privileges.role = object.role;
    live.default_privileges.erase(id);
    live.default_privileges.put(privileges);
    if (const auto* said = source.default_privileges.find(privileges.id())) {
      privileges.grants = completed(said->grants, privileges.grants);
    }
    source.default_privileges.put(privileges);
  }
}

void complete_from(Schema& live, Schema& source) {
  for (const auto& [id, owner] : live.owners) {
    if (source.owners.count(id) == 0 && is_there(source, id) && !owner_follows(source, id)) source.owners[id] = owner;
  }
  for (auto& [id, grants] : source.grants) grants = model::under_owner(grants, owner_of(source, id));
  for (const auto& [id, grants] : live.grants) {
    if (is_there(source, id)) source.grants[id] = completed(source.grants[id], grants);
  }
  complete_default_privileges(live, source);
}

/// Takes from the privileges on a column what the REVOKE on its table takes along.
Grants without_revoked(const Grants& grants, const GrantSteps& of_table) {
  Grants kept{{}, grants.withheld};
  for (Grant grant : grants.given) {
    const auto meets = [&](const std::set<Grant>& steps) {
      Grant other = grant;
      other.grantable = !grant.grantable;
      return steps.count(grant) != 0 || steps.count(other) != 0;
    };
    if (meets(of_table.revoked)) continue;
    if (meets(of_table.unoptioned)) grant.grantable = false;
    kept.given.insert(std::move(grant));
  }
  return kept;
}

class Comparison {
 public:
  Comparison(const Schema& before, const Schema& after, std::vector<Change>& changes)
      : before_(before), after_(after), changes_(changes) {}

  void compare_owners() {
    std::set<ObjectId> ids;
    for (const auto& [id, owner] : before_.owners) ids.insert(id);
    for (const auto& [id, owner] : after_.owners) ids.insert(id);
    for (const ObjectId& id : ids) {
      const auto said_before = before_.owners.find(id);
      const auto said_now = after_.owners.find(id);
      const bool both = said_before != before_.owners.end() && said_now != after_.owners.end();
      if (both && said_before->second == said_now->second) continue;
      if (owner_follows(after_, id) || !is_there(before_, id) || !is_there(after_, id)) continue;
      const std::string former = owner_of(before_, id);
      const std::string now = owner_of(after_, id);
      if (former != now) changes_.emplace_back(SetOwner{id, former, now});
    }
  }

  void compare_grants() {
    std::set<ObjectId> parts;
    std::set<ObjectId> wholes;
    for (const auto* grants : {&before_.grants, &after_.grants}) {
      for (const auto& [id, given] : *grants) (id.table.empty() ? wholes : parts).insert(id);
    }
    for (const ObjectId& id : wholes) compare(id);
    for (const ObjectId& id : parts) compare(id);
  }

 private:
  void compare(const ObjectId& id) {
    if (!is_there(before_, id) || !is_there(after_, id)) return;
    const std::string owner = owner_of(after_, id);
    Grants former = grants_of(before_, id);
    const Grants now = grants_of(after_, id);
    if (owner_of(before_, id) != owner) former = model::under_owner(former, owner);
    if (id.kind == Kind::column) former = without_what_goes_with_its_table(id, former);
    if (former == now) return;
    if (id.table.empty()) revoking_[id] = grant_steps(former, now);
    changes_.emplace_back(SetGrants{id, owner, std::move(former), now});
  }

  static Grants grants_of(const Schema& schema, const ObjectId& id) {
    const auto found = schema.grants.find(id);
    return found == schema.grants.end() ? Grants{} : found->second;
  }

  [[nodiscard]] Grants without_what_goes_with_its_table(const ObjectId& column, const Grants& grants) const {
    const auto relation = model::relation_under(after_, column);
    const auto steps = relation ? revoking_.find(*relation) : revoking_.end();
    return steps == revoking_.end() ? grants : without_revoked(grants, steps->second);
  }

  const Schema& before_;
  const Schema& after_;
  std::vector<Change>& changes_;
  std::map<ObjectId, GrantSteps> revoking_;
};

}  // namespace

void complete_rights(Schema& before, Schema& after) {
  if (before.session_role.empty() == after.session_role.empty()) return;
  Schema& live = before.session_role.empty() ? after : before;
  Schema& source = before.session_role.empty() ? before : after;
  complete_from(live, source);
}

std::string owner_of(const Schema& schema, const ObjectId& id) {
  const model::Sequence* sequence = id.kind == Kind::sequence ? schema.sequences.find(id) : nullptr;
  std::optional<ObjectId> holder = id;
  if (sequence != nullptr && sequence->owned_by) holder = model::find_relation(schema, sequence->owned_by->table);
  if (!id.table.empty()) holder = model::relation_under(schema, id);
  const auto found = holder ? schema.owners.find(*holder) : schema.owners.end();
  return found == schema.owners.end() ? "" : found->second;
}

void compare_rights(const Schema& before, const Schema& after, std::vector<Change>& changes) {
  Comparison comparison(before, after, changes);
  comparison.compare_owners();
  comparison.compare_grants();
}

}  // namespace schemac::diff
