#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <schemac/runtime/error.hpp>
#include <thread>

#include "database/catalog/reading.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using tests::reading_of;

namespace {

std::vector<std::string> names_of(const model::Objects<model::Namespace>& namespaces) {
  std::vector<std::string> names;
  for (const auto& [id, object] : namespaces) names.push_back(object.name);
  return names;
}

}  // namespace

TEST_CASE("only the namespaces in scope are read", "[catalog]") {
  constexpr std::string_view kSql = R"(
    CREATE SCHEMA "a, b"; CREATE SCHEMA other;
    CREATE TABLE "a, b".t (a int PRIMARY KEY); CREATE TABLE other.t (a int CHECK (a > 0)); CREATE VIEW other.v AS SELECT 1;
    CREATE TYPE other.e AS ENUM (); CREATE SEQUENCE other.s; CREATE FUNCTION other.f() RETURNS int LANGUAGE sql RETURN 1;)";
  const auto reading = reading_of(kSql, {.namespaces = {"a, b", "missing", "pg_catalog", "information_schema"}});
  CHECK(names_of(reading.schema.namespaces) == std::vector<std::string>{"a, b"});
  CHECK(reading.schema.tables.size() == 1);
  CHECK(reading.schema.primary_keys.size() == 1);
  CHECK(reading.schema.checks.empty());
  CHECK(reading.schema.enum_types.empty());
  CHECK(reading.schema.sequences.empty());
  CHECK(reading.schema.functions.empty());
  CHECK(reading.unmodelled.empty());
}

TEST_CASE("the history and what belongs to an extension are never read", "[catalog]") {
  auto connection = tests::empty_database();
  connection.execute_unchecked_sql(R"(
    CREATE SCHEMA schemac; CREATE TABLE schemac.history (a int);
    CREATE EXTENSION pg_trgm; CREATE EXTENSION hstore;
    CREATE SCHEMA app; CREATE TABLE app.member (a int); CREATE TYPE app.mine AS ENUM ('a'); CREATE SEQUENCE app.s;
    CREATE SCHEMA whole;
    ALTER EXTENSION hstore ADD TABLE app.member; ALTER EXTENSION hstore ADD TYPE app.mine;
    ALTER EXTENSION hstore ADD SEQUENCE app.s; ALTER EXTENSION hstore ADD SCHEMA whole;)");
  const auto reading = catalog::read(connection, {});
  CHECK(names_of(reading.schema.namespaces) == std::vector<std::string>{"app", "public"});
  CHECK(reading.schema.extensions.size() == 2);
  CHECK(reading.schema.tables.empty());
  CHECK(reading.schema.enum_types.empty());
  CHECK(reading.schema.sequences.empty());
  CHECK(reading.schema.functions.empty());
  CHECK(reading.unmodelled.empty());
  CHECK(catalog::read(connection, {.namespaces = {"schemac"}}).schema ==
        catalog::read(connection, {.namespaces = {"x"}}).schema);
}

TEST_CASE("no rights are needed beyond those to connect", "[catalog]") {
  const std::string url = tests::fresh_database("rights");
  constexpr std::string_view kSql = R"(
    DO $$BEGIN CREATE ROLE nobody_special; EXCEPTION WHEN duplicate_object THEN END$$;
    CREATE SCHEMA app; CREATE TYPE app.e AS ENUM ('a');
    CREATE FUNCTION app.f(app.e) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
    CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TABLE app.t (a serial PRIMARY KEY CHECK (a > 0), b app.e DEFAULT 'a', c int REFERENCES app.t, d text);
    CREATE INDEX ON app.t (lower(d)) WHERE a > 1;
    CREATE TRIGGER g BEFORE INSERT ON app.t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION app.f();
    CREATE POLICY p ON app.t USING (a > 0);
    CREATE VIEW app.v AS SELECT * FROM app.t;
    REVOKE ALL ON SCHEMA app FROM PUBLIC;)";
  runtime::Connection owner(url);
  owner.execute_unchecked_sql(kSql);
  const auto expected = catalog::read(owner, {});
  owner.execute_unchecked_sql("SET ROLE nobody_special");
  CHECK_THROWS_AS(owner.query_unchecked_sql("SELECT FROM app.t"), runtime::InsufficientPrivilege);
  auto found = catalog::read(owner, {});
  CHECK(found.schema.session_role == "nobody_special");
  found.schema.session_role = expected.schema.session_role;
  CHECK(found.schema == expected.schema);
  CHECK(found.unmodelled == expected.unmodelled);
}

