// What a pool and its leases share, so that either may end first. All of it is under one mutex; connecting and closing,
// which take time, happen outside of it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "patience.hpp"
#include "process.hpp"
#include "schemac/runtime/pool.hpp"

namespace schemac::runtime::detail {

using PoolClock = std::chrono::steady_clock;

struct PooledConnection {
  Connection connection;
  PoolClock::time_point made;
  std::chrono::milliseconds lifetime;  // 0: for ever
  PoolClock::time_point idle_since;
  std::thread::id last_lent_to{};
  // While it is lent.
  PoolClock::time_point lent_since{};
  const char* file = "";
  int line = 0;
  bool told = false;  // that it is kept for long
};

/// So long from now, but never so far that it could not be counted.
Deadline deadline_in(std::chrono::milliseconds timeout) noexcept;
/// What is left until then, rounded up, so that who has waited for that long finds it over.
std::chrono::milliseconds left_of(Deadline deadline) noexcept;

/// A connection that is asked for.
struct Wanted {
  std::chrono::milliseconds timeout{};  // for all of it
  const char* file = "";
  int line = 0;
  bool queues = true;  // else one is lent at once or made, but what others have is not waited for
  std::stop_token stop{};
};

/// Thrown where a new connection was not made in time; that others have kept theirs is a PoolTimeout alone.
class ConnectTimeout : public PoolTimeout {
 public:
  using PoolTimeout::PoolTimeout;
};

class PoolState {
 public:
  PoolState(std::string url, PoolOptions options);
  /// @pre closed, so that the housekeeper has ended
  ~PoolState() = default;

  /// Whether this is the process that made it: one that was forked off leaves it alone.
  bool is_here() const noexcept { return process_.is_here(); }
  void close() noexcept;
  bool drain(std::chrono::milliseconds timeout);
  std::unique_ptr<PooledConnection> acquire(const Wanted& wanted);
  std::chrono::milliseconds acquire_timeout() const noexcept { return options_.acquire_timeout; }
  void give_back(std::unique_ptr<PooledConnection> connection) noexcept;
  Pool::Counts counts() const;
  std::vector<Loan> loans() const;

 private:
  /// Somebody who waits in `acquire`. He is handed either a connection or the right to make one.
  struct Waiter {
    const std::thread::id thread = std::this_thread::get_id();
    std::condition_variable served;
    std::unique_ptr<PooledConnection> loan;
    bool may_connect = false;
    bool is_served() const noexcept { return loan != nullptr || may_connect; }
  };

  using Owned = std::unique_ptr<PooledConnection>;

  Owned lend(const Wanted& wanted);
  Owned hand_over(Waiter& served, const Wanted& wanted, Deadline until);
  /// @param stop gives it up, as closing does
  /// @throws PatienceLost, what connecting throws, what `on_connect` throws
  Owned connect(Deadline until, const std::stop_token& stop);
  /// Not where it is worn out or was lost while idle: looks at it, and asks it where it was idle for long.
  bool can_be_lent(PooledConnection& loan, PoolClock::time_point now, Deadline until) const;
  static bool is_past_lifetime(const PooledConnection& loan, PoolClock::time_point now) noexcept;

  // Under the mutex.
  [[noreturn]] void throw_run_dry(const Wanted& wanted) const;
  void serve_waiters() noexcept;
  Owned take_idle(std::thread::id thread) noexcept;
  void wake_housekeeper(std::optional<PoolClock::time_point> due) noexcept;
  Loan told_of(const PooledConnection& lent, PoolClock::time_point now) const;
  std::vector<Loan> take_leaks(PoolClock::time_point now);
  void free_slot() noexcept;
  std::vector<Owned> take_expired(PoolClock::time_point now);
  std::optional<PoolClock::time_point> next_expiry() const;

  void keep_house();
  /// @return whether it could connect
  bool fill_up(std::unique_lock<std::mutex>& lock);

  const OwnProcess process_;
  const std::string url_;
  const PoolOptions options_;
  mutable std::mutex mutex_;
  std::deque<std::unique_ptr<PooledConnection>> idle_;  // the longest idle first
  std::list<Waiter*> waiting_;                          // the longest waiting first
  std::size_t open_ = 0;                                // idle, lent or being made
  std::size_t lent_ = 0;                                // being handed over included
  std::list<PooledConnection*> loans_;
  std::condition_variable returned_;
  std::size_t opened_ = 0;
  bool closed_ = false;
  std::stop_source closing_;  // tells whoever connects that nobody waits for it
  std::condition_variable housekeeping_;
  std::optional<PoolClock::time_point> wakes_at_;  // the housekeeper; nothing: when he is woken
  std::thread housekeeper_;
};

}  // namespace schemac::runtime::detail
