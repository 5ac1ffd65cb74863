// A step of a plan with all that led to it: for `explain`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/state.hpp"
#include "diff/changes.hpp"
#include "plan/plan.hpp"

namespace schemac::cli {

struct Explanation {
  std::size_t number = 0;       ///< In the plan, from 1.
  std::string step;             ///< What it does.
  std::optional<Place> source;  ///< Where what it is about is declared.
  std::string difference;       ///< The difference that it is for; empty: none alone, `because` says more.
  std::string because;
  std::vector<std::string> statements;
  std::string takes;  ///< Locks, rewrites and scans that are to be expected.
  std::vector<plan::Hazard> hazards;
};

/// One for each step of `plan`, which is that of `difference`, whose end is `after`.
[[nodiscard]] std::vector<Explanation> explanations(const plan::Plan& plan, const diff::Difference& difference,
                                                    const State& after);

/// A line a step: its number, what it does, its hazards.
[[nodiscard]] std::string outline(const std::vector<Explanation>& steps);

/// All of one, of a plan that has `all` steps.
[[nodiscard]] std::string spelled(const Globals& globals, const Explanation& step, std::size_t all);

}  // namespace schemac::cli
