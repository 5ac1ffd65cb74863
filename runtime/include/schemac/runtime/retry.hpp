// A transaction as a function that is run again where another transaction was in its way: after a serialization failure
// or a deadlock PostgreSQL wants the whole of it again, from its first statement
// (https://www.postgresql.org/docs/15/mvcc-serialization-failure-handling.html). Between two attempts it waits, longer
// each time and by chance, so that those who met do not meet again.
//
//   const Uuid booked = transact(connection, [&](Transaction& transaction) {
//     return BookingRepository(transaction).insert(wanted).id;
//   }, {.transaction = {.isolation = Isolation::serializable}});
#pragma once

#include <chrono>
#include <functional>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/transaction.hpp>
#include <type_traits>

namespace schemac::runtime {

struct RetryOptions {
  TransactionOptions transaction{};
  /// How often it is run at most, the first time included; at least 1.
  int attempts = 10;
  /// The longest wait after the first failure; it doubles with each, up to `longest_pause`. What is waited is drawn by
  /// lot between nothing and this.
  std::chrono::milliseconds first_pause{10};
  std::chrono::milliseconds longest_pause{2'000};
  /// Hears of each failure that is followed by another attempt, with that attempt's number from 2 on.
  std::function<void(const Error& failure, int attempt)> on_retry{};
};

namespace detail {

/// Counts attempts and waits between them.
class Attempts {
 public:
  /// @throws UsageError where the options allow no attempt
  explicit Attempts(const RetryOptions& options);
  /// Waits before the next attempt.
  /// @pre an Error is being handled: it is thrown on where no attempt is left, where another would not help, or where
  /// waiting would outlast the transaction's deadline
  /// @param reconnects whether the next attempt has another connection
  /// @param only_read whether nothing can have been done, though nobody knows whether it was committed
  void wait_or_rethrow(const Error& failure, bool reconnects, bool only_read = false);

 private:
  const RetryOptions& options_;
  int made_ = 0;
};

}  // namespace detail

/// Runs `work(transaction)` and commits; runs it again where the error is `retryable()` and the connection still
/// stands. What `work` did outside of the database is not undone, so it keeps its results for the end. Where it has
/// committed by itself, nothing is committed behind it and nothing is run again.
/// @param executor a connection or lease without an open transaction
/// @return what `work` returned in the attempt that was committed
/// @throws what `work` throws; the last Error where no attempt succeeded
template <class Work>
auto transact(Executor& executor, Work&& work, const RetryOptions& options = {}) {
  detail::Attempts attempts(options);
  for (;;) {
    bool kept = false;
    try {
      return detail::commit_after(executor, work, options.transaction, &kept);
    } catch (const Error& failure) {
      if (kept) throw;
      attempts.wait_or_rethrow(failure, false);
    }
  }
}

/// The same on connections of a pool, another one for each attempt: a connection that was lost is worth one too, unless
/// it was lost during the commit (`CommitInDoubt`). The deadline and the stopping hold for the waiting for connections
/// as well.
template <class Work>
auto transact(Pool& pool, Work&& work, const RetryOptions& options = {}, const char* file = __builtin_FILE(),
              int line = __builtin_LINE()) {
  detail::Attempts attempts(options);
  for (;;) {
    bool kept = false;
    try {
      Lease lease = pool.acquire_for(options.transaction, file, line);
      return detail::commit_after(lease, work, options.transaction, &kept);
    } catch (const Error& failure) {
      if (kept) throw;
      attempts.wait_or_rethrow(failure, true);
    }
  }
}

}  // namespace schemac::runtime
