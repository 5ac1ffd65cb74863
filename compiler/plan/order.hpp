// Which step goes before which. One graph and one topological sort: what needs something waits for it, what goes lets
// its dependents go first; ties are broken by phase, kind and name, so that the same steps give the same order.
#pragma once

#include <vector>

#include "model/schema.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

/// A step on its way into a plan.
struct DraftStep {
  /// What takes something down only for a while gives up what the object needed; what puts it back needs anew.
  enum class Part { whole, takes_down, puts_back };
  Step step;
  Part part = Part::whole;
};

/// The steps in the order of execution. The needs are those of the state after the renames and of the one to reach, as
/// needs_of() says them. Throws CannotPlan where the steps wait for each other in a circle.
[[nodiscard]] std::vector<Step> in_order(std::vector<DraftStep> steps, const diff::Difference& difference,
                                         const model::Dependencies& needs_before,
                                         const model::Dependencies& needs_after);

}  // namespace schemac::plan
