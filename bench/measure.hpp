// What work costs: time that passes, and this process's time on the processor.
#pragma once

#include <functional>
#include <vector>

namespace schemac::bench {

/// Binds this process, and the server that it starts, to one processor. What it costs to wake the other side up on
/// another one differs from run to run by more than what is compared.
void stay_on_one_processor();

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
