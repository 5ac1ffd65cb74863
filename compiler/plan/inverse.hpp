// One step back. The way down of a plan is not made of these: it is planned like the way up, from the states.
#pragma once

#include <optional>

#include "diff/changes.hpp"

namespace schemac::plan {

/// What takes the change back by itself; nothing where no statement does (a label of an enum, a validation).
[[nodiscard]] std::optional<diff::Change> inverse(const diff::Change& change);

}  // namespace schemac::plan
