#include "diff/grant_steps.hpp"

namespace schemac::diff {
namespace {

using model::Grant;
using model::Grants;

Grant toggled(Grant grant) {
  grant.grantable = !grant.grantable;
  return grant;
}

Grant born_with(const model::Withheld& withheld) { return {{}, withheld.owner, withheld.privilege, false, {}}; }

}  // namespace

GrantSteps grant_steps(const Grants& before, const Grants& after) {
  const Grants lost = model::minus(before, after);
  const Grants come = model::minus(after, before);
  GrantSteps steps;
  for (const Grant& grant : lost.given) {
    if (after.given.count(toggled(grant)) == 0) steps.revoked.insert(grant);
    if (grant.grantable && after.given.count(toggled(grant)) != 0) steps.unoptioned.insert(grant);
  }
  for (const Grant& grant : come.given) {
    if (grant.grantable || before.given.count(toggled(grant)) == 0) steps.given.insert(grant);
  }
  for (const model::Withheld& withheld : come.withheld) steps.revoked.insert(born_with(withheld));
  for (const model::Withheld& withheld : lost.withheld) steps.given.insert(born_with(withheld));
  return steps;
}

}  // namespace schemac::diff
