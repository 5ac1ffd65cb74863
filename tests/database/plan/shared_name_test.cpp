// Renames onto names that something else has until then: objects of several kinds share one space of names.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"
#include "support/schema_words.hpp"

using schemac::model::Kind;
using schemac::model::ObjectId;
using schemac::test::table_id;
using schemac::tests::go_both_ways;

TEST_CASE("a table takes the name of a view that goes, and a sequence's name goes to an index") {
  go_both_ways({"CREATE TABLE a (i integer); INSERT INTO a VALUES (1); CREATE VIEW b AS SELECT 1 AS x;",
                "CREATE TABLE b (i integer);",
                {{table_id("a"), table_id("b"), {}, {}}},
                "",
                "SELECT i FROM b",
                "1"});
  const ObjectId before{Kind::index, "public", "a", "x"};
  const ObjectId after{Kind::index, "public", "a", "y"};
  go_both_ways({"CREATE TABLE a (i integer); CREATE INDEX x ON a (i); CREATE SEQUENCE y;",
                "CREATE TABLE a (i integer); CREATE INDEX y ON a (i);",
                {{before, after, {}, {}}}});
}

TEST_CASE("a type and a table that is called like it are renamed one after the other") {
  go_both_ways({"CREATE TYPE m AS ENUM ('a'); CREATE TABLE n (x m); INSERT INTO n VALUES ('a');",
                "CREATE TYPE n AS ENUM ('a'); CREATE TABLE k (x n);",
                {{{Kind::enum_type, "public", {}, "m"}, {Kind::enum_type, "public", {}, "n"}, {}, {}},
                 {table_id("n"), table_id("k"), {}, {}}},
                "",
                "SELECT x FROM k",
                "a"});
}

TEST_CASE("a table that moves and gets another name passes by what has its former name there") {
  const std::string others = "CREATE SCHEMA t; CREATE TABLE t.a (j integer);";
  go_both_ways({others + "CREATE TABLE a (i integer); INSERT INTO a VALUES (1);",
                others + "CREATE TABLE t.b (i integer);",
                {{table_id("a"), {Kind::table, "t", {}, "b"}, {}, {}}},
                "",
                "SELECT i FROM t.b",
                "1"});
  go_both_ways({others + "CREATE TABLE a (i integer); INSERT INTO a VALUES (1); CREATE VIEW b AS SELECT 1 AS x;",
                others + "CREATE VIEW b AS SELECT 1 AS x; CREATE TABLE t.b (i integer);",
                {{table_id("a"), {Kind::table, "t", {}, "b"}, {}, {}}},
                "",
                "SELECT i FROM t.b",
                "1"});
}

TEST_CASE("a transform goes before functions come that would depend on it") {
  go_both_ways({"CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));",
                "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';",
                {}});
}
