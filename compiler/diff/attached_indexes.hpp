// Indexes of partitions that are part of an index of the parent: they come, go and change together with it.
#pragma once

#include <vector>

#include "diff/carry_down.hpp"
#include "diff/descent.hpp"

namespace schemac::diff {

/// Shows each index as part of what it is to be part of: that it is attached is no difference of its own.
void see_as_attached(Own& own);

/// Completes `changes` between the two states: an index of a partition cannot go without that of the parent, and goes
/// with it; what is attached neither with its table nor by the creation of the parent's is attached by itself. Of the
/// drops those that the parent's implies keep `partition_of`. https://www.postgresql.org/docs/15/sql-alterindex.html
void settle_attached_indexes(const model::Schema& before, const model::Schema& after, const Descent& descent,
                             std::vector<Change>& changes);

}  // namespace schemac::diff
