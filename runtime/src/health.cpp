#include "schemac/runtime/health.hpp"

#include "schemac/runtime/error.hpp"

namespace schemac::runtime {

using Clock = std::chrono::steady_clock;

Health health(Pool& pool, std::chrono::milliseconds timeout) {
  Health health;
  const auto begun = Clock::now();
  try {
    Lease lease = pool.acquire_within(timeout);
    const auto lent = Clock::now();
    health.waited = lent - begun;
    // Read-only, which a standby takes too.
    Transaction transaction(lease, {.read_only = true, .statement_timeout = timeout});
    const auto asked = Clock::now();
    const TextResult answer = transaction.query_unchecked_sql(
        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool");
    health.round_trip = Clock::now() - asked;
    health.read_only = answer[0].text(0) == "t";
    transaction.commit();
    health.healthy = true;
  } catch (const Error& failure) {
    health.problem = failure.what();
    if (health.waited.count() == 0) health.waited = Clock::now() - begun;
  } catch (const std::exception& failure) {
    health.problem = failure.what();
  }
  health.counts = pool.counts();
  return health;
}

}  // namespace schemac::runtime
