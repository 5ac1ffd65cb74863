// What stands in the way of a change and has no change of its own: PostgreSQL refuses to drop what others need, and to
// retype what a policy, a trigger or a generated column looks at. Such objects are taken down and put back whole.
#pragma once

#include <set>
#include <vector>

#include "diff/changes.hpp"
#include "plan/order.hpp"

namespace schemac::plan {

/// The needs of both states.
struct BothNeeds {
  model::Dependencies before;
  model::Dependencies after;
};

/// Adds to `steps` (one for each change of `difference`) the drops and creates of what stands in their way, and of what
/// stands in the way of those. An object that comes back does so as `difference.after` has it, so changes of it that
/// are thereby done are removed. What is in `anew` is taken down and comes back too. Throws CannotPlan for an obstacle
/// that holds data.
void clear_obstacles(const diff::Difference& difference, const BothNeeds& needs, const std::set<model::ObjectId>& anew,
                     std::vector<DraftStep>& steps);

/// What stands on a table or view goes with it. Where the relation comes back, or another of its name comes, adds the
/// creates of those parts that `difference.after` has, and removes what would alter or drop them meanwhile.
void bring_parts_along(const diff::Difference& difference, std::vector<DraftStep>& steps);

/// Dropped tables whose foreign keys (or policies) go round in a circle cannot go one after the other: adds the drops
/// of what ties them.
void untie_dropped_tables(const diff::Difference& difference, const model::Dependencies& needs_before,
                          std::vector<DraftStep>& steps);

/// A column that passes from an identity to a default or back does so in two steps, between which the sequence of the
/// one can go and that of the other come.
void pass_identity_in_two_steps(std::vector<DraftStep>& steps);

/// An identity column that is added to a table that has children is made from a sequence: PostgreSQL refuses to add it
/// at once, whether they have rows or not.
void number_rows_below(const diff::Difference& difference, std::vector<DraftStep>& steps);

/// A sequence that is owned by a column of this very plan is created without owner (the column's default needs it) and
/// handed over when the column is there.
void hand_over_later(std::vector<DraftStep>& steps);

}  // namespace schemac::plan
