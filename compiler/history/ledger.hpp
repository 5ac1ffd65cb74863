// The database's own memory of its migrations: the table schemac.migrations, with the text of both ways and how far
// each has come. Every batch and its line here are one transaction, so that a run that dies goes on where it stopped.
#pragma once

#include <string>
#include <vector>

#include "history/migration.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::history {

/// Where a migration is between its two ends.
enum class Direction { up, down };

/// One line of schemac.migrations.
struct Applied {
  int number = 0;
  std::string name;
  std::string checksum;
  std::string up_text;
  std::string down_text;
  Direction direction = Direction::up;
  int batches_done = 0;  ///< Of the way that `direction` says.
  int batches_total = 0;
  std::string applied_at;  ///< As PostgreSQL prints it in UTC.

  [[nodiscard]] bool complete() const { return direction == Direction::up && batches_done == batches_total; }
  /// `0001_initial`
  [[nodiscard]] std::string folder() const;
};

/// The lines, by number; empty where schemac has never been. Changes nothing. Throws runtime::Error.
[[nodiscard]] std::vector<Applied> read_ledger(runtime::Connection& connection);

/// Makes the schema `schemac` and its table where they are missing.
void ensure_ledger(runtime::Connection& connection);

/// Writes how far a migration has come: inserts its line, or moves it on. Part of the caller's transaction.
void record_progress(runtime::Executor& executor, const Applied& applied);

/// Removes the line of a migration that was taken back whole. Part of the caller's transaction.
void forget(runtime::Executor& executor, int number);

}  // namespace schemac::history
