#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"
#include "support/schema_words.hpp"

using schemac::model::Kind;
using schemac::model::Renames;
using schemac::test::column_id;
using schemac::test::enum_id;
using schemac::test::table_id;
using schemac::tests::go_both_ways;

namespace {

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

/// Nothing but renames: what a rename must be.
void check_renames_only(const std::string& script) {
  INFO(script);
  CHECK(count(script, "DROP") == 0);
  CHECK(count(script, "CREATE") == 0);
  CHECK(count(script, "TYPE") == 0);
}

}  // namespace

TEST_CASE("a renamed table brings all its automatic names along, and its rows") {
  const auto named = [](const std::string& name) {
    return "CREATE TABLE " + name +
           " (id serial PRIMARY KEY, email text UNIQUE, age integer CHECK (age > 0));"
           "CREATE INDEX ON " +
           name +
           " (lower(email)) WHERE age > 18;"
           "CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES " +
           name +
           ");"
           "CREATE POLICY own ON posts USING (EXISTS (SELECT 1 FROM " +
           name + " WHERE " + name +
           ".id = author));"
           "INSERT INTO " +
           name + " (email, age) VALUES ('a@b', 20);";
  };
  const Renames renames{{table_id("users"), table_id("people"), {}, {}}};
  check_renames_only(go_both_ways({named("users"), named("people"), renames, "", "SELECT * FROM people", "1|a@b|20"}));
}

TEST_CASE("a renamed column is renamed wherever it stands") {
  const auto named = [](const std::string& name) {
    return "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
           "CREATE TABLE t (\"" +
           name + "\" text, size integer GENERATED ALWAYS AS (length(\"" + name +
           "\")) STORED,"
           "  CONSTRAINT c CHECK (\"" +
           name + "\" <> 'last_name'), CONSTRAINT u UNIQUE (\"" + name +
           "\"));"
           "CREATE INDEX i ON t (upper(\"" +
           name + "\")) WHERE \"" + name +
           "\" IS NOT NULL;"
           "CREATE TRIGGER tr BEFORE UPDATE OF \"" +
           name +
           "\" ON t FOR EACH ROW"
           "  WHEN (OLD.\"" +
           name + "\" IS DISTINCT FROM NEW.\"" + name +
           "\") EXECUTE FUNCTION f();"
           "CREATE POLICY p ON t USING (\"" +
           name +
           "\" = current_user);"
           "CREATE TABLE other (x text); CREATE POLICY q ON other USING (x IN (SELECT t.\"" +
           name +
           "\" FROM t));"
           "INSERT INTO t VALUES ('x');";
  };
  const Renames renames{{column_id("t", "last_name"), column_id("t", "family_name"), {}, {}}};
  check_renames_only(
      go_both_ways({named("last_name"), named("family_name"), renames, "SELECT count(*), min(size) FROM t"}));
  const Renames odd{{column_id("t", "last_name"), column_id("t", "Family Name"), {}, {}}};
  check_renames_only(go_both_ways({named("last_name"), named("Family Name"), odd}));
}

TEST_CASE("an enum and its labels are renamed under defaults, arrays, checks and functions") {
  const auto named = [](const std::string& type, const std::string& label) {
    return "CREATE TYPE " + type + " AS ENUM ('admin', '" + label +
           "');"
           "CREATE FUNCTION is_admin(r " +
           type +
           ") RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';"
           "CREATE TABLE t (r " +
           type + " DEFAULT '" + label + "', rs " + type +
           "[] DEFAULT '{}');"
           "ALTER TABLE t ADD CONSTRAINT c CHECK (r <> '" +
           label +
           "' OR is_admin(r));"
           "CREATE INDEX i ON t (r) WHERE r = '" +
           label + "'; INSERT INTO t DEFAULT VALUES;";
  };
  const Renames renames{{enum_id("role"), enum_id("kind"), {}, {}},
                        {enum_id("role"), enum_id("kind"), "user", "member"}};
  const std::string script = go_both_ways(
      {named("role", "user"), named("kind", "member"), renames, "SELECT count(*) FROM t", "SELECT r FROM t", "member"});
  check_renames_only(script.substr(0, script.find("ALTER TYPE")) + script.substr(script.rfind("RENAME")));
}

TEST_CASE("table, column and type change at once, with an old name used anew") {
  const Renames renames{{table_id("users"), table_id("people"), {}, {}},
                        {column_id("people", "name"), column_id("people", "full_name"), {}, {}},
                        {column_id("people", "a"), column_id("people", "b"), {}, {}}};
  go_both_ways(
      {"CREATE TABLE users (id integer PRIMARY KEY, name varchar(10) DEFAULT 'x', a integer, UNIQUE (a));"
       "CREATE INDEX ON users (name); INSERT INTO users VALUES (1, 'n', 5);",
       "CREATE TABLE people (id bigint PRIMARY KEY, full_name text DEFAULT 'y', b integer, a text, UNIQUE (b));"
       "CREATE INDEX ON people (full_name); CREATE TABLE users (id integer PRIMARY KEY);",
       renames, "", "SELECT id, full_name, b FROM people", "1|n|5"});
}

