// Owners, privileges and default privileges of whatever has been read. Lists of privileges repeat from object to
// object, so that each is taken apart once.
#include <unordered_map>

#include "catalog/queries.hpp"
#include "catalog/readers.hpp"

namespace schemac::catalog {
namespace {

void read_privilege(Fields& fields, model::Grants& grants) {
  const bool withheld = fields.flag();
  model::Grant grant;
  grant.owner = fields.flag();
  grant.role = fields.text();
  grant.privilege = fields.text();
  grant.grantable = fields.flag();
  grant.grantor = fields.text();
  if (withheld) {
    grants.withheld.insert({grant.owner, grant.privilege});
  } else {
    grants.given.insert(std::move(grant));
  }
}

using Lists = std::unordered_map<std::string, model::Grants>;

Lists read_lists(Source& source, const Draft& draft) {
  Lists lists;
  const auto rows = source.rows(queries::kAcls, {draft.namespaces.text()});
  for (Fields fields : rows) {
    model::Grants& grants = lists[fields.text()];
    read_privilege(fields, grants);
  }
  return lists;
}

void read_default_privileges(Source& source, Draft& draft) {
  const auto rows = source.rows(queries::kDefaultPrivileges, {draft.namespaces.text()});
  for (Fields fields : rows) {
    model::DefaultPrivileges privileges;
    privileges.role = fields.text();
    privileges.schema = fields.text_or_null().value_or("");
    privileges.objects = fields.text();
    if (const auto* found = draft.schema.default_privileges.find(privileges.id())) privileges = *found;
    read_privilege(fields, privileges.grants);
    draft.schema.default_privileges.put(std::move(privileges));
  }
}

}  // namespace

void read_rights(Source& source, Draft& draft) {
  const Lists lists = read_lists(source, draft);
  const auto rows = source.rows(queries::kRights, {draft.namespaces.text()});
  for (Fields fields : rows) {
    const Oid catalog = fields.oid();
    const Oid number = fields.oid();
    const auto part = static_cast<std::int32_t>(fields.integer());
    const bool identity = fields.flag();
    auto owner = fields.text_or_null();
    const auto privileges = fields.text_or_null();
    const auto found = draft.addresses.find({catalog, number, part});
    if (found == draft.addresses.end()) continue;
    const model::ObjectId id = identity ? model::identity_sequence_id(found->second) : found->second;
    if (owner) draft.schema.owners.emplace(id, std::move(*owner));
    if (!privileges) continue;
    const auto list = lists.find(*privileges);
    if (list != lists.end()) draft.schema.grants.emplace(id, list->second);
  }
  read_default_privileges(source, draft);
  for (Fields fields : source.rows("SELECT current_user")) draft.schema.session_role = fields.text();
}

}  // namespace schemac::catalog
