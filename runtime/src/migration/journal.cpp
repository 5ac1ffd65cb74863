#include "schemac/runtime/migration/journal.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "schemac/runtime/migration/status.hpp"
#include "schemac/runtime/text_result.hpp"
#include "schemac/runtime/transaction.hpp"

namespace schemac::runtime::migration {
namespace {

// What a later version needs more of is added with a default, so that the versions can take turns on one database.
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
ALTER TABLE schemac.migrations
  ADD COLUMN IF NOT EXISTS statements_done integer NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS statement_begun boolean NOT NULL DEFAULT false,
  ADD COLUMN IF NOT EXISTS walk_cursor text[] NOT NULL DEFAULT '{}',
  ADD COLUMN IF NOT EXISTS walk_rows bigint NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS replaces text[] NOT NULL DEFAULT '{}';
COMMENT ON SCHEMA schemac IS 'The history of migrations, kept by schemac.';
COMMENT ON TABLE schemac.migrations IS 'One row a migration that was applied, or that is on its way.';
)";

// Of a table that an older version made, without altering it: a missing column is its default.
constexpr std::string_view kRead = R"(
SELECT number, name, checksum, up, down, direction, batches_done, batches_total,
       coalesce(to_jsonb(m) ->> 'statements_done', '0') AS statements_done,
       coalesce(to_jsonb(m) ->> 'statement_begun', 'false') AS statement_begun,
       coalesce(to_jsonb(m) ->> 'walk_rows', '0') AS walk_rows,
       to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS applied_at
FROM schemac.migrations AS m ORDER BY number)";

constexpr std::string_view kRecord = R"(
INSERT INTO schemac.migrations (number, name, checksum, up, down, direction, batches_done, batches_total,
                                statements_done, statement_begun, walk_rows, walk_cursor)
VALUES ($1::integer, $2, $3, $4, $5, $6, $7::integer, $8::integer, $9::integer, $10::boolean, $11::bigint,
        coalesce((SELECT array_agg(e ORDER BY i) FROM jsonb_array_elements_text($12::jsonb) WITH ORDINALITY AS k (e, i)),
                 '{}'))
ON CONFLICT (number) DO UPDATE
SET name = excluded.name, checksum = excluded.checksum, up = excluded.up, down = excluded.down,
    direction = excluded.direction, batches_done = excluded.batches_done, batches_total = excluded.batches_total,
    statements_done = excluded.statements_done, statement_begun = excluded.statement_begun,
    walk_rows = excluded.walk_rows, walk_cursor = excluded.walk_cursor)";

constexpr std::string_view kReplaces = R"(
UPDATE schemac.migrations
SET replaces = (SELECT array_agg(e ORDER BY i) FROM jsonb_array_elements_text($2::jsonb) WITH ORDINALITY AS k (e, i))
WHERE number = $1::integer)";

template <class Number>
Number to_number(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Applied to_applied(const TextRow& row) {
  Applied applied;
  applied.number = to_number<int>(row.text("number"));
  applied.name = row.text("name");
  applied.checksum = row.text("checksum");
  applied.up_text = row.text("up");
  applied.down_text = row.text("down");
  applied.direction = row.text("direction") == "down" ? Direction::down : Direction::up;
  applied.batches_done = to_number<int>(row.text("batches_done"));
  applied.batches_total = to_number<int>(row.text("batches_total"));
  applied.statements_done = to_number<int>(row.text("statements_done"));
  applied.statement_begun = row.text("statement_begun") == "true";
  applied.walk_rows = to_number<std::int64_t>(row.text("walk_rows"));
  applied.applied_at = row.text("applied_at");
  return applied;
}

std::vector<std::string> read_cursor(Connection& connection, int number) {
  std::vector<std::string> cursor;
  const TextResult keys = connection.query_unchecked_sql(
      "SELECT key FROM schemac.migrations, unnest(walk_cursor) WITH ORDINALITY AS k (key, place) "
      "WHERE number = $1::integer ORDER BY place",
      {std::to_string(number)});
  for (const TextRow key : keys) cursor.emplace_back(key.text(std::size_t{0}));
  return cursor;
}

std::string json_string(std::string_view text) {
  constexpr std::string_view kHexadecimal = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      quoted.append("\\u00").append(1, kHexadecimal[byte >> 4U]).append(1, kHexadecimal[byte & 15U]);
    } else {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted += '"';
}

std::string json_array(const std::vector<std::string>& texts) {
  std::string array = "[";
  for (const std::string& text : texts) array.append(array.size() == 1 ? "" : ",").append(json_string(text));
  return array += "]";
}

std::string folder_of(int number, const std::string& name) {
  std::string digits = std::to_string(number);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return digits + "_" + name;
}

bool is_there(Connection& connection) {
  const TextResult found = connection.query_unchecked_sql("SELECT to_regclass('schemac.migrations')");
  return found[0][std::size_t{0}].has_value();
}

bool is_complete(Connection& connection) {
  const TextResult found = connection.query_unchecked_sql(
      "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('schemac.migrations') AND attname = 'replaces'");
  return !found.empty();
}

}  // namespace

std::string Migration::folder() const { return folder_of(number, name); }
std::string Applied::folder() const { return folder_of(number, name); }

std::vector<Applied> read_journal(Connection& connection) {
  std::vector<Applied> lines;
  if (!is_there(connection)) return lines;
  const TextResult rows = connection.query_unchecked_sql(kRead);
  for (const TextRow row : rows) {
    lines.push_back(to_applied(row));
    if (lines.back().walk_rows > 0) lines.back().walk_cursor = read_cursor(connection, lines.back().number);
  }
  return lines;
}

void ensure_journal(Connection& connection) {
  if (!is_complete(connection)) connection.execute_unchecked_sql(kCreate);
}

void record(Executor& executor, const Applied& applied) {
  executor.query_unchecked_sql(
      kRecord,
      {std::to_string(applied.number), applied.name, applied.checksum, applied.up_text, applied.down_text,
       applied.direction == Direction::up ? "up" : "down", std::to_string(applied.batches_done),
       std::to_string(applied.batches_total), std::to_string(applied.statements_done),
       applied.statement_begun ? "true" : "false", std::to_string(applied.walk_rows), json_array(applied.walk_cursor)});
}

void record_replaced(Connection& connection, const std::vector<Migration>& migrations) {
  const std::vector<Applied> before = read_journal(connection);
  const std::vector<Applied> after = with_replaced(migrations, before);
  if (after.size() == before.size()) return;
  Transaction transaction(connection);
  for (const Applied& line : after) {
    std::vector<std::string> replaced;
    for (const Migration& migration : migrations)
      for (const Replaced& each : migration.number == line.number ? migration.replaces : std::vector<Replaced>{})
        replaced.push_back(folder_of(each.number, each.name));
    const bool is_new = std::none_of(before.begin(), before.end(), [&](const Applied& old) {
      return old.number == line.number && old.name == line.name;
    });
    if (!is_new) continue;
    const int first = std::stoi(replaced.front());
    for (int number = first; number <= line.number; ++number) forget(transaction, number);
    record(transaction, line);
    transaction.query_unchecked_sql(kReplaces, {std::to_string(line.number), json_array(replaced)});
  }
  transaction.commit();
}

void forget(Executor& executor, int number) {
  executor.query_unchecked_sql("DELETE FROM schemac.migrations WHERE number = $1::integer", {std::to_string(number)});
}

}  // namespace schemac::runtime::migration
