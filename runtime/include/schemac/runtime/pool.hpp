// Connections kept open and lent out, safe for threads. Who waits is served in the order of asking. What comes back
// with an open transaction is rolled back first, and what comes back broken is closed, never lent again. A thread of
// the pool's own closes what has been idle or has lived too long and keeps the minimum up.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/transaction.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace schemac::runtime {

/// A connection that is out on loan.
struct Loan {
  const char* file = "";  ///< Where it was asked for, in the application's source.
  int line = 0;
  std::chrono::milliseconds held{};
  std::chrono::milliseconds lifetime{};  ///< Of the connection, as `PoolOptions::max_lifetime` has it; 0: for ever.
};

/// What somebody who asked for a connection got.
struct AcquireEvent {
  std::chrono::nanoseconds waited{};
  bool lent = false;  ///< Else none became free in time, or none could be made.
};

struct PoolOptions {
  std::size_t minimum = 0;   // kept open even when idle
  std::size_t maximum = 10;  // never more at once, lent ones included; at least 1
  /// For a connection that is free or, below the maximum, a new one: what is left of it bounds connecting, over all
  /// hosts of the URL, and `on_connect`. Only the system's resolver, which looks up names, has bounds of its own.
  std::chrono::milliseconds acquire_timeout{30'000};
  std::chrono::milliseconds idle_timeout{600'000};  // an idle one above the minimum is closed after this; 0: never
  /// And every one once it is idle and this old; 0: never. Each lives shorter by up to a tenth, drawn by lot: pools
  /// that began together would else connect anew at the same moment.
  std::chrono::milliseconds max_lifetime{1'800'000};
  ConnectionOptions connection{};
  /// Called on each new connection, before it is first lent: session settings. What it throws, `acquire` throws, and
  /// UsageError where it leaves a transaction open.
  std::function<void(Connection&)> on_connect{};
  /// A loan that is out for longer than this is told once to `on_leak`, by the pool's own thread: somebody keeps a
  /// connection over something that takes long, or for good. 0: never.
  std::chrono::milliseconds leak_after{};
  /// Must not use the pool; what it throws is dropped.
  std::function<void(const Loan&)> on_leak{};
  /// Hears of each `acquire`, from the thread that asked. Must not use the pool; what it throws is dropped.
  std::function<void(const AcquireEvent&)> on_acquire{};
  /// A connection that was idle for this long is asked for a sign of life, in a round trip, before it is lent: one that
  /// a firewall has forgotten looks like any other. What has not answered within `ping_timeout` is replaced.
  /// `milliseconds::max()`: never asked.
  std::chrono::milliseconds ping_after{5'000};
  std::chrono::milliseconds ping_timeout{1'000};
};

class Pool;
struct Health;

namespace detail {
struct PooledConnection;
}

/// A connection on loan; given back when this ends. A transaction that is still open on it then is rolled back. What
/// the session was told otherwise (SET, LISTEN, temporary tables, advisory locks) stays with it: the pool does not undo
/// it. One that was told to speak another encoding than UTF-8 is closed.
class Lease : public Executor {
 public:
  Lease(Lease&& other) noexcept;
  Lease& operator=(Lease&& other) noexcept;
  ~Lease();

  /// @pre not released
  Connection& operator*() const& noexcept;
  Connection& operator*() const&& = delete;  // a repository made on it would outlive the loan: give the lease a name
  Connection* operator->() const noexcept { return &**this; }

  /// Gives it back now.
  void release() noexcept;

 private:
  friend class Pool;
  friend Health health(Pool& pool, std::chrono::milliseconds timeout);
  Lease(std::shared_ptr<detail::PoolState> pool, std::unique_ptr<detail::PooledConnection> loan) noexcept;
  std::shared_ptr<detail::PoolState> pool_;
  std::unique_ptr<detail::PooledConnection> loan_;
};

class Pool {
 public:
  /// Connects to the minimum in the background, and is itself ready at once; whether the server can be reached shows in
  /// `acquire`.
  /// @throws InvalidUrl, UsageError when the options contradict each other
  explicit Pool(std::string url, PoolOptions options = {});
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  /// Closes what is idle; what is on loan is closed when it comes back.
  ~Pool();

  /// @param file, line where it is asked for, as `loans` and `on_leak` tell it; filled in by the compiler
  /// @throws PoolTimeout when none became free, or a new one was not made, in time; what connecting throws; UsageError
  /// after `close` and `drain`
  Lease acquire(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  /// The same, for as long as is said here instead of in the options.
  Lease acquire_within(std::chrono::milliseconds timeout, const char* file = __builtin_FILE(),
                       int line = __builtin_LINE());
  /// The same for a transaction with these options: no longer than its deadline, nor than until it is asked to stop.
  /// @throws DeadlineExceeded and QueryCanceled, too
  Lease acquire_for(const TransactionOptions& options, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE());

  /// Runs `work(transaction)` on a lent connection, and commits when it returns. The deadline and the stopping of the
  /// options hold for the waiting for the connection as well.
  /// @return what `work` returns
  /// @throws as `acquire_for`, and as beginning and committing a `Transaction`; what `work` throws
  template <class Work>
  auto transaction(Work&& work, const TransactionOptions& options = {}, const char* file = __builtin_FILE(),
                   int line = __builtin_LINE()) {
    Lease lease = acquire_for(options, file, line);
    return detail::commit_after(lease, work, options);
  }

  struct Counts {
    std::size_t idle = 0;
    std::size_t lent = 0;
    std::size_t waiting = 0;  // threads inside `acquire`
    std::size_t opened = 0;   // connections made since the pool began
  };
  Counts counts() const;
  /// What is lent now, the longest first.
  std::vector<Loan> loans() const;

  /// Closes what is idle and refuses to lend from now on; who waits gets a UsageError, also where he waits for a new
  /// connection, which is given up. Not to be called from `on_connect`.
  void close() noexcept;
  /// Closes, and waits until what is lent has come back: for a shutdown that lets end what has begun.
  /// @return whether all of it came back in time; what did not is closed when it does
  bool drain(std::chrono::milliseconds timeout);

 private:
  friend class ReplicatedPool;
  /// Of what is idle, or newly made; does not wait for what others have.
  /// @throws as `acquire_within`; QueryCanceled where it was asked to stop
  Lease acquire_unless_busy(std::chrono::milliseconds timeout, std::stop_token stop, const char* file, int line);
  std::shared_ptr<detail::PoolState> state_;
};

}  // namespace schemac::runtime
