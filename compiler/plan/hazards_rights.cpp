// Who owns what, and who may do what with it. Of what comes back with the rights that it had, nothing is said.
#include <fmt/format.h>

#include <map>

#include "diff/grant_steps.hpp"
#include "diff/rename.hpp"
#include "diff/rights.hpp"
#include "plan/hazards.hpp"

namespace schemac::plan {
namespace {

using model::Grants;
using model::ObjectId;

std::string somebody(const std::string& role) { return role.empty() ? "whoever runs this" : fmt::format("`{}`", role); }

std::string grantee(const model::Grant& grant) {
  if (grant.owner) return "the owner";
  return grant.role.empty() ? "everybody" : fmt::format("`{}`", grant.role);
}

using Lines = std::map<std::string, std::string>;  ///< By grantee the privileges.

Lines lines(const std::set<model::Grant>& grants) {
  Lines lines;
  for (const model::Grant& grant : grants) {
    std::string& privileges = lines[grantee(grant)];
    privileges += (privileges.empty() ? "" : ", ") + grant.privilege;
  }
  return lines;
}

void weigh_steps(const diff::GrantSteps& steps, const std::string& where, Scene& scene) {
  const auto add = [&](const std::set<model::Grant>& grants, std::string_view verb) {
    for (const auto& [who, privileges] : lines(grants)) {
      scene.add(HazardKind::changes_rights, fmt::format("{} {} {} {}", who, verb, privileges, where));
    }
  };
  add(steps.revoked, "loses");
  add(steps.unoptioned, "cannot give on any more");
  add(steps.given, "gets");
}

Grants grants_of(const model::Schema& schema, const ObjectId& id) {
  const auto found = schema.grants.find(id);
  return found == schema.grants.end() ? Grants{} : found->second;
}

ObjectId holder_of(const ObjectId& id) {
  if (!model::is_identity_sequence(id)) return id;
  return {model::Kind::column, id.schema, id.table, id.name};
}

void weigh_default_privileges(const model::DefaultPrivileges& said, const Grants& before, const Grants& after,
                              Scene& scene) {
  const std::string home = said.schema.empty() ? "" : fmt::format(" in schema `{}`", said.schema);
  weigh_steps(diff::grant_steps(before, after),
              fmt::format("on {} that {} makes from now on{}", said.objects, somebody(said.role), home), scene);
}

}  // namespace

void weigh(const diff::Create<model::DefaultPrivileges>& change, Scene& scene) {
  weigh_default_privileges(change.object, {}, change.object.grants, scene);
}
void weigh(const diff::Drop<model::DefaultPrivileges>& change, Scene& scene) {
  weigh_default_privileges(change.object, change.object.grants, {}, scene);
}
void weigh(const diff::Alter<model::DefaultPrivileges>& change, Scene& scene) {
  weigh_default_privileges(change.after, change.before.grants, change.after.grants, scene);
}

void weigh(const diff::SetOwner& change, Scene& scene) {
  const std::string before = diff::owner_of(scene.difference.renamed, change.object);
  const std::string after = diff::owner_of(scene.difference.after, change.object);
  if (!diff::has(scene.difference.renamed, change.object) || before == after) return;
  scene.add(HazardKind::changes_rights, fmt::format("`{}` belongs to {}, no longer to {}",
                                                    model::describe(change.object), somebody(after), somebody(before)));
}

void weigh(const diff::SetGrants& change, Scene& scene) {
  const model::Schema& renamed = scene.difference.renamed;
  if (!diff::has(renamed, holder_of(change.object))) return;
  Grants former = grants_of(renamed, change.object);
  if (diff::owner_of(renamed, change.object) != change.owner) former = model::under_owner(former, change.owner);
  weigh_steps(diff::grant_steps(former, change.after),
              fmt::format("on `{}`", model::describe(holder_of(change.object))), scene);
}

}  // namespace schemac::plan
