#include "schemac/runtime/retry.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>

namespace schemac::runtime::detail {
namespace {

using std::chrono::milliseconds;

/// Waiting by lot spreads those who met:
/// https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
milliseconds drawn_up_to(milliseconds longest) {
  static thread_local std::minstd_rand lot{std::random_device{}()};
  return milliseconds(std::uniform_int_distribution<milliseconds::rep>(0, longest.count())(lot));
}

milliseconds longest_wait(const RetryOptions& options, int failures) {
  const milliseconds bound = std::max(countable(options.longest_pause), milliseconds(0));
  milliseconds longest = std::max(countable(options.first_pause), milliseconds(0));
  for (int failure = 1; failure < failures && longest < bound; ++failure) longest *= 2;
  return std::min(longest, bound);
}

/// Cut short by who asks the transaction to stop: the next attempt then says so.
void pause(milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any nobody_tells;
  nobody_tells.wait_for(lock, stop, time, [] { return false; });
}

bool is_worth_it(const Error& failure, bool reconnects, bool only_read) {
  // Who waited for a connection in vain has waited long enough.
  if (only_read && dynamic_cast<const CommitInDoubt*>(&failure) != nullptr) return true;
  if (!failure.retryable() || dynamic_cast<const PoolTimeout*>(&failure) != nullptr) return false;
  return reconnects || dynamic_cast<const ConnectionFailure*>(&failure) == nullptr;
}

}  // namespace

Attempts::Attempts(const RetryOptions& options) : options_(options) {
  if (options.attempts < 1) throw UsageError("a transaction is attempted at least once");
}

void Attempts::wait_or_rethrow(const Error& failure, bool reconnects, bool only_read) {
  if (++made_ >= options_.attempts || !is_worth_it(failure, reconnects, only_read)) throw;
  const milliseconds wait = drawn_up_to(longest_wait(options_, made_));
  const auto& deadline = options_.transaction.deadline;
  if (deadline && std::chrono::steady_clock::now() + wait >= *deadline) throw;
  if (options_.on_retry) options_.on_retry(failure, made_ + 1);
  pause(wait, options_.transaction.stop);
}

}  // namespace schemac::runtime::detail
