#include "history/apply.hpp"

#include "schemac/runtime/transaction.hpp"

namespace schemac::history {
namespace {

/// Where a run stands, and what is written about it.
struct Progress {
  Applied line;
  bool forget_at_end = false;

  [[nodiscard]] bool at_end() const { return line.batches_done == line.batches_total; }
  void write(runtime::Executor& executor) const {
    if (forget_at_end && at_end()) {
      forget(executor, line.number);
    } else {
      record_progress(executor, line);
    }
  }
};

void run_statement(runtime::Executor& executor, const sql::Statement& statement, const Progress& progress,
                   const OnStatement& on_statement) {
  on_statement(statement);
  try {
    executor.execute_unchecked_sql(statement.text);
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error& error) {
    throw MigrationFailed(statement, error, progress.line.batches_done, progress.line.batches_total);
  }
}

void run_in_transaction(runtime::Connection& connection, const sql::ScriptBatch& batch, Progress& progress,
                        const OnStatement& on_statement) {
  runtime::Transaction transaction(connection);
  for (const sql::Statement& statement : batch.statements)
    run_statement(transaction, statement, progress, on_statement);
  const int done = progress.line.batches_done;
  ++progress.line.batches_done;
  progress.write(transaction);
  try {
    transaction.commit();
  } catch (const runtime::ConstraintViolation& error) {  // a constraint that waited for the commit
    throw MigrationFailed(batch.statements.back(), error, done, progress.line.batches_total);
  }
}

void run_alone(runtime::Connection& connection, const sql::ScriptBatch& batch, Progress& progress,
               const OnStatement& on_statement) {
  for (const sql::Statement& statement : batch.statements) run_statement(connection, statement, progress, on_statement);
  ++progress.line.batches_done;
  progress.write(connection);
}

void run(runtime::Connection& connection, const sql::Script& script, Progress progress,
         const OnStatement& on_statement) {
  if (script.empty()) {
    progress.write(connection);
    return;
  }
  while (!progress.at_end()) {
    const sql::ScriptBatch& batch = script.batches[static_cast<std::size_t>(progress.line.batches_done)];
    switch (batch.transaction) {
      case plan::Transaction::one:
        run_in_transaction(connection, batch, progress, on_statement);
        break;
      case plan::Transaction::none:
        run_alone(connection, batch, progress, on_statement);
        break;
    }
  }
}

}  // namespace

MigrationFailed::MigrationFailed(sql::Statement statement, const runtime::Error& error, int batches_done,
                                 int batches_total)
    : std::runtime_error(error.message()),
      statement_(std::move(statement)),
      error_(error),
      batches_done_(batches_done),
      batches_total_(batches_total) {}

void apply_up(runtime::Connection& connection, const Migration& migration, const Applied* before,
              const OnStatement& on_statement) {
  Progress progress;
  progress.line = {migration.number,
                   migration.name,
                   migration.checksum,
                   migration.up_text,
                   migration.down_text,
                   Direction::up,
                   before == nullptr ? 0 : before->batches_done,
                   static_cast<int>(migration.up.batches.size()),
                   {}};
  run(connection, migration.up, std::move(progress), on_statement);
}

void apply_down(runtime::Connection& connection, const Applied& applied, const sql::Script& script,
                const OnStatement& on_statement) {
  Progress progress{applied, /*forget_at_end=*/true};
  if (applied.direction == Direction::up) progress.line.batches_done = 0;
  progress.line.direction = Direction::down;
  progress.line.batches_total = static_cast<int>(script.batches.size());
  run(connection, script, std::move(progress), on_statement);
}

}  // namespace schemac::history
