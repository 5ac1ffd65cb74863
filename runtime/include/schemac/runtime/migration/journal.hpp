// The database's own memory of its migrations: the table schemac.migrations, with the text of both ways and how far
// each has come, to the statement. What is done and its line here are one transaction wherever PostgreSQL allows it;
// for the few statements that commit by themselves the line says before that they begin, and after that they are done.
#pragma once

#include <cstdint>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/executor.hpp>
#include <schemac/runtime/migration/migration.hpp>
#include <string>
#include <vector>

namespace schemac::runtime::migration {

/// Where a migration is between its two ends.
enum class Direction : std::uint8_t { up, down };

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
  int statements_done = 0;               ///< Of the batch after those; 0 where that batch is one transaction.
  bool statement_begun = false;          ///< The statement after those commits by itself, and was sent.
  std::vector<std::string> walk_cursor;  ///< The last key that a walk has done, as text; empty: none.
  std::int64_t walk_rows = 0;            ///< How many rows it has done.
  std::string applied_at;                ///< As PostgreSQL prints it in UTC.

  [[nodiscard]] bool complete() const { return direction == Direction::up && batches_done == batches_total; }
  /// `0001_initial`
  [[nodiscard]] std::string folder() const;
};

/// The lines, by number; empty where no migration was ever applied. Changes nothing.
/// @throws Error
[[nodiscard]] std::vector<Applied> read_journal(Connection& connection);

/// Makes the schema `schemac` and its table, or what an older schemac made of them complete.
/// @throws Error
void ensure_journal(Connection& connection);

/// Writes how far a migration has come: inserts its line, or moves it on. Part of the caller's transaction.
void record(Executor& executor, const Applied& applied);

/// Of databases that have applied what a migration of `migrations` replaces, all of it and unchanged: puts its one line
/// in the place of theirs, and with it their names. Nothing else is touched. One transaction; the journal must exist.
/// @throws Error
void record_replaced(Connection& connection, const std::vector<Migration>& migrations);

/// Removes the line of a migration that was taken back whole. Part of the caller's transaction.
void forget(Executor& executor, int number);

}  // namespace schemac::runtime::migration
