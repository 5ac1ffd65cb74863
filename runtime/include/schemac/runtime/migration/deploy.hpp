// Carrying migrations out on a database, statement by statement, so that a run that ended anywhere is resumed where it
// stopped. Whoever calls this holds the DeployLock; journal.hpp says what is written.
#pragma once

#include <chrono>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/migration/events.hpp>
#include <schemac/runtime/migration/journal.hpp>
#include <schemac/runtime/migration/migration.hpp>
#include <string>
#include <vector>

namespace schemac::runtime::migration {

struct Options {
  /// How long a statement waits for a lock, while all who come after it wait behind it; 0: as long as it takes. What
  /// works CONCURRENTLY blocks nobody while it waits, and is not cut short.
  std::chrono::milliseconds lock_timeout{5000};
  /// For how long a batch that did not get its locks is tried again, counted from its first failure.
  std::chrono::milliseconds retry_for{std::chrono::minutes(10)};
  /// How long another deployer is waited for.
  std::chrono::milliseconds patience{std::chrono::minutes(1)};
  /// Whether run_unrecorded() sends many statements of a transaction in one message, which a server carries out in
  /// about half the time. When one fails, the transaction is rolled back and run again statement by statement, which
  /// tells which: for databases in which nobody else works.
  bool joins_statements = false;
};

/// A statement that the server refused. What of its batch was one transaction is rolled back; what() is the server's
/// message.
class MigrationFailed : public Error {
 public:
  MigrationFailed(Statement statement, const Error& error, const Applied& line);
  [[nodiscard]] const Statement& statement() const { return statement_; }
  /// How far the migration has come: what of it stands.
  [[nodiscard]] const Applied& line() const { return line_; }
  /// How often its batch was tried, 1 when once.
  [[nodiscard]] int attempts() const { return attempts_; }
  void set_attempts(int attempts) { attempts_ = attempts; }

 private:
  Statement statement_;
  Applied line_;
  int attempts_ = 1;
};

/// Where migrations are carried out.
struct Site {
  Connection& connection;
  std::string url;  ///< Of the same server, for a second session that watches the first; empty: none.
  Options options;
  OnEvent on_event;
};

/// Applies a migration, or what is left of it when `before` says that some of it is done. Each batch is one transaction
/// with its line in the journal, which must exist; statements of a batch that is none have their own each.
/// @throws MigrationFailed, ConnectionFailure
void apply_up(const Site& site, const Migration& migration, const Applied* before);

/// Takes a migration back by the way down that `script` is, or what is left of it; at the end the journal knows it no
/// more.
/// @throws as apply_up
void apply_down(const Site& site, const Applied& applied, const Script& script);

/// Runs a script in the same way, and writes nothing about it: for databases that keep no journal.
/// @throws as apply_up
void run_unrecorded(const Site& site, const Script& script);

}  // namespace schemac::runtime::migration
