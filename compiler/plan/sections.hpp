// Parts of a plan between which nothing may be committed: what is taken away in them comes back in them.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "plan/plan.hpp"

namespace schemac::plan {

/// The steps from `first` to `last` of a batch, both included.
struct Section {
  std::size_t first = 0;
  std::size_t last = 0;
  std::set<model::ObjectId> restored = {};  ///< What goes and comes.
};

/// Those of a batch's steps, in order; none overlaps another. A policy, a trigger, a view or a check that is dropped
/// and created anew is missing meanwhile: rows are seen that nobody should see, written unchecked, or not found; and it
/// stays missing when a step between fails. So does what a table that is rebuilt holds. Not of indexes, without which a
/// statement is slow and no more, nor of what `left_out` names.
[[nodiscard]] std::vector<Section> sections_of(const std::vector<Step>& steps,
                                               const std::set<model::ObjectId>& left_out);

}  // namespace schemac::plan
