// Domains, composite and range types and enums: altered in place, and replaced under the columns that hold them.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

TEST_CASE("domains come, change in everything and go") {
  const std::string used = "CREATE TABLE t (id integer, a d); INSERT INTO t VALUES (1, 5);";
  go_both_ways({"CREATE SCHEMA app;",
                "CREATE SCHEMA app; CREATE DOMAIN app.\"Grün\" AS text COLLATE \"C\" DEFAULT 'x' NOT "
                "NULL CONSTRAINT \"a b\" CHECK (VALUE <> '') CONSTRAINT c CHECK (length(VALUE) < 9);"
                "COMMENT ON DOMAIN app.\"Grün\" IS 'it''s'; COMMENT ON CONSTRAINT c ON DOMAIN app.\"Grün\" IS 'c';",
                {}});
  go_both_ways(
      {"CREATE DOMAIN d AS integer DEFAULT 3 CONSTRAINT one CHECK (VALUE > 0) CONSTRAINT two CHECK (VALUE < 9);"
       "COMMENT ON DOMAIN d IS 'x'; COMMENT ON CONSTRAINT one ON DOMAIN d IS 'y';" +
           used,
       "CREATE DOMAIN d AS integer NOT NULL CONSTRAINT one CHECK (VALUE > 1);"
       "ALTER DOMAIN d ADD CONSTRAINT three CHECK (VALUE < 4) NOT VALID; COMMENT ON DOMAIN d IS 'z';"
       "COMMENT ON CONSTRAINT three ON DOMAIN d IS 'w'; CREATE TABLE t (id integer, a d);",
       {},
       "SELECT * FROM t"});
}

TEST_CASE("a domain over another type takes its columns along, with all that stands on them") {
  const auto with = [](const std::string& type, const std::string& check, const std::string& value) {
    return "CREATE DOMAIN d AS " + type + " CHECK (" + check + ");" +
           "CREATE DOMAIN dd AS d CHECK (VALUE IS NOT NULL);"
           "CREATE FUNCTION f(v d) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''f'' ';"
           "CREATE TABLE t (id integer PRIMARY KEY, a d DEFAULT " +
           value +
           ", b d[], c dd UNIQUE,"
           "  CONSTRAINT k CHECK (f(a) = 'f'));"
           "CREATE INDEX i ON t (a); CREATE INDEX fi ON t (f(a)); CREATE VIEW v AS SELECT id, a FROM t;";
  };
  go_both_ways({with("integer", "VALUE > 0", "7") + "INSERT INTO t VALUES (1, 5, '{3,2}', 4);",
                with("bigint", "VALUE > 1", "8"),
                {},
                "SELECT * FROM t"});
  go_both_ways({with("text", "VALUE <> ''", "'7'") + "INSERT INTO t VALUES (1, '5', '{3,2}', '4');",
                with("integer", "VALUE > 0", "8"),
                {},
                "SELECT * FROM t"});
}

TEST_CASE("a function under a domain's check is made anew while columns hold the domain") {
  const auto with = [](const std::string& arguments) {
    return "CREATE FUNCTION ok(" + arguments +
           ") RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';"
           "CREATE DOMAIN d AS integer DEFAULT 3 CONSTRAINT c CHECK (ok(VALUE));"
           "COMMENT ON CONSTRAINT c ON DOMAIN d IS 'kept'; CREATE TABLE t (a d); INSERT INTO t VALUES (DEFAULT);";
  };
  go_both_ways({with("a integer"), with("b integer"), {}, "SELECT * FROM t"});
}

TEST_CASE("composite types change in place, also while columns hold them") {
  const std::string function = "CREATE FUNCTION f(v p) RETURNS text LANGUAGE sql AS 'SELECT ''x'' ';";
  go_both_ways(
      {"CREATE TYPE p AS (a integer, b text, c date); COMMENT ON TYPE p IS 'x'; COMMENT ON COLUMN p.b IS 'y';" +
           function,
       "CREATE SCHEMA app; CREATE TYPE app.e AS ENUM ('x');"
       "CREATE TYPE p AS (a bigint, b text COLLATE \"C\", \"D d\" app.e); COMMENT ON COLUMN p.\"D d\" IS 'z';" +
           function,
       {}});
  go_both_ways(
      {"CREATE TYPE p AS (a integer, b text); CREATE TABLE t (id integer, v p, vs p[]);"
       "INSERT INTO t VALUES (1, '(1,x)', '{\"(2,y)\"}');",
       "CREATE TYPE p AS (a integer, b text, c date); CREATE TABLE t (id integer, v p, vs p[]);",
       {},
       "SELECT id, (v).a, (v).b, (vs[1]).a FROM t"});
}

