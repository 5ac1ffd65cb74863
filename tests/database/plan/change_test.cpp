#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

namespace {

std::string with_enum(const std::string& labels, const std::string& value) {
  return "CREATE TYPE role AS ENUM (" + labels +
         ");"
         "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
         "CREATE FUNCTION g(r role) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''x'' ';"
         "CREATE TABLE t (id integer, r role NOT NULL DEFAULT '" +
         value + "', rs role[] DEFAULT '{" + value +
         "}',"
         "  d text GENERATED ALWAYS AS (CASE WHEN r = '" +
         value +
         "' THEN 'y' ELSE 'n' END) STORED,"
         "  CONSTRAINT c CHECK (r <> '" +
         value + "' OR id > 0), EXCLUDE USING btree (r WITH =) WHERE (r = '" + value +
         "'));"
         "CREATE INDEX plain ON t (r); CREATE INDEX partial ON t (id) WHERE r = '" +
         value +
         "';"
         "CREATE INDEX expression ON t ((r = '" +
         value +
         "')); CREATE INDEX through ON t (g(r));"
         "CREATE TRIGGER tr BEFORE UPDATE OF r ON t FOR EACH ROW WHEN (NEW.r = '" +
         value +
         "') EXECUTE FUNCTION f();"
         "CREATE POLICY p ON t USING (r = '" +
         value + "');";
}

}  // namespace

TEST_CASE("labels are added and used in one plan, and taken away again") {
  go_both_ways({with_enum("'user'", "user"), with_enum("'admin', 'user', 'guest'", "guest"), {}});
  go_both_ways({with_enum("'user'", "user"), with_enum("'user', 'guest'", "user"), {}});
}

TEST_CASE("labels are removed and moved under everything that uses the type, and rows keep their values") {
  const std::string rows = "INSERT INTO t (id) VALUES (1); INSERT INTO t VALUES (2, 'admin', '{admin,user}');";
  go_both_ways({with_enum("'user', 'admin', 'guest'", "user") + rows,
                with_enum("'admin', 'user'", "user"),
                {},
                "SELECT * FROM t ORDER BY id",
                "SELECT id, r, rs FROM t ORDER BY id",
                "1|user|{user}\n2|admin|{admin,user}"});
}

TEST_CASE("constraints change their shape under their names, keys with what refers to them") {
  go_both_ways(
      {"CREATE TABLE a (x integer, y integer, CONSTRAINT pk PRIMARY KEY (x), CONSTRAINT u UNIQUE (y));"
       "CREATE TABLE b (x integer CONSTRAINT fk REFERENCES a, y integer CONSTRAINT fy REFERENCES a (y),"
       "  CONSTRAINT c CHECK (x > 0)); INSERT INTO a VALUES (1, 2); INSERT INTO b VALUES (1, 2);",
       "CREATE TABLE a (x integer, y integer, CONSTRAINT pk PRIMARY KEY (x) INCLUDE (y),"
       "  CONSTRAINT u UNIQUE (y) DEFERRABLE INITIALLY DEFERRED, z integer);"
       "ALTER TABLE a DROP CONSTRAINT u; ALTER TABLE a ADD CONSTRAINT u UNIQUE (y) INCLUDE (x);"
       "CREATE TABLE b (x integer CONSTRAINT fk REFERENCES a ON DELETE CASCADE DEFERRABLE,"
       "  y integer CONSTRAINT fy REFERENCES a (y), CONSTRAINT c CHECK (x > -1) NO INHERIT);",
       {},
       "SELECT x, y FROM b"});
}

TEST_CASE("a key passes from a constraint to an index of the same name and columns") {
  go_both_ways(
      {"CREATE TABLE a (y integer, CONSTRAINT u UNIQUE (y)); CREATE TABLE b (y integer CONSTRAINT f REFERENCES a (y));",
       "CREATE TABLE a (y integer); CREATE UNIQUE INDEX u ON a (y);"
       "CREATE TABLE b (y integer CONSTRAINT f REFERENCES a (y));",
       {}});
}

