// Transactions and savepoints. Ending well is said (`commit`, `release`); leaving the scope in any other way rolls
// back. https://www.postgresql.org/docs/15/sql-set-transaction.html says what the options mean.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <schemac/runtime/executor.hpp>
#include <stop_token>
#include <string>

namespace schemac::runtime {

namespace migration {
class Run;
}

enum class Isolation : std::uint8_t { read_committed, repeatable_read, serializable };

namespace detail {

/// A hundred years at most, which can be added to a point in time: `milliseconds::max()`, which people write for
/// "never", cannot.
constexpr std::chrono::milliseconds countable(std::chrono::milliseconds time) noexcept {
  constexpr std::chrono::milliseconds kNever = std::chrono::hours(24) * 365 * 100;
  return time > kNever ? kNever : time < -kNever ? -kNever : time;
}

}  // namespace detail

/// Until when something may take.
using Deadline = std::chrono::steady_clock::time_point;
/// So long from now, `milliseconds::max()` for ever: `{.deadline = within(500ms)}`.
inline Deadline within(std::chrono::milliseconds time) noexcept {
  return std::chrono::steady_clock::now() + detail::countable(time);
}

struct TransactionOptions {
  Isolation isolation = Isolation::read_committed;
  bool read_only = false;
  /// Wait at the start for a snapshot that cannot fail; only with serializable and read_only.
  bool deferrable = false;
  /// What each statement may take, and wait for a lock; 0: what the session has. Beyond it the server gives the
  /// statement up, which throws QueryCanceled or LockNotAvailable.
  std::chrono::milliseconds statement_timeout{};
  std::chrono::milliseconds lock_timeout{};
  /// Until when all of it is done, the commit too, and the waiting for a connection where a pool lends it. The server
  /// is told what is left and gives up a statement that takes longer, at most a tenth of the time too late; behind it
  /// nothing is sent any more. A server that has not answered half a second after that is hung up on, and the
  /// connection is lost. All throw DeadlineExceeded; a COMMIT that is not answered throws CommitInDoubt.
  std::optional<Deadline> deadline{};
  /// Asked to stop, from any thread: the server gives up what runs, and nothing more is sent. Both throw QueryCanceled.
  /// A server that has not answered a second later is hung up on, and the connection is lost; a COMMIT that was on its
  /// way then throws CommitInDoubt. Who asks waits for half a second at most.
  std::stop_token stop{};
  /// Session variables that hold until the transaction ends, for policies of row-level security, say:
  /// `{{"app.user_id", id.to_string()}}` is what `current_setting('app.user_id')` gives.
  std::map<std::string, std::string> settings{};
};

class Transaction : public Executor {
 public:
  /// Begins.
  /// @param executor a connection or lease without an open transaction; it must outlive this
  /// @throws UsageError when one is open already (a `Savepoint` nests), ConnectionFailure, DeadlineExceeded,
  /// QueryCanceled where it was asked to stop before
  explicit Transaction(Executor& executor, const TransactionOptions& options = {});

  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Rolls back unless it has ended.
  ~Transaction();

  /// @throws ConstraintViolation of a deferred constraint, SerializationFailure, TransactionAborted when a statement
  /// has failed before (nothing is committed then), CommitInDoubt when the connection is lost meanwhile. The
  /// transaction is over in every case.
  void commit();

  /// Gives everything up. Does not throw when the connection is lost, as the server then rolls back by itself.
  void rollback();

  bool is_open() const noexcept { return wire_ != nullptr; }
  /// Whether it has ended, by `commit` or by the program's own SQL, so that it may not be run again.
  bool may_be_committed() const noexcept { return !is_open() && !undone_; }

 private:
  friend class Savepoint;
  friend class migration::Run;
  /// Commands go behind the BEGIN, in one message with it.
  Transaction(Executor& executor, const std::string& opening);

  int savepoints_ = 0;  // ever made, so that names differ
  bool undone_ = false;
};

namespace detail {

/// Runs `work(transaction)` in a new transaction and commits when it returns, unless it has ended it by itself.
/// @param kept set where it throws and something may be committed all the same
/// @return what `work` returns
template <class Work>
auto commit_after(Executor& executor, Work&& work, const TransactionOptions& options, bool* kept = nullptr) {
  Transaction transaction(executor, options);
  const auto commit = [&] {
    if (transaction.is_open()) transaction.commit();
  };
  try {
    if constexpr (std::is_void_v<decltype(work(transaction))>) {
      work(transaction);
      commit();
    } else {
      auto result = work(transaction);
      commit();
      return result;
    }
  } catch (...) {
    if (kept != nullptr) *kept = transaction.may_be_committed();
    throw;
  }
}

}  // namespace detail

/// A part of a transaction that can be given up alone, also after an error in it. Savepoints nest like scopes.
class Savepoint {
 public:
  /// @throws UsageError when the transaction has ended, TransactionAborted when it has failed, ConnectionFailure
  explicit Savepoint(Transaction& transaction);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  /// Rolls back to where it began unless released.
  ~Savepoint();

  /// Keeps what was done, as part of the transaction around.
  /// @throws UsageError when this or the transaction has ended already; TransactionAborted after an error since, which
  /// `rollback` heals; ConnectionFailure
  void release();
  /// Gives up what was done since; the transaction around goes on.
  /// @throws UsageError when this or the transaction has ended already; Error when the savepoint went with one around
  /// it; ConnectionFailure
  void rollback();

 private:
  std::string name() const;
  /// @throws UsageError when it has ended
  detail::Wire& wire() const;
  Transaction* transaction_;
  int number_;
};

/// All of several statements or none of them, wherever they run: in a transaction of their own where none is open, else
/// behind a savepoint, so that what fails leaves the transaction around as it was. For repository functions of more
/// than one statement.
class AtomicScope {
 public:
  /// @param needed false where a single statement follows, which is atomic by itself
  explicit AtomicScope(Executor& executor, bool needed = true);
  AtomicScope(const AtomicScope&) = delete;
  AtomicScope& operator=(const AtomicScope&) = delete;
  /// Gives up what was done, unless it was kept.
  ~AtomicScope();
  /// Keeps what was done: for good, or as part of the transaction around.
  void commit();

 private:
  std::unique_ptr<Transaction> own_;
  Executor* around_ = nullptr;  // where there is a savepoint
};

}  // namespace schemac::runtime
