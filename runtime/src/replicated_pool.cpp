#include "schemac/runtime/replicated_pool.hpp"

#include <algorithm>

#include "pool_state.hpp"
#include "replica_watch.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime {

ReplicatedPool::ReplicatedPool(std::string primary, const std::vector<std::string>& standbys,
                               const ReplicatedOptions& options)
    : watch_(std::make_unique<detail::ReplicaWatch>(std::move(primary), standbys, options)) {}

ReplicatedPool::~ReplicatedPool() {
  // In a process that was forked off: its threads are not here to be waited for.
  if (watch_ != nullptr && !watch_->is_here()) static_cast<void>(watch_.release());
}

Pool& ReplicatedPool::primary() noexcept { return watch_->primary(); }
const Pool& ReplicatedPool::primary() const noexcept { return watch_->primary(); }

Pool& ReplicatedPool::standby(std::size_t number) {
  if (number < watch_->size()) return watch_->pool_of(number);
  throw UsageError("there is no standby " + std::to_string(number) + ", counted from 0: the pool has " +
                   std::to_string(watch_->size()));
}
const Pool& ReplicatedPool::standby(std::size_t number) const {
  return const_cast<ReplicatedPool*>(this)->standby(number);
}

Lease ReplicatedPool::acquire_to_read(const char* file, int line) {
  std::optional<Lease> lease = try_standbys({}, file, line);
  return lease ? std::move(*lease) : acquire(file, line);
}

Lease ReplicatedPool::acquire_for(const TransactionOptions& options, const char* file, int line) {
  std::optional<Lease> lease;
  if (detail::may_read_standby(options)) lease = try_standbys(options, file, line);
  return lease ? std::move(*lease) : primary().acquire_for(options, file, line);
}

std::optional<Lease> ReplicatedPool::try_standbys(const TransactionOptions& options, const char* file, int line) {
  for (const std::size_t standby : watch_->usable()) {
    std::chrono::milliseconds timeout = watch_->standby_timeout();
    if (options.deadline) timeout = std::min(timeout, detail::left_of(*options.deadline));
    try {
      return watch_->pool_of(standby).acquire_unless_busy(timeout, options.stop, file, line);
    } catch (const detail::ConnectTimeout&) {
      watch_->set_aside(standby);
    } catch (const PoolTimeout&) {
      // All of its connections are busy, which says nothing against it.
    } catch (const Error&) {
      if (options.stop.stop_requested()) throw;  // perhaps of that
      watch_->set_aside(standby);
    }
  }
  return std::nullopt;
}

std::vector<ReplicatedPool::Standby> ReplicatedPool::standbys() const {
  std::vector<Standby> all;
  for (std::size_t standby = 0; standby < watch_->size(); ++standby)
    all.push_back({watch_->pool_of(standby).counts(), watch_->lag_of(standby)});
  return all;
}

bool ReplicatedPool::drain(std::chrono::milliseconds timeout) {
  watch_->stop();
  const auto deadline = within(timeout);
  bool all = primary().drain(timeout);
  for (std::size_t standby = 0; standby < watch_->size(); ++standby) {
    all = watch_->pool_of(standby).drain(detail::left_of(deadline)) && all;
  }
  return all;
}

}  // namespace schemac::runtime
