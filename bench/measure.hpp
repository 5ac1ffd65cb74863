// What work costs: time that passes, and this process's time on the processor.
#pragma once

#include <functional>
#include <vector>

namespace schemac::bench {

struct Cost {
  double wall;  ///< seconds
  double cpu;   ///< seconds
};

/// Of running `work` so many times.
[[nodiscard]] Cost cost(int times, const std::function<void()>& work);

/// @pre `values` is not empty
[[nodiscard]] double middle(std::vector<double> values);

/// Runs both in turn, so that what disturbs the machine disturbs both, and prints one line: `what`, the middles over
/// the rounds of what `ours` costs over what `theirs` does, and the aim, with tabs between.
void compare(const char* what, const char* aim, int rounds, int times, const std::function<void()>& theirs,
             const std::function<void()>& ours);

}  // namespace schemac::bench
