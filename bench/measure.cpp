#include "measure.hpp"

#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace schemac::bench {
namespace {

double now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

void stay_on_one_processor() {
  cpu_set_t all, one;
  CPU_ZERO(&one);
  if (sched_getaffinity(0, sizeof all, &all) != 0) return;
  for (int number = 0; number < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++number)
    if (CPU_ISSET(number, &all)) CPU_SET(number, &one);
  if (sched_setaffinity(0, sizeof one, &one) != 0) std::perror("no processor of our own");
}

Cost cost(int times, const std::function<void()>& work) {
  const double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  for (int time = 0; time < times; ++time) work();
  return {now(CLOCK_MONOTONIC) - wall, now(CLOCK_PROCESS_CPUTIME_ID) - cpu};
}

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const char* what, const char* aim, int rounds, int times, const std::function<void()>& theirs,
             const std::function<void()>& ours) {
  std::vector<double> wall, cpu;
  theirs();
  ours();
  for (int round = 0; round < rounds; ++round) {
    Cost their_cost{}, our_cost{};
    if (round % 2 == 0) their_cost = cost(times, theirs);
    our_cost = cost(times, ours);
    if (round % 2 != 0) their_cost = cost(times, theirs);
    wall.push_back(our_cost.wall / their_cost.wall);
    cpu.push_back(our_cost.cpu / their_cost.cpu);
  }
  std::printf("%s\twall %.2f, CPU %.2f\t%s\n", what, middle(wall), middle(cpu), aim);
  std::fflush(stdout);
}

}  // namespace schemac::bench
