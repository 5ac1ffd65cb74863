#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"
#include "support/schema_words.hpp"

using schemac::test::column_id;
using schemac::test::table_id;
using schemac::tests::go_both_ways;

TEST_CASE("a schema is built from nothing and taken down to nothing") {
  go_both_ways(
      {"",
       "CREATE EXTENSION btree_gist; CREATE SCHEMA app; CREATE TYPE app.role AS ENUM ('admin', 'guest');"
       "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.at := now(); RETURN NEW; END';"
       "CREATE TABLE app.users (id serial PRIMARY KEY, role app.role NOT NULL DEFAULT 'guest', at timestamptz);"
       "CREATE TABLE app.posts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
       "  user_id integer REFERENCES app.users ON DELETE CASCADE, during tstzrange, title text UNIQUE,"
       "  size integer GENERATED ALWAYS AS (length(title)) STORED CHECK (size < 100),"
       "  EXCLUDE USING gist (user_id WITH =, during WITH &&));"
       "ALTER TABLE app.users ADD favourite bigint REFERENCES app.posts;"
       "CREATE INDEX ON app.posts (lower(title)) WHERE user_id IS NOT NULL;"
       "CREATE TRIGGER touch BEFORE UPDATE OF role ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();"
       "ALTER TABLE app.posts ENABLE ROW LEVEL SECURITY;"
       "CREATE POLICY own ON app.posts USING (EXISTS (SELECT 1 FROM app.users u WHERE u.id = user_id));"
       "COMMENT ON TABLE app.users IS 'people'; COMMENT ON COLUMN app.users.role IS 'what they may';",
       {}});
}

TEST_CASE("a changed type keeps rows, with all that stands on the column") {
  const auto with = [](const std::string& type) {
    return "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
           "CREATE TABLE t (n " +
           type + " NOT NULL DEFAULT 7, d " + type +
           " GENERATED ALWAYS AS (n * 2) STORED);"
           "INSERT INTO t SELECT g FROM generate_series(1, 5) g;"
           "CREATE INDEX i ON t (n); CREATE INDEX on_d ON t (d); ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0);"
           "CREATE UNIQUE INDEX partial ON t ((n + 1)) WHERE n > 1;"
           "CREATE TRIGGER touch BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION f();"
           "CREATE POLICY p ON t USING (n > 1) WITH CHECK (d > 2);";
  };
  const std::string sum = "SELECT sum(n), sum(d), count(*) FROM t";
  go_both_ways({with("integer"), with("bigint"), {}, sum, sum, "15|30|5"});
  go_both_ways({with("integer"), with("numeric(10,2)"), {}, sum, sum, "15.00|30.00|5"});
}

TEST_CASE("text becomes a number, an identifier or an enum by its text, and comes back") {
  const std::string rows = "INSERT INTO t VALUES ('10', '6f0c5b6e-0c0f-4f0e-8a3e-0c5b6e0c0f4f', 'red', '{red,blue}');";
  const std::string before = "CREATE TABLE t (n text DEFAULT '5', u text, c text DEFAULT 'red', cs text[]);" + rows;
  const std::string after =
      "CREATE TYPE colour AS ENUM ('red', 'blue');"
      "CREATE TABLE t (n integer DEFAULT 5, u uuid, c colour DEFAULT 'red', cs colour[]);";
  go_both_ways({before, after, {}, "SELECT * FROM t"});
}

TEST_CASE("both sides of a foreign key change type") {
  const auto linked = [](const std::string& type) {
    return "CREATE TABLE a (id " + type + " PRIMARY KEY); CREATE TABLE b (a_id " + type +
           " REFERENCES a ON DELETE CASCADE DEFERRABLE); INSERT INTO a VALUES ('1'), ('2'); INSERT INTO b VALUES "
           "('2');";
  };
  go_both_ways({linked("text"), linked("bigint"), {}, "SELECT * FROM b"});
}

TEST_CASE("columns come and go with what is built on them") {
  go_both_ways(
      {"CREATE TABLE t (a integer, b integer, c integer, UNIQUE (a, b), CHECK (b > 0)); CREATE INDEX ON t (b, c);"
       "CREATE POLICY p ON t USING (b = 1); INSERT INTO t VALUES (1, 2, 3);",
       "CREATE TABLE t (a integer, c integer, n text DEFAULT 'x' NOT NULL); CREATE POLICY p ON t USING (n = 'x');"
       "CREATE UNIQUE INDEX i ON t (a, n);",
       {},
       "SELECT a, c FROM t"});
}

TEST_CASE("a generated column is made anew when its expression changes, and freed when it goes") {
  const std::string base = "CREATE TABLE t (a integer, b integer, g integer";
  const std::string rest = "); INSERT INTO t (a, b) VALUES (2, 3);";
  const std::string index = "CREATE INDEX i ON t (g);";
  go_both_ways({base + " GENERATED ALWAYS AS (a + b) STORED" + rest + index,
                base + " GENERATED ALWAYS AS (a * b) STORED" + rest + index,
                {},
                "SELECT a, b FROM t",
                "SELECT g FROM t",
                "6"});
  go_both_ways({base + " GENERATED ALWAYS AS (a + b) STORED" + rest,
                base + rest,
                {},
                "SELECT a, b, g FROM t",
                "SELECT g FROM t",
                "5"});
}

TEST_CASE("serial, identity and plain keys turn into each other, and go on counting where they were") {
  const std::string serial = "CREATE TABLE t (id serial PRIMARY KEY, x text);";
  const std::string identity = "CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, x text);";
  const std::string plain = "CREATE TABLE t (id integer PRIMARY KEY, x text);";
  const std::string big = "CREATE TABLE t (id bigserial PRIMARY KEY, x text);";
  for (const auto& before : {serial, identity, plain, big}) {
    const std::string rows =
        before == plain ? "INSERT INTO t VALUES (1, 'a'), (2, 'b');" : "INSERT INTO t (x) VALUES ('a'), ('b');";
    for (const auto& after : {serial, identity, plain, big}) {
      const std::string taken = after == plain ? "INSERT INTO t VALUES (3, 'c')" : "INSERT INTO t (x) VALUES ('c')";
      go_both_ways(
          {before + rows, after, {}, "SELECT * FROM t WHERE id < 3 ORDER BY id", taken + " RETURNING id", "3"});
    }
  }
}

TEST_CASE("a column is added with its sequence, and the sequence may pass to another column") {
  const std::string before = "CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (2);";
  go_both_ways({before, "CREATE TABLE t (a integer, id bigserial)", {}, "SELECT a FROM t ORDER BY a"});
  go_both_ways({"CREATE TABLE t (a serial, b integer)",
                "CREATE SEQUENCE t_a_seq AS integer; CREATE TABLE t (b integer NOT NULL DEFAULT nextval('t_a_seq'));"
                "ALTER SEQUENCE t_a_seq OWNED BY t.b;",
                {}});
}

TEST_CASE("a column's nullness, storage, statistics and collation change in place") {
  go_both_ways(
      {"CREATE TABLE t (a text NOT NULL DEFAULT 'x', b text, c integer); INSERT INTO t VALUES ('p', 'q', 1);"
       "CREATE INDEX i ON t (b);",
       "CREATE TABLE t (a text, b text COLLATE \"C\" NOT NULL, c integer DEFAULT 3); CREATE INDEX i ON t (b);"
       "ALTER TABLE t ALTER b SET STORAGE external, ALTER c SET STATISTICS 50;",
       {},
       "SELECT * FROM t"});
}
