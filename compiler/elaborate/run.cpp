#include "elaborate/run.hpp"

#include "history/runnable.hpp"
#include "schemac/runtime/migration/deploy.hpp"
#include "support/text_place.hpp"

namespace schemac::elaborate {

StatementFailed::StatementFailed(const sql::Statement& statement, const runtime::Error& error)
    : std::runtime_error(error.message()), statement_(statement), error_(error) {}

void run(runtime::Connection& connection, const sql::Script& script, Sending sending) {
  runtime::migration::Options options;
  options.lock_timeout = std::chrono::milliseconds(0);
  options.retry_for = std::chrono::milliseconds(0);
  options.joins_statements = sending == Sending::joined;
  try {
    runtime::migration::run_unrecorded({connection, {}, options, {}}, history::runnable(script));
  } catch (const runtime::migration::MigrationFailed& failed) {
    throw StatementFailed({failed.statement().text, {}, history::place_of(failed.statement())}, failed);
  }
}

Place place_of(const sql::Statement& statement, int position) {
  if (statement.place.line == 0 || position <= 0) return statement.place;
  return moved(statement.place, statement.text, offset_of_character(statement.text, position));
}

}  // namespace schemac::elaborate
