// What a difference can touch of the state that it begins from: to watch a plan at work, that much is enough to be
// made.
#pragma once

#include "diff/changes.hpp"

namespace schemac::plan {

/// The objects of `difference.before` that its changes are about, all that stands on them or needs them, and what those
/// need. A schema of a thousand tables of which one is changed comes down to it and its neighbours.
[[nodiscard]] model::Schema surroundings(const diff::Difference& difference);

}  // namespace schemac::plan
