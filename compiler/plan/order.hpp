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

struct Ordered {
  std::vector<Step> steps;   ///< In the order of execution, or
  std::vector<Step> circle;  ///< those that wait for each other, each for the one before it.
};

/// Orders the steps. The needs are those of the state after the renames and of the one to reach, as needs_of() says
/// them.
[[nodiscard]] Ordered in_order(std::vector<DraftStep> steps, const diff::Difference& difference,
                               const model::Dependencies& needs_before, const model::Dependencies& needs_after);

}  // namespace schemac::plan
