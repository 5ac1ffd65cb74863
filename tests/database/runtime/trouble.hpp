// What a failure says of a retry, for the tests of connections that are lost.
#pragma once

#include <schemac/runtime/error.hpp>
#include <string_view>

namespace schemac::tests {

enum class Said { retry, in_doubt, other };

/// What the failure of `work` says. Without CHECK: threads ask, and Catch has but one.
template <class Work>
Said said(const Work& work) {
  try {
    work();
  } catch (const runtime::CommitInDoubt& failure) {
    const bool warns = std::string_view(failure.what()).find("may have") != std::string_view::npos;
    return warns && !failure.retryable() ? Said::in_doubt : Said::other;
  } catch (const runtime::ConnectionFailure& failure) {
    return failure.retryable() ? Said::retry : Said::other;
  }
  return Said::other;
}

}  // namespace schemac::tests
