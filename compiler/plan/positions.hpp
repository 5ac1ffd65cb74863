// Columns that are called by their places. Their order is no difference between two states, since ALTER TABLE puts a
// new column last wherever the sources have it; and PostgreSQL itself writes `f(…) x(a, b)` for a function in FROM
// whose rows are a table's. In another order of the columns that means other columns, and nobody would be told.
#pragma once

#include "plan/order.hpp"

namespace schemac::plan {

/// Throws CannotPlan where a step gives names to the columns of a table (or of a function that returns its rows) by
/// their places and the table will have them in another order than the desired state.
void refuse_other_positions(const diff::Difference& difference, const model::Dependencies& needs_after,
                            const std::vector<Step>& steps);

}  // namespace schemac::plan
