#include <catch2/catch.hpp>

#include "database/catalog/reading.hpp"

using namespace schemac;
using model::Kind;
using model::ObjectId;
using tests::reading_of;

namespace {

const ObjectId kPublic{Kind::namespace_, "", "", "public"};

ObjectId column(const std::string& table, const std::string& name) { return {Kind::column, "public", table, name}; }

// What an object needs, one `describe` a line: what a failing test prints is then readable.
std::vector<std::string> needs(const catalog::Reading& reading, const ObjectId& id) {
  std::vector<std::string> result;
  const auto found = reading.schema.dependencies.find(id);
  if (found == reading.schema.dependencies.end()) return result;
  for (const auto& needed : found->second) result.push_back(describe(needed));
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("tables, types, functions and sequences need their namespace", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE t (a int); CREATE TYPE e AS ENUM (); CREATE SEQUENCE s;
    CREATE FUNCTION f(e) RETURNS t LANGUAGE sql AS 'SELECT NULL::t';)");
  CHECK(needs(reading, {Kind::table, "public", "", "t"}) == Names{"schema public"});
  CHECK(needs(reading, {Kind::enum_type, "public", "", "e"}) == Names{"schema public"});
  CHECK(needs(reading, {Kind::sequence, "public", "", "s"}) == Names{"schema public"});
  CHECK(needs(reading, {Kind::function, "public", "", "f(public.e)"}) ==
        Names{"schema public", "enum public.e", "table public.t"});
}

TEST_CASE("a column needs its type, and what its default names", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE EXTENSION citext;
    CREATE TYPE e AS ENUM ('a'); CREATE TYPE other AS ENUM ('b');
    CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;
    CREATE FUNCTION g(int) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
    CREATE DOMAIN d AS e CHECK (VALUE <> 'a');
    CREATE TABLE t (a e, b e[], c text DEFAULT 'b'::other::text, x int DEFAULT f(), s serial, i int GENERATED ALWAYS AS IDENTITY,
                    z int GENERATED ALWAYS AS (g(x)) STORED, m citext, ms citext[], v d, r text COLLATE "C");)");
  CHECK(needs(reading, column("t", "a")) == Names{"enum public.e"});
  CHECK(needs(reading, column("t", "b")) == Names{"enum public.e"});
  CHECK(needs(reading, column("t", "c")) == Names{"enum public.other"});
  CHECK(needs(reading, column("t", "x")) == Names{"function public.f()"});
  CHECK(needs(reading, column("t", "s")) == Names{"sequence public.t_s_seq"});
  CHECK(needs(reading, column("t", "i")).empty());
  CHECK(needs(reading, column("t", "z")) == Names{"function public.g(integer)", "column public.t.x"});
  CHECK(needs(reading, column("t", "m")) == Names{"extension citext"});
  CHECK(needs(reading, column("t", "ms")) == Names{"extension citext"});
  CHECK(needs(reading, column("t", "v")) == Names{"domain public.d"});
  CHECK(needs(reading, {Kind::domain, "public", "", "d"}) == Names{"schema public", "enum public.e"});
  CHECK(needs(reading, column("t", "r")).empty());
  // That it goes with its column is said by the sequence itself; an edge would close a circle.
  CHECK(needs(reading, {Kind::sequence, "public", "", "t_s_seq"}) == Names{"schema public"});
}

TEST_CASE("indexes and constraints need columns, functions, and extensions for their operator classes", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist;
    CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
    CREATE TABLE t (a int PRIMARY KEY, b text, c int, CONSTRAINT u UNIQUE (c), CONSTRAINT k CHECK (f(c) > 0),
                    CONSTRAINT x EXCLUDE USING gist (c WITH =));
    CREATE INDEX i ON t (f(a)) INCLUDE (c) WHERE b <> '';
    CREATE INDEX trgm ON t USING gin (b gin_trgm_ops);
    CREATE INDEX whole ON t ((t IS NULL));)");
  CHECK(needs(reading, {Kind::primary_key, "public", "t", "t_pkey"}) == Names{"column public.t.a"});
  CHECK(needs(reading, {Kind::unique, "public", "t", "u"}) == Names{"column public.t.c"});
  CHECK(needs(reading, {Kind::check, "public", "t", "k"}) == Names{"function public.f(integer)", "column public.t.c"});
  CHECK(needs(reading, {Kind::exclusion, "public", "t", "x"}) == Names{"extension btree_gist", "column public.t.c"});
  CHECK(needs(reading, {Kind::index, "public", "t", "i"}) ==
        Names{"function public.f(integer)", "column public.t.a", "column public.t.b", "column public.t.c"});
  CHECK(needs(reading, {Kind::index, "public", "t", "trgm"}) == Names{"extension pg_trgm", "column public.t.b"});
  CHECK(needs(reading, {Kind::index, "public", "t", "whole"}) == Names{"table public.t"});
}

