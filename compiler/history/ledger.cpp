#include "history/ledger.hpp"

#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "schemac/runtime/text_result.hpp"

namespace schemac::history {
namespace {

// The table is never altered behind a user's back: a later version of schemac that needs more adds columns with
// defaults.
constexpr std::string_view kCreate = R"(
CREATE SCHEMA IF NOT EXISTS schemac;
CREATE TABLE IF NOT EXISTS schemac.migrations (
  number        integer PRIMARY KEY,
  name          text NOT NULL,
  checksum      text NOT NULL,
  up            text NOT NULL,
  down          text NOT NULL,
  direction     text NOT NULL CHECK (direction IN ('up', 'down')),
  batches_done  integer NOT NULL,
  batches_total integer NOT NULL,
  applied_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON SCHEMA schemac IS 'The history of migrations, kept by schemac.';
COMMENT ON TABLE schemac.migrations IS 'One row a migration that was applied, or that is on its way.';
)";

int to_int(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Applied to_applied(const runtime::TextRow& row) {
  Applied applied;
  applied.number = to_int(row.text("number"));
  applied.name = row.text("name");
  applied.checksum = row.text("checksum");
  applied.up_text = row.text("up");
  applied.down_text = row.text("down");
  applied.direction = row.text("direction") == "down" ? Direction::down : Direction::up;
  applied.batches_done = to_int(row.text("batches_done"));
  applied.batches_total = to_int(row.text("batches_total"));
  applied.applied_at = row.text("applied_at");
  return applied;
}

}  // namespace

std::string Applied::folder() const { return fmt::format("{:04}_{}", number, name); }

std::vector<Applied> read_ledger(runtime::Connection& connection) {
  std::vector<Applied> lines;
  if (!connection.query_unchecked_sql("SELECT to_regclass('schemac.migrations')")[0][std::size_t{0}]) return lines;
  const runtime::TextResult rows = connection.query_unchecked_sql(
      "SELECT number, name, checksum, up, down, direction, batches_done, batches_total, "
      "to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS applied_at FROM schemac.migrations ORDER BY "
      "number");
  for (const runtime::TextRow row : rows) lines.push_back(to_applied(row));
  return lines;
}

void ensure_ledger(runtime::Connection& connection) {
  if (connection.query_unchecked_sql("SELECT to_regclass('schemac.migrations')")[0][std::size_t{0}]) return;
  connection.execute_unchecked_sql(kCreate);
}

void record_progress(runtime::Executor& executor, const Applied& applied) {
  executor.query_unchecked_sql(
      "INSERT INTO schemac.migrations (number, name, checksum, up, down, direction, batches_done, batches_total) "
      "VALUES ($1::integer, $2, $3, $4, $5, $6, $7::integer, $8::integer) ON CONFLICT (number) DO UPDATE SET name = "
      "excluded.name, "
      "checksum = excluded.checksum, up = excluded.up, down = excluded.down, direction = excluded.direction, "
      "batches_done = excluded.batches_done, batches_total = excluded.batches_total",
      {std::to_string(applied.number), applied.name, applied.checksum, applied.up_text, applied.down_text,
       applied.direction == Direction::up ? "up" : "down", std::to_string(applied.batches_done),
       std::to_string(applied.batches_total)});
}

void forget(runtime::Executor& executor, int number) {
  executor.query_unchecked_sql("DELETE FROM schemac.migrations WHERE number = $1::integer", {std::to_string(number)});
}

}  // namespace schemac::history
