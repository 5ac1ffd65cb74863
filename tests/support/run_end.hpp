// What is to be done whenever a test case has run, of one with generators each time. Catch2's main, in catch_main.cpp,
// does it; a program that has another main does not.
#pragma once

#include <vector>

namespace schemac::tests {

using RunEnd = void (*)();

/// Functions to call at the end of each run, in this order. Added to before threads are started, or by what is started
/// once.
inline std::vector<RunEnd>& run_ends() {
  static std::vector<RunEnd> ends;
  return ends;
}

}  // namespace schemac::tests