TEST_CASE("a composite type whose attributes change their types or places takes its columns along") {
  go_both_ways(
      {"CREATE TYPE p AS (a integer, b text); CREATE DOMAIN d AS p;"
       "CREATE TABLE t (id integer, v p, w d, vs p[]); CREATE VIEW s AS SELECT (v).a FROM t;"
       "INSERT INTO t VALUES (1, '(1,2)', '(3,4)', '{\"(5,6)\"}'), (2, NULL, NULL, NULL), (3, '(,)', NULL, '{}');",
       "CREATE TYPE p AS (a bigint, b integer); CREATE DOMAIN d AS p;"
       "CREATE TABLE t (id integer, v p, w d, vs p[]); CREATE VIEW s AS SELECT (v).a FROM t;",
       {},
       "SELECT * FROM t ORDER BY id"});
  go_both_ways({"CREATE TYPE p AS (a integer, \"B b\" text); CREATE TABLE t (v p); INSERT INTO t VALUES ('(1,2)');",
                "CREATE TYPE p AS (\"B b\" text, z text, a integer); CREATE TABLE t (v p);",
                {},
                "SELECT (v).a, (v).\"B b\" FROM t"});
}

TEST_CASE("range types come, go, and are made anew under columns, which keep their values") {
  const auto with = [](const std::string& options) {
    return "CREATE FUNCTION diff(x time, y time) RETURNS double precision LANGUAGE sql IMMUTABLE AS"
           "  'SELECT EXTRACT(epoch FROM x - y)';"
           "CREATE TYPE r AS RANGE (SUBTYPE = time" +
           options +
           "); COMMENT ON TYPE r IS 'x';"
           "CREATE TABLE t (id integer, a r, m rs, UNIQUE (a)); CREATE INDEX g ON t USING gist (a);"
           "CREATE VIEW v AS SELECT lower(a) FROM t; CREATE FUNCTION f(v r) RETURNS integer LANGUAGE sql AS 'SELECT "
           "1';";
  };
  go_both_ways({"", with(", MULTIRANGE_TYPE_NAME = rs, SUBTYPE_DIFF = diff"), {}});
  go_both_ways({with(", MULTIRANGE_TYPE_NAME = rs") + "INSERT INTO t VALUES (1, '[10:00,11:00)', '{[10:00,11:00)}');",
                with(", MULTIRANGE_TYPE_NAME = rs, SUBTYPE_DIFF = diff"),
                {},
                "SELECT * FROM t"});
}

TEST_CASE("an enum loses labels under domains, composite types, functions, aggregates and views") {
  const auto with = [](const std::string& labels) {
    return "CREATE TYPE e AS ENUM (" + labels + ");" +
           "CREATE DOMAIN d AS e DEFAULT 'a' CHECK (VALUE <> 'b'); CREATE TYPE p AS (x e, y integer);"
           "CREATE FUNCTION step(s e, v e) RETURNS e LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
           "CREATE AGGREGATE pick(e) (SFUNC = step, STYPE = e); COMMENT ON AGGREGATE pick(e) IS 'x';"
           "CREATE FUNCTION lists(OUT v e, OUT w e[]) LANGUAGE sql AS 'SELECT NULL::e, NULL::e[]';"
           "CREATE TABLE t (id integer, a e DEFAULT 'a', b e[], c d, v p) ;"
           "CREATE VIEW s AS SELECT pick(a) AS a, array_agg(c) AS c FROM t; CREATE INDEX i ON t (id) WHERE a = 'b';";
  };
  go_both_ways({with("'a', 'b', 'c'") + "INSERT INTO t VALUES (1, 'b', '{a,b}', 'a', '(b,2)');",
                with("'b', 'a'"),
                {},
                "SELECT * FROM t"});
}

TEST_CASE("a column changes its type while another table has a column of its rows") {
  const auto with = [](const std::string& type, const std::string& more) {
    return "CREATE TABLE t (a " + type + more +
           "); CREATE DOMAIN d AS t;"
           "CREATE TABLE o (id integer, r t, rs t[], v d); CREATE INDEX i ON o (r); CREATE VIEW s AS SELECT (r).a FROM "
           "o;";
  };
  go_both_ways({with("integer", "") + "INSERT INTO t VALUES (7); INSERT INTO o VALUES (1, '(5)', '{(6)}', '(8)');",
                with("bigint", ""),
                {},
                "SELECT id, (r).a, (rs[1]).a, (v).a FROM o"});
}