TEST_CASE("a foreign key needs its columns, the columns it references, and the key or index they are", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE r (a int PRIMARY KEY, b int CONSTRAINT u UNIQUE, c int); CREATE UNIQUE INDEX i ON r (c);
    CREATE TABLE t (a int CONSTRAINT fa REFERENCES r, b int CONSTRAINT fb REFERENCES r (b), c int CONSTRAINT fc REFERENCES r (c));)");
  CHECK(needs(reading, {Kind::foreign_key, "public", "t", "fa"}) ==
        Names{"column public.r.a", "column public.t.a", "primary key public.r.r_pkey"});
  CHECK(needs(reading, {Kind::foreign_key, "public", "t", "fb"}) ==
        Names{"column public.r.b", "column public.t.b", "unique constraint public.r.u"});
  CHECK(needs(reading, {Kind::foreign_key, "public", "t", "fc"}) ==
        Names{"column public.r.c", "column public.t.c", "index public.r.i"});
}

TEST_CASE("triggers need their function, table and columns; policies what their expressions name", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE FUNCTION g(int) RETURNS bool LANGUAGE sql RETURN true;
    CREATE TABLE other (x int);
    CREATE TABLE t (a int, b int, c int);
    CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (OLD.b > 0) EXECUTE FUNCTION f();
    CREATE POLICY p ON t USING (g(c)) WITH CHECK (EXISTS (SELECT FROM other WHERE x = a));
    CREATE POLICY q ON t USING (true);)");
  CHECK(needs(reading, {Kind::trigger, "public", "t", "tr"}) ==
        Names{"function public.f()", "table public.t", "column public.t.a", "column public.t.b"});
  CHECK(needs(reading, {Kind::policy, "public", "t", "p"}) == Names{"function public.g(integer)", "table public.t",
                                                                    "column public.other.x", "column public.t.a",
                                                                    "column public.t.c"});
  CHECK(needs(reading, {Kind::policy, "public", "t", "q"}) == Names{"table public.t"});
}

TEST_CASE("the body of an SQL-standard function is known, a quoted one is not", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE t (a int, b int);
    CREATE VIEW v AS SELECT b FROM t;
    CREATE FUNCTION known() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END;
    CREATE FUNCTION through_view() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(b) FROM v; END;
    CREATE FUNCTION quoted() RETURNS bigint LANGUAGE sql AS 'SELECT sum(a) FROM t';)");
  CHECK(needs(reading, {Kind::function, "public", "", "known()"}) == Names{"schema public", "column public.t.a"});
  CHECK(needs(reading, {Kind::function, "public", "", "through_view()"}) ==
        Names{"schema public", "column public.v.b"});
  CHECK(needs(reading, {Kind::function, "public", "", "quoted()"}) == Names{"schema public"});
}

TEST_CASE("a rule on a table is not the table's need, so that two tables may have rules for each other", "[catalog]") {
  const auto reading = reading_of(R"(
    CREATE TABLE a (x int); CREATE TABLE b (x int);
    CREATE RULE r AS ON INSERT TO a DO ALSO INSERT INTO b VALUES (1);
    CREATE RULE r AS ON DELETE TO b DO ALSO DELETE FROM a;)");
  CHECK(needs(reading, {Kind::table, "public", "", "a"}) == Names{"schema public"});
  CHECK(needs(reading, {Kind::table, "public", "", "b"}) == Names{"schema public"});
}
