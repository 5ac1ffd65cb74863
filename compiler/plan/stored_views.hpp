// Materialized views have rows, which come from what they read when they are filled, and may choose an index once it is
// there. https://www.postgresql.org/docs/15/sql-refreshmaterializedview.html
#pragma once

#include <vector>

#include "diff/changes.hpp"
#include "plan/graph.hpp"
#include "plan/order.hpp"

namespace schemac::plan {

/// Takes the choice of an index (CLUSTER ON) out of other steps and adds steps of their own, also where the index only
/// is made anew; and lets a view that is to be without rows have some while another one is filled from it.
void settle_stored_views(const diff::Difference& difference, const model::Dependencies& needs_after,
                         std::vector<DraftStep>& steps);

/// Adds the edges to `graph`, whose numbers are those of `steps`: an index before its choice, what is read filled
/// before what reads it, and emptied after.
void order_stored_views(const std::vector<const DraftStep*>& steps, const model::Dependencies& needs_after,
                        Graph& graph);

}  // namespace schemac::plan
