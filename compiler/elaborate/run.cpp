#include "elaborate/run.hpp"

#include "history/runnable.hpp"
#include "schemac/runtime/migration/deploy.hpp"

namespace schemac::elaborate {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

StatementFailed::StatementFailed(const sql::Statement& statement, const runtime::Error& error)
    : std::runtime_error(error.message()), statement_(statement), error_(error) {}

void run(runtime::Connection& connection, const sql::Script& script) {
  runtime::migration::Options options;
  options.lock_timeout = std::chrono::milliseconds(0);
  options.retry_for = std::chrono::milliseconds(0);
  try {
    runtime::migration::run_unrecorded({connection, {}, options, {}}, history::runnable(script));
  } catch (const runtime::migration::MigrationFailed& failed) {
    throw StatementFailed({failed.statement().text, {}, history::place_of(failed.statement())}, failed);
  }
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