TEST_CASE("a reading leaves the session as it was, and does not heed its settings", "[catalog]") {
  auto connection = tests::empty_database();
  connection.execute_unchecked_sql(R"(
    CREATE SCHEMA app; CREATE TYPE app.e AS ENUM ('a');
    CREATE TABLE app.t (a app.e DEFAULT 'a', b interval DEFAULT '1 day 2 hours', c timestamptz DEFAULT '2020-02-03 00:00+00',
                        d float8 DEFAULT 0.1::float8 + 0.2::float8, e bytea DEFAULT '\x00ff', f money DEFAULT 1234.5::money,
                        g date DEFAULT '2020-02-03', h text DEFAULT E'a\\b''c');)");
  const auto before = catalog::read(connection, {});
  connection.execute_unchecked_sql(R"(
    SET search_path = app; SET DateStyle = 'German'; SET IntervalStyle = 'iso_8601'; SET TimeZone = 'Asia/Tokyo';
    SET extra_float_digits = -3; SET bytea_output = 'escape'; SET quote_all_identifiers = on;
    SET standard_conforming_strings = off; SET default_transaction_isolation = 'serializable';)");
  const auto after = catalog::read(connection, {});
  CHECK(before.schema == after.schema);
  CHECK(connection.query_unchecked_sql("SHOW search_path")[0].text(0) == "app");
  CHECK(connection.query_unchecked_sql("SHOW TimeZone")[0].text(0) == "Asia/Tokyo");
  CHECK_FALSE(connection.in_transaction());
  connection.execute_unchecked_sql("CREATE TABLE still_writable (a int)");
}

TEST_CASE("a reading is of one moment, whatever others change meanwhile, or there is none", "[catalog]") {
  const std::string url = tests::fresh_database("catalog");
  runtime::Connection connection(url);
  connection.execute_unchecked_sql(
      "CREATE TABLE t (a int CHECK (a > 0), b int DEFAULT 1); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t "
      "((a + 1))");
  const model::Schema one = catalog::read(connection, {}).schema;
  const std::string there = "ALTER TABLE t RENAME a TO c; ALTER TABLE t ALTER b SET DEFAULT 2; DROP INDEX i";
  const std::string back =
      "ALTER TABLE t RENAME c TO a; ALTER TABLE t ALTER b SET DEFAULT 1; CREATE INDEX i ON t ((a + 1))";
  connection.execute_unchecked_sql(there);
  const model::Schema other = catalog::read(connection, {}).schema;
  connection.execute_unchecked_sql(back);

  std::atomic<bool> done = false;
  std::atomic<int> pause_in_ms = 0;
  std::thread changing([&] {
    runtime::Connection busy(url);
    while (!done) {
      busy.execute_unchecked_sql(there);
      std::this_thread::sleep_for(std::chrono::milliseconds(pause_in_ms));
      busy.execute_unchecked_sql(back);
      std::this_thread::sleep_for(std::chrono::milliseconds(pause_in_ms));
    }
  });
  CHECK_THROWS_AS(catalog::read(connection, {}), catalog::ChangedWhileRead);
  CHECK_FALSE(connection.in_transaction());
  pause_in_ms = 150;
  int readings = 0;
  for (int round = 0; round < 20; ++round) {
    try {
      const model::Schema read = catalog::read(connection, {}).schema;
      CHECK((read == one || read == other));
      ++readings;
    } catch (const catalog::ChangedWhileRead&) {
    }
  }
  done = true;
  changing.join();
  CHECK(readings > 0);
}
