// The SQL texts that a step hands to PostgreSQL to evaluate or to store: expressions and definitions.
#pragma once

#include <string>
#include <vector>

#include "diff/changes.hpp"

namespace schemac::plan {

/// Of what is created, added or altered, as it will be; nothing of what goes or is renamed.
[[nodiscard]] std::vector<std::string> texts_of(const diff::Change& change);

}  // namespace schemac::plan
