// Every exception of the runtime: one base that carries what PostgreSQL said, and a type for each thing that a program
// does something about. src/error_table.cpp holds the one table from SQLSTATE to type. `what()` is for logs: the
// message and the SQLSTATE, without the value that a message about data quotes. `message()` has that, and `detail()`
// may quote values of rows, so mind where they are logged; what functions of the database raise is told as they word
// it. SQLSTATEs: https://www.postgresql.org/docs/15/errcodes-appendix.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

namespace schemac::runtime {

/// What PostgreSQL tells about an error; fields it did not send are empty or 0.
/// https://www.postgresql.org/docs/15/protocol-error-fields.html
struct ErrorFields {
  std::string sqlstate;  // five characters; empty for errors that did not come from the server
  std::string severity;  // not localised: ERROR, FATAL, PANIC
  std::string message;
  std::string detail;
  std::string hint;
  std::string context;  // the call stack of functions, a line each
  std::string schema;
  std::string table;
  std::string column;
  std::string data_type;
  std::string constraint;
  std::string statement;  // the SQL that was sent, with placeholders, never with values
  int position = 0;       // in `statement`, in characters from 1
  std::string internal_query;
  int internal_position = 0;  // in `internal_query`, in characters from 1
  /// Whether something that ran before it may be committed: outside of a transaction a procedure, a block or a script
  /// commits when it likes.
  bool may_be_committed = false;
};

class Error : public std::runtime_error {
 public:
  explicit Error(ErrorFields fields);
  /// An error that this side found.
  explicit Error(std::string message);

  const ErrorFields& fields() const noexcept { return *fields_; }
  const std::string& sqlstate() const noexcept { return fields_->sqlstate; }
  const std::string& message() const noexcept { return fields_->message; }
  const std::string& detail() const noexcept { return fields_->detail; }
  const std::string& hint() const noexcept { return fields_->hint; }
  const std::string& context() const noexcept { return fields_->context; }
  const std::string& schema() const noexcept { return fields_->schema; }
  const std::string& table() const noexcept { return fields_->table; }
  const std::string& column() const noexcept { return fields_->column; }
  const std::string& constraint() const noexcept { return fields_->constraint; }
  const std::string& statement() const noexcept { return fields_->statement; }
  int position() const noexcept { return fields_->position; }

  /// Whether the same transaction, run again from its beginning (on a new connection after a `ConnectionFailure`), may
  /// well succeed. Never true where it may have been committed already.
  virtual bool retryable() const noexcept { return false; }

