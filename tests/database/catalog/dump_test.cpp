// pg_dump knows all of the catalog that it takes to make a database again. What it writes is restored beside the
// original; the readings must be equal, so that nothing that we read is lost by it and nothing of it depends on numbers
// or on the order in which things were made.
#include <catch2/catch.hpp>

#include "database/catalog/reading.hpp"
#include "server/process.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

using namespace schemac;

namespace {

constexpr std::string_view kEverything = R"sql(
  CREATE SCHEMA "Odd ""one"""; CREATE SCHEMA app; CREATE TABLE app.target (a int PRIMARY KEY); COMMENT ON SCHEMA app IS 'it''s ours';
  CREATE EXTENSION citext SCHEMA app; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist;
  CREATE TYPE app.mood AS ENUM ('sad', 'so so'); ALTER TYPE app.mood ADD VALUE 'glad' BEFORE 'so so';
  CREATE SEQUENCE app.numbers AS smallint INCREMENT -3 MINVALUE -300 MAXVALUE -1 START -9 CYCLE CACHE 5;
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
    RETURN NEW;
  END$$;
  CREATE FUNCTION app.half(n int DEFAULT 4, VARIADIC rest text[] DEFAULT '{}') RETURNS numeric LANGUAGE sql IMMUTABLE STRICT
    PARALLEL SAFE COST 5 SET search_path = '' RETURN n / 2.0;
  CREATE PROCEDURE app.note(INOUT t text) LANGUAGE sql AS 'SELECT t';
  CREATE TABLE "Odd ""one"""."Table, 1" (
    "Id" bigint GENERATED ALWAYS AS IDENTITY (START 7 CACHE 2) PRIMARY KEY,
    serial_one smallserial, mood app.mood NOT NULL DEFAULT 'sad', moods app.mood[] DEFAULT '{sad,"so so"}',
    name app.citext COLLATE "C", price numeric(12, 2) DEFAULT 0.10 CHECK (price >= 0), span interval DEFAULT '1 mon 2 days',
    at timestamptz(3) DEFAULT '2020-02-29 12:00+05:30', bin bytea DEFAULT '\x00ff', doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
    during tstzrange, body text, body_c text COLLATE "C", next int DEFAULT nextval('app.numbers'), h numeric DEFAULT app.half(3),
    CONSTRAINT "no overlap" EXCLUDE USING gist (mood WITH =, during WITH &&) WHERE (price > 0) DEFERRABLE,
    CONSTRAINT u UNIQUE NULLS NOT DISTINCT (mood, name) INCLUDE (price) DEFERRABLE INITIALLY DEFERRED
  ) WITH (fillfactor = 80, toast.autovacuum_enabled = off);
  ALTER TABLE "Odd ""one"""."Table, 1" ALTER body SET STORAGE EXTERNAL, ALTER body SET STATISTICS 200, ALTER body SET COMPRESSION pglz,
    ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, ADD CONSTRAINT late CHECK (body <> '') NO INHERIT NOT VALID;
  COMMENT ON COLUMN "Odd ""one"""."Table, 1".body IS E'two\nlines'; COMMENT ON TABLE "Odd ""one"""."Table, 1" IS 'odd';
  CREATE UNLOGGED TABLE app.child (a bigint, b int, c int, UNIQUE (a, b),
    CONSTRAINT self FOREIGN KEY (b, c) REFERENCES app.child (a, b) MATCH FULL ON DELETE SET NULL (b) ON UPDATE CASCADE);
  CREATE TABLE app.logged (a bigint REFERENCES "Odd ""one"""."Table, 1" ON DELETE CASCADE DEFERRABLE, later int);
  ALTER TABLE app.logged ADD CONSTRAINT unchecked FOREIGN KEY (later) REFERENCES app.target (a) NOT VALID;
  CREATE UNIQUE INDEX "Index ""1""" ON "Odd ""one"""."Table, 1" (lower(body) COLLATE "POSIX" text_pattern_ops DESC, body_c NULLS FIRST,
    (price + 1) DESC NULLS LAST, body COLLATE "C") INCLUDE (mood) WITH (fillfactor = 70) WHERE price > 1 AND body ~ 'x';
  CREATE INDEX trgm ON "Odd ""one"""."Table, 1" USING gist (body gist_trgm_ops (siglen = 64));
  CREATE INDEX brin ON "Odd ""one"""."Table, 1" USING brin (at timestamptz_minmax_multi_ops (values_per_range = 16)) WITH (pages_per_range = 8);
  COMMENT ON INDEX "Odd ""one""".trgm IS 'search';
  CREATE TRIGGER "Trigger WHEN (" BEFORE INSERT OR UPDATE OF body, price ON "Odd ""one"""."Table, 1" FOR EACH ROW
    WHEN (NEW.price > 0 AND NEW.body <> ')') EXECUTE FUNCTION app.touch('it''s', 'b\c', '');
  CREATE CONSTRAINT TRIGGER deferred AFTER DELETE ON "Odd ""one"""."Table, 1" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();
  CREATE TRIGGER tables AFTER UPDATE ON app.logged REFERENCING OLD TABLE AS o NEW TABLE AS n EXECUTE FUNCTION app.touch();
  ALTER TABLE app.logged ENABLE REPLICA TRIGGER tables;
  CREATE POLICY "Policy 1" ON "Odd ""one"""."Table, 1" AS RESTRICTIVE FOR UPDATE TO pg_read_all_data, pg_monitor
    USING (price > (SELECT max(b) FROM app.child)) WITH CHECK (mood = 'sad');
  CREATE VIEW app.seen AS SELECT * FROM app.child; CREATE DOMAIN app.word AS text CHECK (VALUE <> '');
  CREATE TABLE app.parted (a int) PARTITION BY LIST (a); CREATE TABLE app.part PARTITION OF app.parted DEFAULT;
)sql";

void run_program(const std::string& name, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), (tests::server_binaries().bin / name).string());
  const auto outcome = server::run({std::move(arguments), std::nullopt});
  INFO(outcome.output);
  REQUIRE(outcome.exit_code == 0);
}

std::vector<std::string> lines_of(const std::vector<catalog::Unmodelled>& unmodelled) {
  std::vector<std::string> lines;
  for (const auto& [kind, name] : unmodelled) lines.push_back(kind + " " + name);
  return lines;
}

}  // namespace

TEST_CASE("a database that pg_dump made again reads the same", "[catalog]") {
  const std::string original_url = tests::fresh_database("original");
  runtime::Connection original(original_url);
  original.execute_unchecked_sql(kEverything);
  const auto before = catalog::read(original, {});

  const std::string copy_url = tests::fresh_database("copy");
  const tests::TemporaryFolder folder;
  const std::string file = (folder.path() / "dump.sql").string();
  run_program("pg_dump", {"--schema-only", "--no-owner", "-f", file, "-d", original_url});
  run_program("psql", {"-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, "-d", copy_url});
  runtime::Connection copy(copy_url);
  const auto after = catalog::read(copy, {});

  model::for_each_kind(before.schema, after.schema, [](const auto& left, const auto& right) {
    INFO(typeid(left).name());
    CHECK(left == right);
  });
  CHECK(before.schema.dependencies == after.schema.dependencies);
  CHECK(lines_of(before.unmodelled) == lines_of(after.unmodelled));
  CHECK(before.unmodelled.empty());
}
