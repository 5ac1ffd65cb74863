#include "elaborate/run.hpp"

#include <optional>

#include "schemac/runtime/transaction.hpp"

namespace schemac::elaborate {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

void run_statement(runtime::Executor& executor, const sql::Statement& statement) {
  try {
    executor.execute_unchecked_sql(statement.text);
  } catch (const runtime::ConnectionFailure&) {
    throw;
  } catch (const runtime::Error& error) {
    throw StatementFailed(statement, error);
  }
}

void run_batch(runtime::Connection& connection, const sql::ScriptBatch& batch) {
  switch (batch.transaction) {
    case plan::Transaction::one: {
      runtime::Transaction transaction(connection);
      for (const sql::Statement& statement : batch.statements) run_statement(transaction, statement);
      try {
        transaction.commit();
      } catch (const runtime::ConstraintViolation& error) {  // a constraint that waited for the commit
        throw StatementFailed(batch.statements.back(), error);
      }
      return;
    }
    case plan::Transaction::none:
      for (const sql::Statement& statement : batch.statements) run_statement(connection, statement);
      return;
  }
}

}  // namespace

StatementFailed::StatementFailed(const sql::Statement& statement, const runtime::Error& error)
    : std::runtime_error(error.message()), statement_(statement), error_(error) {}

void run(runtime::Connection& connection, const sql::Script& script) {
  for (const sql::ScriptBatch& batch : script.batches) run_batch(connection, batch);
}

Place place_of(const sql::Statement& statement, int position) {
  Place place = statement.place;
  if (place.line == 0) return place;
  int left = position;
  for (const char c : statement.text) {
    if (begins_character(c) && --left <= 0) break;
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else {
      ++place.column;
    }
  }
  return position > 0 ? place : statement.place;
}

}  // namespace schemac::elaborate
