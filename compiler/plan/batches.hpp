// Where one transaction has to end before the next step can be taken.
#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace schemac::plan {

/// The steps, which are in order, cut into transactions. A label that is added to an enum cannot be used before its
/// transaction has committed (https://www.postgresql.org/docs/15/sql-altertype.html#id-1.9.3.42.7): where another step
/// says it, the enum's labels are added in a batch before all else but renames.
[[nodiscard]] std::vector<Batch> in_batches(std::vector<Step> steps);

}  // namespace schemac::plan
