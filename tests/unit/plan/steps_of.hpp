// A plan as lines, so that a test reads like the plan.
#pragma once

#include <string>
#include <vector>

#include "diff/compare.hpp"
#include "plan/plan.hpp"

namespace schemac::test {

/// One line a step; a line `--` between batches.
inline std::vector<std::string> steps_of(const plan::Plan& plan) {
  std::vector<std::string> lines;
  for (const plan::Batch& batch : plan.batches) {
    if (!lines.empty()) lines.emplace_back("--");
    for (const plan::Step& step : batch.steps) lines.push_back(diff::describe(step.change));
  }
  return lines;
}

inline std::vector<std::string> steps_between(const model::Schema& before, const model::Schema& after,
                                              const model::Renames& renames = {}) {
  return steps_of(plan::make(diff::compare(before, after, renames)));
}

using Lines = std::vector<std::string>;

}  // namespace schemac::test
