// Functions, procedures, window functions and aggregates, with what stands on them and what they stand on.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using Catch::Matchers::Contains;
using schemac::tests::go_both_ways;

TEST_CASE("functions are replaced where PostgreSQL can, and made anew where not, with what calls them") {
  const auto with = [](const std::string& head) {
    return "CREATE FUNCTION f(" + head +
           " IMMUTABLE AS 'SELECT 1'; COMMENT ON FUNCTION f(integer, integer) IS 'x';"
           "CREATE TABLE t (a integer DEFAULT f(1, 2), CHECK (f(a, 2) > 0)); CREATE INDEX i ON t (f(a, 1));"
           "CREATE VIEW v AS SELECT f(a, 3) AS n FROM t; INSERT INTO t VALUES (1);";
  };
  const std::string rest = ") RETURNS integer LANGUAGE sql";
  const std::string in_place = go_both_ways({with("a integer, b integer" + rest),
                                             with("a integer, b integer DEFAULT 2" + rest + " STRICT COST 7"),
                                             {},
                                             "TABLE t"});
  CHECK_THAT(in_place, !Contains("DROP"));
  go_both_ways({with("a integer, b integer" + rest), with("a integer, c integer" + rest), {}, "TABLE t"});
  go_both_ways(
      {with("a integer, b integer" + rest), with("a integer, b integer) RETURNS bigint LANGUAGE sql"), {}, "TABLE t"});
}

TEST_CASE("what is returned changes: tables, OUT parameters, sets") {
  go_both_ways(
      {"CREATE FUNCTION f(a integer, OUT b integer, OUT c text) LANGUAGE sql AS 'SELECT 1, ''x'' ';"
       "CREATE FUNCTION g() RETURNS TABLE (a integer) LANGUAGE sql AS 'SELECT 1';"
       "CREATE PROCEDURE p(a integer) LANGUAGE sql AS 'SELECT 1'; COMMENT ON PROCEDURE p(integer) IS 'x';",
       "CREATE FUNCTION f(a integer, OUT b integer, OUT d text) LANGUAGE sql AS 'SELECT 1, ''x'' ';"
       "CREATE FUNCTION g() RETURNS TABLE (a integer, b text) LANGUAGE sql AS 'SELECT 1, ''x'' ';"
       "CREATE FUNCTION p(a integer) RETURNS SETOF integer LANGUAGE sql ROWS 5 AS 'SELECT 1';",
       {}});
}

TEST_CASE("overloads, variadic and window functions stand beside each other") {
  go_both_ways(
      {"CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
       "CREATE FUNCTION w() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';",
       "CREATE SCHEMA \"A b\";"
       "CREATE FUNCTION f(text) RETURNS integer LANGUAGE sql AS 'SELECT 2';"
       "CREATE FUNCTION f(n integer, VARIADIC m integer[] DEFAULT '{1}') RETURNS integer LANGUAGE sql AS 'SELECT 3';"
       "CREATE FUNCTION \"A b\".\"F(x)\"(\"a b\" integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER"
       "  SET search_path = pg_catalog, public AS 'BEGIN RETURN 1; END';"
       "CREATE FUNCTION w() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';",
       {}});
}

TEST_CASE("functions that call each other, and tables that come with them, need no order") {
  go_both_ways({"",
                "SET check_function_bodies = off;"
                "CREATE FUNCTION a(n integer) RETURNS integer LANGUAGE sql AS 'SELECT b(n) + count(*)::integer FROM t';"
                "CREATE FUNCTION b(n integer) RETURNS integer LANGUAGE sql AS 'SELECT a(n)';"
                "CREATE TABLE t (x integer DEFAULT a(1));"
                "CREATE FUNCTION broken() RETURNS integer LANGUAGE sql AS 'SELECT nothing FROM nowhere';",
                {}});
}

TEST_CASE("bodies in SQL hold on to what they name") {
  const auto with = [](const std::string& type) {
    return "CREATE TABLE t (a " + type +
           ");"
           "CREATE FUNCTION one(n integer) RETURNS bigint BEGIN ATOMIC SELECT a::bigint FROM t WHERE a > n; END;"
           "CREATE FUNCTION two(n integer) RETURNS bigint RETURN one(n) + 1; INSERT INTO t VALUES (5);";
  };
  go_both_ways({with("integer"), with("bigint"), {}, "TABLE t"});
  go_both_ways({"", with("integer"), {}});
}

TEST_CASE("the function of a trigger is replaced while the trigger stands") {
  const auto with = [](const std::string& body) {
    return "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + body +
           " END';"
           "CREATE TABLE t (a integer); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch();";
  };
  CHECK_THAT(go_both_ways({with("RETURN NEW;"), with("NEW.a = 1; RETURN NEW;"), {}}), !Contains("TRIGGER g"));
}

TEST_CASE("a function whose argument's type is made anew comes back with it") {
  const auto with = [](const std::string& type) {
    return "CREATE DOMAIN d AS " + type +
           "; CREATE FUNCTION f(a d, b d[]) RETURNS d LANGUAGE sql AS 'SELECT $1';"
           "COMMENT ON FUNCTION f(d, d[]) IS 'x';";
  };
  go_both_ways({with("integer"), with("text"), {}});
}

TEST_CASE("aggregates of every form come, change and go") {
  const std::string functions =
      "CREATE FUNCTION step(s integer, v integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';"
      "CREATE FUNCTION back(s integer, v integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';"
      "CREATE FUNCTION done(s integer) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''x'' ';"
      "CREATE FUNCTION done(s integer, v integer) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''y'' ';";
  go_both_ways({functions + "CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = integer);",
                functions +
                    "CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = integer, SSPACE = 8, FINALFUNC = done,"
                    "  FINALFUNC_EXTRA, FINALFUNC_MODIFY = SHAREABLE, COMBINEFUNC = step, INITCOND = '0',"
                    "  MSFUNC = step, MINVFUNC = back, MSTYPE = integer, MSSPACE = 9, MFINALFUNC = done,"
                    "  MINITCOND = '1', PARALLEL = SAFE); COMMENT ON AGGREGATE total(integer) IS 'x';"
                    "CREATE AGGREGATE least_of(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <);"
                    "CREATE AGGREGATE \"Every\"(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');"
                    "CREATE AGGREGATE \"p p\"(double precision ORDER BY v anyelement) (SFUNC = ordered_set_transition,"
                    "  STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);"
                    "CREATE AGGREGATE ranks(VARIADIC \"any\" ORDER BY VARIADIC \"any\") (SFUNC ="
                    "  ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA,"
                    "  HYPOTHETICAL);"
                    "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT total(a) FROM t;",
                {}});
}
