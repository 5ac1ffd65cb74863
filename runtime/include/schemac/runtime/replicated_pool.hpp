// A pool of the primary and one of each standby that follows it. What only reads may go to a standby that is close
// enough behind; everything else, and reads where no standby is, goes to the primary.
// https://www.postgresql.org/docs/15/hot-standby.html
//
// How far a standby is behind is not asked of its clock, nor of what it has received (a standby that lost its primary
// has replayed all that it received): at every look the primary says how far its log reaches, and a standby of the same
// cluster and timeline that has replayed up to there is at most as old as that look. So the bound holds also where
// nobody writes, where the stream is broken, where a standby was left behind by a failover, and for what is committed
// asynchronously. No privileges are needed; with pg_read_all_stats a standby that follows a new primary is used at once
// (docs/decisions/0035-a-standby-is-read-on-its-primarys-timeline.md).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/retry.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace schemac::runtime {

namespace detail {
class ReplicaWatch;
/// A standby knows no `serializable`.
inline bool may_read_standby(const TransactionOptions& options) noexcept {
  return options.read_only && options.isolation != Isolation::serializable;
}
}  // namespace detail

struct ReplicatedOptions {
  PoolOptions primary{};
  /// Of each standby.
  PoolOptions standby{};
  /// How old what is read may be.
  std::chrono::milliseconds max_lag{1'000};
  /// How often the servers are looked at, each by a thread of its own, so that one that is silent ages alone; at most
  /// half of `max_lag`, or no standby is ever used.
  std::chrono::milliseconds look_every{250};
  /// Called with the options of each standby's pool, before that is made, and with its place among the URLs: for what
  /// is to differ.
  std::function<void(PoolOptions& options, std::size_t number)> on_standby{};
};

class ReplicatedPool {
 public:
  /// @param primary, standbys URLs. Several hosts in one URL are one server that may be in either place:
  /// `host=a,b target_session_attrs=read-write`
  /// @throws InvalidUrl, UsageError when the options contradict each other
  ReplicatedPool(std::string primary, const std::vector<std::string>& standbys, const ReplicatedOptions& options = {});
  ReplicatedPool(const ReplicatedPool&) = delete;
  ReplicatedPool& operator=(const ReplicatedPool&) = delete;
  ~ReplicatedPool();

  /// To write, or to read what was just written.
  Lease acquire(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return primary().acquire(file, line);
  }
  /// To read: of a standby within the bound, each in turn; of the primary where there is none, or none can be reached.
  /// What others have of a standby is not waited for, and a new connection to it for a second at most.
  /// @throws as `Pool::acquire` of the primary
  Lease acquire_to_read(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  /// For a transaction with these options: to read where they say that it reads; waits no longer than until its
  /// deadline.
  /// @throws as `Pool::acquire_for` of the primary
  Lease acquire_for(const TransactionOptions& options, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE());

  /// Runs `work(transaction)` and commits when it returns: on a standby where `options.read_only` says that it reads.
  /// Its statements see one state only with `repeatable_read`. A standby knows no `serializable`, so that goes to the
  /// primary.
  /// @return what `work` returns
  /// @throws as `acquire_for`, and as beginning and committing a `Transaction`; what `work` throws
  template <class Work>
  auto transaction(Work&& work, const TransactionOptions& options = {}, const char* file = __builtin_FILE(),
                   int line = __builtin_LINE()) {
    Lease lease = acquire_for(options, file, line);
    return detail::commit_after(lease, work, options);
  }

  struct Standby {
    Pool::Counts counts{};
    /// How old what it shows is, at most; nothing: unknown, since it cannot be reached, is no standby, is not known to
    /// follow the primary's timeline, or has not come up to anything the primary has said.
    std::optional<std::chrono::milliseconds> lag{};
  };
  /// In the order of the URLs.
  std::vector<Standby> standbys() const;

  Pool& primary() noexcept;
  const Pool& primary() const noexcept;
  /// One of `standbys`, to be looked at; `acquire_to_read` alone knows which are within the bound.
  /// @throws UsageError where there are not so many
  Pool& standby(std::size_t number);
  const Pool& standby(std::size_t number) const;

  /// Closes all pools, and waits until what is lent has come back. @return whether all of it did in time
  bool drain(std::chrono::milliseconds timeout);

 private:
  std::optional<Lease> try_standbys(const TransactionOptions& options, const char* file, int line);
  std::unique_ptr<detail::ReplicaWatch> watch_;
};

/// As `transact` of a pool. The first attempt is made where such a transaction goes, every other one on the primary: a
/// standby gives up what reads rows that the primary has removed ("conflict with recovery"), and would again. There,
/// also a commit that was not answered is worth another attempt, since nothing can have been written.
/// https://www.postgresql.org/docs/15/hot-standby.html#HOT-STANDBY-CONFLICT
template <class Work>
auto transact(ReplicatedPool& pool, Work&& work, const RetryOptions& options = {}, const char* file = __builtin_FILE(),
              int line = __builtin_LINE()) {
  detail::Attempts attempts(options);
  bool at_work = false;  // what is in doubt then is of another connection, which may have written
  const auto watched = [&](Transaction& transaction) {
    at_work = true;
    if constexpr (std::is_void_v<decltype(work(transaction))>) {
      work(transaction);
      at_work = false;
    } else {
      auto result = work(transaction);
      at_work = false;
      return result;
    }
  };
  for (bool reads = detail::may_read_standby(options.transaction);; reads = false) {
    bool kept = false;
    try {
      Lease lease = reads ? pool.acquire_for(options.transaction, file, line)
                          : pool.primary().acquire_for(options.transaction, file, line);
      return detail::commit_after(lease, watched, options.transaction, &kept);
    } catch (const Error& failure) {
      if (kept && !reads) throw;
      attempts.wait_or_rethrow(failure, true, reads && !at_work);
    }
  }
}

}  // namespace schemac::runtime
