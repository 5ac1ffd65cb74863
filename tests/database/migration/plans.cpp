#include "plans.hpp"

#include <stdexcept>

#include "history/migration.hpp"
#include "history/runnable.hpp"
#include "history/script_rules.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

constexpr const char* kSeed = R"(
CREATE TYPE mood AS ENUM ('fine', 'busy');
CREATE TABLE items (id bigint PRIMARY KEY, name text, quantity integer, made date, feeling mood DEFAULT 'fine');
INSERT INTO items SELECT i, 'item ' || i, i % 7, date '2024-01-01' + i FROM generate_series(1, 300) AS i;
CREATE INDEX idx_items_made ON items (made);
CREATE TABLE owners (id bigint PRIMARY KEY, item_id bigint);
INSERT INTO owners SELECT i, i FROM generate_series(1, 120) AS i;
CREATE TABLE events (at date NOT NULL, number integer NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2024-01-01');
CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2030-01-01');
INSERT INTO events SELECT date '2023-06-01' + i, i FROM generate_series(1, 400) AS i;
CREATE SCHEMA app;
CREATE TABLE app.notes (region text NOT NULL, number integer NOT NULL, note text, PRIMARY KEY (region, number));
INSERT INTO app.notes SELECT 'r' || i % 3, i, NULL FROM generate_series(1, 100) AS i;
ANALYZE;
)";

constexpr const char* kState = R"(
SELECT 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
       || a.attnotnull
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace) AND c.relkind IN ('r', 'p') AND a.attnum > 0
  AND NOT a.attisdropped
UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
FROM pg_constraint WHERE connamespace IN ('public'::regnamespace, 'app'::regnamespace)
UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid || indisready
FROM pg_index JOIN pg_class c ON c.oid = indexrelid
WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
UNION ALL SELECT 'label ' || enumlabel FROM pg_enum
UNION ALL SELECT 'partition ' || inhrelid::regclass || inhdetachpending FROM pg_inherits
UNION ALL SELECT 'rows ' || c.oid::regclass || ' ' || query_to_xml(format('SELECT * FROM %s ORDER BY 1, 2', c.oid::regclass),
                                                                  true, false, '')::text
FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace) AND c.relkind = 'r'
ORDER BY 1)";

}  // namespace

const std::vector<Plan>& plans() {
  static const std::vector<Plan> kPlans{
      {"one transaction", R"(
-- schemac: transaction
ALTER TABLE items ADD COLUMN price numeric;
UPDATE items SET price = quantity * 1.5;
ALTER TABLE items ADD CONSTRAINT chk_price CHECK (price >= 0);
CREATE INDEX idx_items_price ON items (price);
ALTER TABLE items DROP COLUMN made;
)",
       ""},
      {"a label, and its use", R"(
-- schemac: transaction
ALTER TYPE mood ADD VALUE 'away';
-- schemac: transaction
UPDATE items SET feeling = 'away' WHERE id % 2 = 0;
INSERT INTO items (id, name, feeling) VALUES (1000, 'last', 'away');
)",
       ""},
      {"indexes built and dropped concurrently", R"(
-- schemac: no transaction
CREATE INDEX CONCURRENTLY idx_items_name ON items (name);
CREATE UNIQUE INDEX CONCURRENTLY uq_items_name ON public.items (name, id);
DROP INDEX CONCURRENTLY idx_items_made;
-- schemac: transaction
ALTER TABLE items ADD CONSTRAINT uq_items_name UNIQUE USING INDEX uq_items_name;
)",
       ""},
      {"constraints validated later", R"(
-- schemac: transaction
ALTER TABLE owners ADD CONSTRAINT fk_owners_item FOREIGN KEY (item_id) REFERENCES items (id) NOT VALID;
ALTER TABLE items ADD CONSTRAINT chk_name CHECK (name IS NOT NULL) NOT VALID;
-- schemac: no transaction
ALTER TABLE owners VALIDATE CONSTRAINT fk_owners_item;
ALTER TABLE items VALIDATE CONSTRAINT chk_name;
-- schemac: transaction
ALTER TABLE items ALTER COLUMN name SET NOT NULL;
-- schemac: transaction
ALTER TABLE items DROP CONSTRAINT chk_name;
)",
       ""},
      {"a walk by one column", R"(
-- schemac: transaction
ALTER TABLE items ADD COLUMN total bigint NOT NULL DEFAULT 0;
-- schemac: batch items by id limit 70
UPDATE items SET total = total + quantity + id WHERE id BETWEEN $1 AND $2;
-- schemac: transaction
ALTER TABLE items DROP COLUMN quantity;
)",
       ""},
      {"a walk by two columns, two statements a step", R"(
-- schemac: batch app.notes by region, number limit 30
UPDATE app.notes SET note = coalesce(note, '') || 'x' WHERE (region, number) BETWEEN ($1, $2) AND ($3, $4);
INSERT INTO owners SELECT 1000 + number, number FROM app.notes WHERE (region, number) BETWEEN ($1, $2) AND ($3, $4);
)",
       ""},
      {"settings of the session", R"(
-- schemac: no transaction
SET search_path = app;
SET maintenance_work_mem = '8MB';
CREATE INDEX CONCURRENTLY idx_notes_note ON notes (note);
UPDATE notes SET note = coalesce(note, '') || current_setting('maintenance_work_mem');
RESET search_path;
INSERT INTO owners VALUES (999, 1);
)",
       ""},
      {"indexes built anew, rows swept", R"(
-- schemac: no transaction
REINDEX INDEX CONCURRENTLY idx_items_made;
VACUUM items;
REINDEX TABLE CONCURRENTLY owners;
INSERT INTO owners VALUES (999, 1);
)",
       ""},
      {"a partition detached concurrently", R"(
-- schemac: no transaction
ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY;
-- schemac: transaction
UPDATE events_old SET number = number + 1;
)",
       ""},
  };
  return kPlans;
}

runtime::migration::Migration migration_of(const Plan& plan, int number) {
  Diagnostics diagnostics;
  const sql::Script up = sql::read(plan.up, "up.sql", diagnostics);
  const sql::Script down = sql::read(plan.down, "down.sql", diagnostics);
  history::check_script(up, diagnostics);
  if (diagnostics.has_errors()) throw std::logic_error(print(diagnostics.list().front(), false));
  runtime::migration::Migration migration;
  migration.number = number;
  migration.name = history::slug(plan.name);
  migration.checksum = sql::checksum(up);
  migration.up_text = plan.up;
  migration.down_text = plan.down;
  migration.up = history::runnable(up);
  migration.down = history::runnable(down);
  return migration;
}

std::string seeded_database() {
  static const std::string kSeeded = [] {
    const std::string url = lasting_database("seeded");
    runtime::Connection(url).execute_unchecked_sql(kSeed);
    return url;
  }();
  return copied_database(kSeeded);
}

std::string state_of(const std::string& url) {
  runtime::Connection connection(url);
  std::string state;
  for (const runtime::TextRow row : connection.query_unchecked_sql(kState)) state.append(row.text(0)).append("\n");
  const auto journal = connection.query_unchecked_sql(
      "SELECT (to_jsonb(m) - 'applied_at')::text FROM schemac.migrations AS m ORDER BY number");
  for (const runtime::TextRow row : journal) state.append(row.text(0)).append("\n");
  return state;
}

}  // namespace schemac::tests