TEST_CASE("a table moves to another namespace with its sequences and indexes") {
  const auto in = [](const std::string& space) {
    return "CREATE SCHEMA app; CREATE TABLE " + space +
           ".t (id serial PRIMARY KEY, e text UNIQUE);"
           "INSERT INTO " +
           space + ".t (e) VALUES ('x');";
  };
  go_both_ways({in("public"),
                in("app"),
                {{table_id("t"), {Kind::table, "app", {}, "t"}, {}, {}}},
                "",
                "SELECT * FROM app.t",
                "1|x"});
}

TEST_CASE("a namespace is renamed with everything in it") {
  const auto in = [](const std::string& space) {
    return "CREATE SCHEMA " + space + "; CREATE TYPE " + space +
           ".e AS ENUM ('x');"
           "CREATE FUNCTION " +
           space +
           ".f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
           "CREATE TABLE " +
           space + ".t (id serial PRIMARY KEY, e " + space +
           ".e DEFAULT 'x');"
           "CREATE TRIGGER tr BEFORE INSERT ON " +
           space + ".t FOR EACH ROW EXECUTE FUNCTION " + space + ".f();";
  };
  check_renames_only(go_both_ways(
      {in("app"), in("core"), {{{Kind::namespace_, {}, {}, "app"}, {Kind::namespace_, {}, {}, "core"}, {}, {}}}}));
}

TEST_CASE("constraints, indexes, triggers and policies that differ in nothing but their names are renamed") {
  const auto named = [](const std::string& n) {
    return "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
           "CREATE TABLE a (id integer CONSTRAINT pk" +
           n +
           " PRIMARY KEY);"
           "CREATE TABLE t (x integer CONSTRAINT c" +
           n + " CHECK (x > 0), y integer CONSTRAINT u" + n +
           " UNIQUE,"
           "  r int4range, CONSTRAINT ex" +
           n +
           " EXCLUDE USING gist (r WITH &&),"
           "  z integer CONSTRAINT fk" +
           n + " REFERENCES a); CREATE INDEX i" + n +
           " ON t (x);"
           "CREATE TRIGGER tr" +
           n +
           " BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
           "CREATE POLICY p" +
           n + " ON t USING (x > 1);";
  };
  const std::string script = go_both_ways({named("_one"), named("_two"), {}});
  check_renames_only(script);
  CHECK(count(script, " TO ") == 8);
}

TEST_CASE("a column by which a table is partitioned is renamed, with what partitions have of it") {
  const auto with = [](const std::string& name) {
    return "CREATE TABLE t (id integer, " + name + " date NOT NULL, PRIMARY KEY (id, " + name +
           ")) PARTITION BY RANGE (" + name +
           "); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (" +
           name +
           "); CREATE TABLE t10 PARTITION OF t1 FOR VALUES WITH (MODULUS 1, REMAINDER 0); CREATE INDEX i ON t (" +
           name + ");";
  };
  check_renames_only(go_both_ways({with("at") + "INSERT INTO t VALUES (1, '2020-02-02');",
                                   with("happened"),
                                   {{column_id("t", "at"), column_id("t", "happened"), {}, {}}},
                                   "SELECT id FROM t"}));
}

TEST_CASE("a column that replaces another takes its name with its values, its indexes and its views") {
  const Renames renames{{column_id("t", "new_email"), column_id("t", "email"), {}, {}}};
  const std::string script =
      go_both_ways({"CREATE TABLE t (id integer PRIMARY KEY, email text UNIQUE, new_email text UNIQUE);"
                    "CREATE INDEX by_email ON t (lower(email)); CREATE VIEW v AS SELECT id, email FROM t;"
                    "INSERT INTO t VALUES (1, 'old', 'new');",
                    "CREATE TABLE t (id integer PRIMARY KEY, email text UNIQUE);"
                    "CREATE INDEX by_email ON t (lower(email)); CREATE VIEW v AS SELECT id, email FROM t;",
                    renames, "SELECT id FROM t", "SELECT t.email, v.email FROM t JOIN v USING (id)", "new|new"});
  CHECK_THAT(script, Catch::Contains("deletes-data: values of `public.t.email_former` are lost, which was `email`"));
}

TEST_CASE("a table that replaces another takes its name with its rows") {
  const Renames renames{{table_id("b"), table_id("a"), {}, {}}};
  const std::string others =
      "CREATE TABLE c (id integer PRIMARY KEY, a_id integer REFERENCES a); CREATE VIEW v AS SELECT id FROM a;";
  const std::string script =
      go_both_ways({"CREATE TABLE a (id serial PRIMARY KEY, x text); CREATE TABLE b (id serial PRIMARY KEY, y text);" +
                        others + "INSERT INTO a (x) VALUES ('old'); INSERT INTO b (y) VALUES ('new');",
                    "CREATE TABLE a (id serial PRIMARY KEY, y text);" + others, renames, "SELECT count(*) FROM c",
                    "SELECT * FROM a", "1|new"});
  CHECK_THAT(script, Catch::Contains("deletes-data: rows of `public.a_former` are lost, which was `a`"));
}

TEST_CASE("a label that replaces another takes its name, and rows that have the other are in the way") {
  const Renames renames{{enum_id("s"), enum_id("s"), "c", "b"}};
  go_both_ways({"CREATE TYPE s AS ENUM ('a', 'b', 'c'); CREATE TABLE t (s s); INSERT INTO t VALUES ('a'), ('c');",
                "CREATE TYPE s AS ENUM ('a', 'b'); CREATE TABLE t (s s);", renames, "SELECT count(*) FROM t",
                "SELECT string_agg(s::text, ',' ORDER BY s) FROM t", "a,b"});
}
