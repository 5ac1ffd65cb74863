// The schema of a snapshot, from its JSON: strict, so that a key or a value that this program does not know is an error
// and never a piece of the schema that is lost.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "snapshot/problems.hpp"
#include "snapshot/snapshot.hpp"

namespace schemac::snapshot {

/// Everything of the document but its checksum. What is wrong is reported; the result then stands for nothing.
[[nodiscard]] Snapshot decode(const nlohmann::ordered_json& document, Problems& problems);

}  // namespace schemac::snapshot