 private:
  std::shared_ptr<const ErrorFields> fields_;  // shared, so that copying an exception cannot throw
};

/// An error that is worth running the transaction again for, unless a part of it may be committed.
class RetryableError : public Error {
 public:
  using Error::Error;
  bool retryable() const noexcept override { return !fields().may_be_committed; }
};

#define SCHEMAC_RUNTIME_ERROR(Name, Base) \
  class Name : public Base {              \
   public:                                \
    using Base::Base;                     \
  }

// ---- what the server refused ----------------------------------------------------------------------------------------
SCHEMAC_RUNTIME_ERROR(ConstraintViolation, Error);  // class 23; `constraint()` names it
SCHEMAC_RUNTIME_ERROR(NotNullViolation, ConstraintViolation);
SCHEMAC_RUNTIME_ERROR(ForeignKeyViolation, ConstraintViolation);
SCHEMAC_RUNTIME_ERROR(UniqueViolation, ConstraintViolation);
SCHEMAC_RUNTIME_ERROR(CheckViolation, ConstraintViolation);
SCHEMAC_RUNTIME_ERROR(ExclusionViolation, ConstraintViolation);

SCHEMAC_RUNTIME_ERROR(DataException, Error);  // class 22: out of range, division by zero, a value that does not parse
SCHEMAC_RUNTIME_ERROR(SyntaxError, Error);
SCHEMAC_RUNTIME_ERROR(UndefinedObject, Error);  // no such table, column, function, type, schema, database …
SCHEMAC_RUNTIME_ERROR(UndefinedTable, UndefinedObject);
SCHEMAC_RUNTIME_ERROR(UndefinedColumn, UndefinedObject);
SCHEMAC_RUNTIME_ERROR(UndefinedFunction, UndefinedObject);
SCHEMAC_RUNTIME_ERROR(UndefinedDatabase, UndefinedObject);
SCHEMAC_RUNTIME_ERROR(DuplicateObject, Error);
SCHEMAC_RUNTIME_ERROR(DependentObjects, Error);  // something else still needs what was to be dropped
SCHEMAC_RUNTIME_ERROR(ObjectInUse, Error);
SCHEMAC_RUNTIME_ERROR(FeatureNotSupported, Error);
SCHEMAC_RUNTIME_ERROR(InsufficientPrivilege, Error);
SCHEMAC_RUNTIME_ERROR(AuthenticationFailure, Error);  // class 28: wrong password, no such role, pg_hba.conf
SCHEMAC_RUNTIME_ERROR(ReadOnlyTransaction, Error);
SCHEMAC_RUNTIME_ERROR(TransactionAborted, Error);  // an earlier statement failed; nothing but rolling back is left
SCHEMAC_RUNTIME_ERROR(QueryCanceled, Error);       // `Connection::cancel`, `statement_timeout`, or asked to stop
SCHEMAC_RUNTIME_ERROR(DeadlineExceeded, QueryCanceled);  // the transaction's deadline has passed
SCHEMAC_RUNTIME_ERROR(RaisedException, Error);           // RAISE EXCEPTION of a function
SCHEMAC_RUNTIME_ERROR(InsufficientResources, Error);     // class 53: disk full, out of memory

SCHEMAC_RUNTIME_ERROR(SerializationFailure, RetryableError);
SCHEMAC_RUNTIME_ERROR(DeadlockDetected, RetryableError);
SCHEMAC_RUNTIME_ERROR(LockNotAvailable, RetryableError);  // NOWAIT, or `lock_timeout`
SCHEMAC_RUNTIME_ERROR(StaleStatement, RetryableError);    // what was prepared is gone or changed, in a transaction

// ---- the connection -------------------------------------------------------------------------------------------------
SCHEMAC_RUNTIME_ERROR(ConnectionFailure, RetryableError);  // not reached, lost, or the server is going down
SCHEMAC_RUNTIME_ERROR(TooManyConnections, ConnectionFailure);
SCHEMAC_RUNTIME_ERROR(PoolTimeout, RetryableError);  // no connection became free, or was made, in time
SCHEMAC_RUNTIME_ERROR(InvalidUrl, Error);  // what was to be connected to does not parse, or is no parameter of libpq's

/// The connection was lost while a commit was under way, or a statement outside of a transaction, which commits by
/// itself: whether it happened is unknown. Whether it may be done again is for the program to know: of what only reads
/// it always may.
class CommitInDoubt : public ConnectionFailure {
 public:
  using ConnectionFailure::ConnectionFailure;
  bool retryable() const noexcept override { return false; }
};

/// The server was reached, and the connection could not be made safe as the URL asks for: a certificate that nobody it
/// trusts has signed or that is another host's, a server without TLS where `sslmode` requires it, a client's
/// certificate that the server does not take. The same again would fail the same.
class TlsFailure : public ConnectionFailure {
 public:
  using ConnectionFailure::ConnectionFailure;
  bool retryable() const noexcept override { return false; }
};

// ---- this side ------------------------------------------------------------------------------------------------------
SCHEMAC_RUNTIME_ERROR(NotFound, Error);           // a row that had to be there is not
SCHEMAC_RUNTIME_ERROR(StaleRow, Error);           // a row is not as it was seen: somebody else changed or removed it
SCHEMAC_RUNTIME_ERROR(TooManyRows, Error);        // more rows than the one that had to be
SCHEMAC_RUNTIME_ERROR(InvalidValue, Error);       // a value that PostgreSQL could not hold, found before it was sent
SCHEMAC_RUNTIME_ERROR(DecodeError, Error);        // what came back is not of the type that the program was compiled for
SCHEMAC_RUNTIME_ERROR(DecryptionFailure, Error);  // a ciphertext that no key of the ring made, or that was changed
SCHEMAC_RUNTIME_ERROR(UsageError, Error);         // a transaction used after its end, two at once, a closed connection

/// A query of a pipeline of which nothing is left because another one failed: it was not run, or was undone.
class PipelineFailure : public Error {
 public:
  /// @param retryable whether the other failure is
  PipelineFailure(ErrorFields fields, bool retryable) : Error(std::move(fields)), retryable_(retryable) {}
  bool retryable() const noexcept override { return retryable_; }

 private:
  bool retryable_;
};

#undef SCHEMAC_RUNTIME_ERROR

}  // namespace schemac::runtime