TEST_CASE("what is made of the rows of a table comes when the table has its columns") {
  go_both_ways({"CREATE TABLE r (a integer PRIMARY KEY, b integer); INSERT INTO r VALUES (1, 2);",
                "CREATE TABLE r (a integer PRIMARY KEY, b bigint, z date DEFAULT '2020-01-01');"
                "CREATE DOMAIN d AS r; CREATE TYPE p AS (x r); CREATE TABLE h (x r, xs r[], y d, z p);"
                "CREATE FUNCTION f() RETURNS r LANGUAGE sql STABLE RETURN ROW(1, 2, '2020-01-01')::r;",
                {},
                "SELECT a, b FROM r"});
}

TEST_CASE("a column that is called as its type stays as it is while another column changes") {
  const auto with = [](const std::string& type) {
    return "CREATE TYPE binding AS ENUM ('paper', 'cloth'); CREATE TABLE books (title " + type +
           ", binding binding DEFAULT 'paper');";
  };
  const std::string up = go_both_ways({with("varchar(10)"), with("varchar(20)"), {}});
  CHECK(up.find("DEFAULT") == std::string::npos);
}

TEST_CASE("what makes rows of a table gives way while the columns of the table change") {
  const auto with = [](const std::string& type, const std::string& more) {
    return "CREATE TABLE r (k text, v " + type + more +
           ");"
           "CREATE FUNCTION get(k text, other r DEFAULT NULL) RETURNS r LANGUAGE sql STABLE AS 'SELECT NULL::r';"
           "CREATE FUNCTION key_of(x r) RETURNS text LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT x.k; END;"
           "CREATE DOMAIN d AS r; CREATE FUNCTION fd(d) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
           "ALTER DOMAIN d ADD CONSTRAINT c CHECK (fd(VALUE) > 0);"
           "CREATE TABLE h (id integer DEFAULT length(key_of('(a,)'::r)), cur r DEFAULT get('x'), CHECK (key_of(cur) "
           "<> "
           "''));"
           "CREATE POLICY p ON h USING (key_of(ROW('a', NULL)::r) = 'a'); CREATE VIEW w AS SELECT key_of(ROW('a', "
           "NULL)::r), count(*) FROM r; CREATE VIEW untouched AS SELECT r FROM r;";
  };
  go_both_ways({with("text", "") + "INSERT INTO r VALUES ('a', '1'); INSERT INTO h VALUES (1, '(a,1)');",
                with("jsonb", ""),
                {},
                "SELECT id, (cur).k, (cur).v FROM h"});
}

TEST_CASE("columns of every type change to what nothing casts them to by itself") {
  go_both_ways(
      {"CREATE TYPE e AS ENUM ('a', 'b');"
       "CREATE TABLE t (id integer, \"order\" e, b boolean, c boolean, d date, f text, g bigint);"
       "INSERT INTO t VALUES (1, 'a', true, false, '2024-01-02', 'x', 0), (2, NULL, NULL, NULL, NULL, NULL, 1);",
       "CREATE TYPE e AS ENUM ('a', 'b');"
       "CREATE TABLE t (id integer, \"order\" text, b bigint, c text, d text, f text, g boolean);",
       {},
       "SELECT id, \"order\", d, f FROM t ORDER BY id",
       "SELECT b, g FROM t ORDER BY id",
       "1|f\n|t"});
}

TEST_CASE("types of two kinds exchange their names") {
  go_both_ways(
      {"CREATE TYPE a AS ENUM ('x'); CREATE DOMAIN b AS int; CREATE TABLE t (va a, vb b[]);"
       "INSERT INTO t VALUES ('x', '{1}');",
       "CREATE TYPE b AS ENUM ('x'); CREATE DOMAIN a AS int; CREATE TABLE t (va b, vb a[]);",
       {},
       "SELECT va, vb FROM t"});
}

TEST_CASE("elements of an array go from one domain to another as what they are domains over") {
  go_both_ways({"CREATE DOMAIN d AS numeric(10, 2); CREATE TABLE t (a d[], n d); INSERT INTO t VALUES ('{1,2}', 3);",
                "CREATE DOMAIN d AS bigint CHECK (VALUE > 0); CREATE TABLE t (a d[], n d);",
                {},
                "SELECT a::int[], n::int FROM t"});
}
