// Carrying a migration out on a database, batch by batch, so that it can be resumed wherever it stopped.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

#include "history/ledger.hpp"
#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/error.hpp"
#include "sql/script.hpp"

namespace schemac::history {

/// Told before each statement runs.
using OnStatement = std::function<void(const sql::Statement&)>;

/// A statement of a migration that the server refused. Its batch is rolled back; what() is the server's message.
class MigrationFailed : public std::runtime_error {
 public:
  MigrationFailed(sql::Statement statement, const runtime::Error& error, int batches_done, int batches_total);
  [[nodiscard]] const sql::Statement& statement() const { return statement_; }
  [[nodiscard]] const runtime::Error& error() const { return error_; }
  /// How many batches of this migration stand.
  [[nodiscard]] int batches_done() const { return batches_done_; }
  [[nodiscard]] int batches_total() const { return batches_total_; }

 private:
  sql::Statement statement_;
  runtime::Error error_;
  int batches_done_;
  int batches_total_;
};

/// Applies a migration, or what is left of it when `before` says that some of its batches are done. Each batch is a
/// transaction together with its line in the ledger, which must exist. Throws MigrationFailed,
/// runtime::ConnectionFailure.
void apply_up(runtime::Connection& connection, const Migration& migration, const Applied* before,
              const OnStatement& on_statement);

/// Takes a migration back by the way down that `script` is, or what is left of it; at the end the ledger knows it no
/// more. Throws as apply_up.
void apply_down(runtime::Connection& connection, const Applied& applied, const sql::Script& script,
                const OnStatement& on_statement);

}  // namespace schemac::history
