// Transactions and savepoints. Ending well is said (`commit`, `release`); leaving the scope in any other way rolls
// back. https://www.postgresql.org/docs/15/sql-set-transaction.html says what the options mean.
#pragma once

#include <cstdint>
#include <memory>
#include <schemac/runtime/executor.hpp>

namespace schemac::runtime {

enum class Isolation : std::uint8_t { read_committed, repeatable_read, serializable };

struct TransactionOptions {
  Isolation isolation = Isolation::read_committed;
  bool read_only = false;
  /// Wait at the start for a snapshot that cannot fail; only with serializable and read_only.
  bool deferrable = false;
};

class Transaction : public Executor {
 public:
  /// Begins.
  /// @param executor a connection or lease without an open transaction; it must outlive this
  /// @throws UsageError when one is open already (a `Savepoint` nests), ConnectionFailure
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

 private:
  friend class Savepoint;
  int savepoints_ = 0;  // ever made, so that names differ
};

/// A part of a transaction that can be given up alone, also after an error in it. Savepoints nest like scopes.
class Savepoint {
 public:
  explicit Savepoint(Transaction& transaction);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  /// Rolls back to where it began unless released.
  ~Savepoint();

  /// Keeps what was done, as part of the transaction around.
  void release();
  /// Gives up what was done since; the transaction around goes on.
  void rollback();

 private:
  void end(Fragment verb, Fragment then);
  Transaction* transaction_;
  int number_;
};

/// All of several statements or none of them, wherever they run: begins a transaction where none is open, and joins the
/// one that is. For repository functions of more than one statement.
class AtomicScope {
 public:
  /// @param needed false where a single statement follows, which is atomic by itself
  explicit AtomicScope(Executor& executor, bool needed = true);
  void commit();

 private:
  std::unique_ptr<Transaction> own_;
};

}  // namespace schemac::runtime
