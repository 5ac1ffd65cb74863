// A difference cut into logical changes, each of which can be made by itself: what stands together on one table or
// needs each other stays together, indexes of tables that are there come behind their columns.
#pragma once

#include <vector>

#include "diff/changes.hpp"
#include "model/schema.hpp"

namespace schemac::diff {

/// The states through which one comes from `difference.renamed` to `difference.after`, a logical change each; the last
/// is `after`. One alone where nothing can be cut. What a server makes of a state in between need not be spelled as
/// here: whoever plans with them proves them.
[[nodiscard]] std::vector<model::Schema> stages(const Difference& difference);

}  // namespace schemac::diff
