#include "schemac/runtime/health.hpp"

#include <algorithm>
#include <future>

#include "patience.hpp"
#include "pool_state.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/replicated_pool.hpp"
#include "wire.hpp"

namespace schemac::runtime {
namespace {

using Clock = std::chrono::steady_clock;

void ask(Lease& lease, std::chrono::milliseconds timeout, Health& health) {
  // Read-only, which a standby takes too.
  Transaction transaction(lease, {.read_only = true, .statement_timeout = timeout});
  const auto asked = Clock::now();
  const TextResult answer = transaction.query_unchecked_sql(
      "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool");
  health.round_trip = Clock::now() - asked;
  health.read_only = answer[0].text(0) == "t";
  transaction.commit();
}

std::string silence(std::chrono::milliseconds timeout) {
  return "the server did not answer within " + std::to_string(timeout.count()) + " ms";
}

}  // namespace

Health health(Pool& pool, std::chrono::milliseconds timeout) {
  Health health;
  const auto begun = Clock::now();
  const Deadline deadline = detail::deadline_in(timeout);
  try {
    Lease lease = pool.acquire_within(timeout);
    health.waited = Clock::now() - begun;
    const auto left = std::max(detail::left_of(deadline), std::chrono::milliseconds(1));
    // A server that is slow says so itself, a little earlier, and the connection stays.
    detail::within_patience(PQsocket(lease.wire().raw()), {deadline + left / 10}, [&] { ask(lease, left, health); });
    health.healthy = Clock::now() <= deadline;
    if (!health.healthy) health.problem = silence(timeout);
  } catch (const detail::PatienceLost&) {
    health.problem = silence(timeout);
  } catch (const Error& failure) {
    health.problem = failure.what();
    if (health.waited.count() == 0) health.waited = Clock::now() - begun;
  } catch (const std::exception& failure) {
    health.problem = failure.what();
  }
  health.counts = pool.counts();
  return health;
}

ReplicatedHealth health(ReplicatedPool& pool, std::chrono::milliseconds timeout) {
  const std::vector<ReplicatedPool::Standby> standbys = pool.standbys();
  std::vector<std::future<Health>> asked;
  for (std::size_t number = 0; number < standbys.size(); ++number)
    asked.push_back(std::async([&pool, number, timeout] { return health(pool.standby(number), timeout); }));
  ReplicatedHealth all;
  all.primary = health(pool.primary(), timeout);
  all.healthy = all.primary.healthy;
  for (std::size_t number = 0; number < standbys.size(); ++number)
    all.standbys.push_back({asked[number].get(), standbys[number].lag});
  return all;
}

}  // namespace schemac::runtime
