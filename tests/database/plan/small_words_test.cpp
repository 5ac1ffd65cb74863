// Words of statements that are seldom said, each put on and taken away.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

TEST_CASE("the comment of an extension comes in place of its own, and its own comes back") {
  const std::string own = "CREATE EXTENSION citext;";
  const std::string other = own + "COMMENT ON EXTENSION citext IS 'it''s one';";
  const std::string none = own + "COMMENT ON EXTENSION citext IS NULL;";
  CHECK(go_both_ways({own, other, {}}).find("IS 'it''s one'") != std::string::npos);
  go_both_ways({other, none, {}});
  go_both_ways({none, own, {}});
  go_both_ways({"", other, {}});
  CHECK(go_both_ways({own,
                      "CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS 'data type for "
                      "case-insensitive character strings'",
                      {}})
            .empty());
}

TEST_CASE("a sequence forgets in a crash or not, and keeps its value when that changes") {
  const std::string rows = "SELECT nextval('s'); SELECT nextval('s');";
  go_both_ways({"CREATE SEQUENCE s;" + rows,
                "CREATE UNLOGGED SEQUENCE s INCREMENT 7 CACHE 3; CREATE UNLOGGED SEQUENCE n;",
                {},
                "SELECT last_value FROM s"});
  go_both_ways({"CREATE TABLE t (a serial, b int); CREATE UNLOGGED SEQUENCE n;",
                "CREATE UNLOGGED TABLE t (a serial, b serial); CREATE SEQUENCE n;",
                {}});
}

TEST_CASE("a constraint trigger names a second table, also under its new name") {
  const std::string before =
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE TABLE a (x int); ";
  const std::string trigger = "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a ";
  const std::string each = " DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();";
  go_both_ways({before + "CREATE TABLE b (x int);" + trigger + each,
                before + "CREATE TABLE b (x int);" + trigger + "FROM b" + each,
                {}});
  go_both_ways(
      {before + "CREATE TABLE b (x int);" + trigger + "FROM b" + each,
       before + "CREATE SCHEMA s; CREATE TABLE s.c (x int);" + trigger + "FROM s.c" + each,
       {{{schemac::model::Kind::table, "public", "", "b"}, {schemac::model::Kind::table, "s", "", "c"}, {}, {}}}});
  go_both_ways({before + "CREATE TABLE b (x int);" + trigger + "FROM b" + each, before, {}});
}

TEST_CASE("what stands on an extension goes with it to another schema") {
  const std::string objects = R"(
    CREATE TABLE t (id int, n text, e citext DEFAULT 'x'::citext, CHECK (e <> 'y'));
    CREATE INDEX ti ON t USING gin (n gin_trgm_ops); CREATE INDEX tl ON t (e) WHERE similarity(n, 'a') > 0;
    CREATE VIEW v AS SELECT id FROM t WHERE n % 'a' AND e = 'x'; CREATE MATERIALIZED VIEW m AS SELECT e FROM t;
    CREATE FUNCTION f(x text) RETURNS real LANGUAGE sql IMMUTABLE RETURN similarity(x, 'a');
    CREATE DOMAIN d AS citext CHECK (VALUE <> 'z'); CREATE TYPE c AS (e citext[]);
    ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (n % 'b');
)";
  const std::string way = go_both_ways(
      {"CREATE SCHEMA ext; CREATE EXTENSION pg_trgm; CREATE EXTENSION citext;" + objects,
       "CREATE SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; SET search_path = "
       "public, ext;" +
           objects,
       {}});
  CHECK(way.find("ALTER EXTENSION pg_trgm SET SCHEMA ext") != std::string::npos);
  for (const char* const word : {"DROP", "CREATE", "ALTER TABLE"}) CHECK(way.find(word) == std::string::npos);
}

TEST_CASE("what the schema has itself under the name of an extension's object stays where it is") {
  go_both_ways({R"(
    CREATE SCHEMA ext; CREATE EXTENSION pg_trgm; CREATE FUNCTION similarity(x int, y int) RETURNS real LANGUAGE sql IMMUTABLE RETURN 1;
    CREATE FUNCTION f(x text) RETURNS real LANGUAGE sql IMMUTABLE RETURN similarity(1, 2);
)",
                R"(
    CREATE SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext;
    CREATE FUNCTION ext.similarity(x int, y int) RETURNS real LANGUAGE sql IMMUTABLE RETURN 1;
    CREATE FUNCTION f(x text) RETURNS real LANGUAGE sql IMMUTABLE RETURN ext.similarity(1, 2);
)",
                {}});
}
