// What one object of the desired state has in common with one that is to go, so that both cannot be there at once.
#pragma once

#include "diff/changes.hpp"

namespace schemac::plan {

/// Whether `former` (after the renames) has to go before `now` (of the desired state) is made: they are one object,
/// share a name, or are functions that a call cannot tell apart.
[[nodiscard]] bool takes_its_place(const diff::Difference& difference, const model::ObjectId& former,
                                   const model::ObjectId& now);

}  // namespace schemac::plan
