// What leads from some privileges to others, one privilege at a time.
#pragma once

#include <set>

#include "model/rights.hpp"

namespace schemac::diff {

/// In the order in which they are carried out.
struct GrantSteps {
  std::set<model::Grant> revoked;     ///< `grantable` tells whether it could be given on.
  std::set<model::Grant> unoptioned;  ///< Kept, but not to be given on any more.
  std::set<model::Grant> given;
};

/// Who is born with a privilege and lost it is given it back, and the other way round.
[[nodiscard]] GrantSteps grant_steps(const model::Grants& before, const model::Grants& after);

}  // namespace schemac::diff