TEST_CASE("tables that refer to each other come and go together") {
  go_both_ways(
      {"CREATE TABLE keep (id integer PRIMARY KEY); INSERT INTO keep VALUES (1);",
       "CREATE TABLE keep (id integer PRIMARY KEY, a integer);"
       "CREATE TABLE a (id integer PRIMARY KEY, b integer); CREATE TABLE b (id integer PRIMARY KEY, a integer);"
       "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a;"
       "ALTER TABLE keep ADD FOREIGN KEY (a) REFERENCES a; ALTER TABLE a ADD self integer REFERENCES a;"
       "CREATE POLICY pa ON a USING (EXISTS (SELECT 1 FROM b)); CREATE POLICY pb ON b USING (EXISTS (SELECT 1 FROM "
       "a));",
       {},
       "SELECT id FROM keep"});
}

TEST_CASE("functions are replaced in place or made anew with what calls them") {
  const auto calling = [](const std::string& returned, const std::string& value) {
    return "CREATE FUNCTION f(n integer) RETURNS " + returned + " LANGUAGE sql IMMUTABLE AS 'SELECT " + value +
           "';"
           "CREATE TABLE t (a integer, n bigint DEFAULT f(1), g bigint GENERATED ALWAYS AS (f(a)) STORED,"
           "  CONSTRAINT c CHECK (f(a) > 0)); CREATE INDEX i ON t (f(a)); CREATE INDEX gi ON t (g);"
           "CREATE POLICY p ON t USING (f(a) = 1); INSERT INTO t (a) VALUES (1);";
  };
  go_both_ways({calling("integer", "1"), calling("bigint", "1"), {}, "SELECT a, n FROM t"});
  go_both_ways({calling("integer", "1"), calling("integer", "2"), {}, "SELECT a, n FROM t"});
}

TEST_CASE("triggers and policies of every form change") {
  const std::string base =
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE TABLE t (a integer, b integer);";
  go_both_ways(
      {base + "CREATE TRIGGER x AFTER INSERT ON t REFERENCING NEW TABLE AS n EXECUTE FUNCTION f();"
              "CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f('one', 'it''s');"
              "CREATE POLICY p ON t FOR SELECT USING (a = 1); CREATE POLICY q ON t AS RESTRICTIVE USING (b = 1);"
              "ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
       base + "CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g('one');"
              "CREATE CONSTRAINT TRIGGER z AFTER UPDATE ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();"
              "ALTER TABLE t DISABLE TRIGGER z;"
              "CREATE POLICY p ON t FOR UPDATE USING (a = 1); CREATE POLICY q ON t AS RESTRICTIVE USING (b = 2)"
              "  WITH CHECK (true); ALTER TABLE t FORCE ROW LEVEL SECURITY;",
       {}});
}

TEST_CASE("comments come, change and go on everything") {
  const std::string base =
      "CREATE SCHEMA app; CREATE TYPE e AS ENUM ('x'); CREATE SEQUENCE s;"
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0), CONSTRAINT pk PRIMARY KEY (a));"
      "CREATE INDEX i ON t (a); CREATE POLICY p ON t USING (true);"
      "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();";
  const auto comments = [](const std::string& text) {
    std::string sql;
    for (const char* what :
         {"SCHEMA app", "TYPE e", "SEQUENCE s", "FUNCTION f()", "TABLE t", "COLUMN t.a", "CONSTRAINT c ON t",
          "CONSTRAINT pk ON t", "INDEX i", "POLICY p ON t", "TRIGGER tr ON t"}) {
      sql += "COMMENT ON " + std::string(what) + " IS '" + text + "';";
    }
    return sql;
  };
  go_both_ways({base, base + comments("it''s new"), {}});
  go_both_ways({base + comments("one"), base + comments("two"), {}});
}

TEST_CASE("namespaces, extensions, sequences and table attributes change") {
  go_both_ways(
      {"CREATE SCHEMA old; CREATE TABLE old.t (a integer); CREATE SEQUENCE s START 5 MAXVALUE 100 CYCLE;"
       "CREATE UNLOGGED TABLE u (a integer) WITH (fillfactor = 70);",
       "CREATE SCHEMA app; CREATE EXTENSION citext; CREATE TABLE app.t (a citext); CREATE SEQUENCE s INCREMENT 3;"
       "CREATE TABLE u (a citext) WITH (autovacuum_enabled = off); CREATE INDEX i ON u (a) WITH (fillfactor = 50);",
       {}});
}
