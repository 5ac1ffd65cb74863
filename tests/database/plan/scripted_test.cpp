// Kinds that are kept as statements: what is altered in place stays (its subscribers, its indexes), the rest is made
// anew with whoever stands on it.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;
using schemac::tests::Way;

namespace {

/// Both ways from nothing but `ground` to all of `made`, and from there to `changed`.
void come_and_change(const std::string& ground, const std::string& made, const std::string& changed) {
  go_both_ways({ground, ground + made, {}});
  go_both_ways({ground + made, ground + changed, {}});
}

bool says(const std::string& script, const std::string& text) { return script.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("collations come, change and go, and the columns that have them keep their values") {
  come_and_change("CREATE SCHEMA \"Déjà\";",
                  "CREATE COLLATION \"Déjà\".\"My\" (provider = icu, locale = 'de', deterministic = false);"
                  "COMMENT ON COLLATION \"Déjà\".\"My\" IS 'it''s';",
                  "CREATE COLLATION \"Déjà\".\"My\" (lc_collate = 'C', lc_ctype = 'C.UTF-8');"
                  "CREATE COLLATION plain (locale = 'C'); COMMENT ON COLLATION \"Déjà\".\"My\" IS 'else';");
  const std::string table =
      "CREATE DOMAIN word AS text COLLATE \"C\";"
      "CREATE TABLE t (id integer, a text COLLATE c DEFAULT 'x', b varchar(5)[] COLLATE c, d word);"
      "CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT upper(a) AS u FROM t; INSERT INTO t VALUES (1, 'y', '{p,q}');";
  go_both_ways({"CREATE COLLATION c (provider = icu, locale = 'de');" + table,
                "CREATE COLLATION c (provider = icu, locale = 'en');" + table,
                {},
                "SELECT * FROM t"});
  go_both_ways({"CREATE COLLATION c (provider = icu, locale = 'de'); CREATE TABLE t (a text COLLATE c);",
                "CREATE TABLE t (a text);",
                {}});
}

TEST_CASE("event triggers come last and go first, and are switched in place") {
  const std::string refuse =
      "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';";
  const std::string watch =
      "CREATE EVENT TRIGGER \"Watch\" ON ddl_command_start EXECUTE FUNCTION refuse();"
      "COMMENT ON EVENT TRIGGER \"Watch\" IS 'w';";
  go_both_ways(
      {"CREATE TABLE a (x integer);", refuse + "CREATE TABLE b (x integer); COMMENT ON TABLE b IS 'b';" + watch, {}});
  const std::string drops =
      "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
      "CREATE EVENT TRIGGER e ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION f();";
  const std::string script = go_both_ways({drops, drops + "ALTER EVENT TRIGGER e DISABLE;", {}});
  CHECK_FALSE(says(script, "CREATE"));
  go_both_ways({drops + "ALTER EVENT TRIGGER e ENABLE ALWAYS;", drops + "ALTER EVENT TRIGGER e ENABLE REPLICA;", {}});
  go_both_ways({drops,
                "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                "CREATE EVENT TRIGGER e ON sql_drop WHEN TAG IN ('DROP VIEW', 'DROP TABLE') EXECUTE FUNCTION f();"
                "COMMENT ON EVENT TRIGGER e IS 'x';",
                {}});
}

TEST_CASE("a publication names the columns of a table again when they have their types") {
  const auto with = [](const std::string& type) {
    return "CREATE TABLE u (id " + type +
           " PRIMARY KEY, n text); CREATE PUBLICATION p FOR TABLE u (id, n);"
           "CREATE FUNCTION g() RETURNS SETOF u LANGUAGE sql BEGIN ATOMIC SELECT * FROM u; END;";
  };
  go_both_ways({with("integer"), with("bigint"), {}});
}

TEST_CASE("publications are altered in place, so that no subscriber loses them") {
  const std::string ground =
      "CREATE SCHEMA s; CREATE TABLE t (a integer PRIMARY KEY, b text, c integer); CREATE TABLE \"T 2\" (a integer);";
  come_and_change(
      ground,
      "CREATE PUBLICATION p FOR TABLE t (a, b) WHERE (a > 5), \"T 2\" WITH (publish = 'insert');"
      "CREATE PUBLICATION \"All\" FOR ALL TABLES; CREATE PUBLICATION none; COMMENT ON PUBLICATION p IS 'x';",
      "CREATE PUBLICATION p FOR TABLE t WHERE (a > 6), TABLES IN SCHEMA s WITH (publish_via_partition_root);"
      "CREATE PUBLICATION \"All\" FOR ALL TABLES WITH (publish = 'delete'); CREATE PUBLICATION none FOR TABLE t;");
  const auto published = [](const std::string& columns, const std::string& publication) {
    return "CREATE TABLE t (" + columns + "); " + publication;
  };
  const auto kept = [&](const std::string& before, const std::string& after) {
    const std::string script = go_both_ways({before, after, {}});
    CHECK_FALSE(says(script, "DROP PUBLICATION"));
  };
  kept(published("a integer, b integer", "CREATE PUBLICATION p FOR TABLE t (a, b) WHERE (b > 1);"),
       published("a integer, b bigint", "CREATE PUBLICATION p FOR TABLE t (a, b) WHERE (b > 1);"));
  kept(published("a integer, b integer", "CREATE PUBLICATION p FOR TABLE t (a, b);"),
       published("a integer, c integer", "CREATE PUBLICATION p FOR TABLE t (a, c);"));
  kept(published("a integer", "CREATE TABLE u (); CREATE PUBLICATION p FOR TABLE t, u;"),
       published("a integer", "CREATE PUBLICATION p FOR TABLE t;"));
  kept("CREATE TABLE u (); CREATE SCHEMA s; CREATE PUBLICATION p FOR TABLE u, TABLES IN SCHEMA s;",
       "CREATE PUBLICATION p;");
  kept("CREATE TABLE t (a integer); CREATE TABLE c () INHERITS (t); CREATE PUBLICATION p FOR TABLE ONLY t;",
       "CREATE TABLE t (a integer); CREATE TABLE c () INHERITS (t); CREATE PUBLICATION p FOR TABLE t;");
}

TEST_CASE("operators know their commutators and negators, whichever comes first") {
  const std::string links =
      "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = ===, NEGATOR = !==,"
      "  RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);"
      "CREATE OPERATOR !== (FUNCTION = int4ne, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = !==, NEGATOR = ===);"
      "CREATE OPERATOR ~~~ (FUNCTION = int4um, RIGHTARG = integer); COMMENT ON OPERATOR ~~~ (NONE, integer) IS 'x';";
  come_and_change("", links,
                  "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, RESTRICT = neqsel);");
  const std::string script =
      go_both_ways({"CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, RESTRICT = eqsel);",
                    "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, JOIN = eqjoinsel);",
                    {}});
  CHECK_FALSE(says(script, "CREATE"));
  const std::string two =
      "CREATE OPERATOR <<< (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = >>>);"
      "CREATE OPERATOR >>> (FUNCTION = int4gt, LEFTARG = integer, RIGHTARG = integer);";
  go_both_ways({two, "CREATE OPERATOR <<< (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer);", {}});
}

TEST_CASE("operator classes and families come with all their members, and indexes over them are put back") {
  const auto cls = [](const std::string& function, const std::string& more) {
    return "CREATE SCHEMA \"Ops\"; CREATE FUNCTION \"Ops\".cmp(integer, integer) RETURNS integer LANGUAGE " + function +
           " CREATE OPERATOR \"Ops\".<% (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer);"
           "CREATE OPERATOR FAMILY \"Ops\".\"Fam\" USING btree; COMMENT ON OPERATOR FAMILY \"Ops\".\"Fam\" USING btree "
           "IS 'f';"
           "CREATE OPERATOR CLASS \"Ops\".\"Cls\" FOR TYPE integer USING btree FAMILY \"Ops\".\"Fam\" AS OPERATOR 1 "
           "\"Ops\".<%,"
           "  OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 \"Ops\".cmp(integer, integer);"
           "COMMENT ON OPERATOR CLASS \"Ops\".\"Cls\" USING btree IS 'c';"
           "CREATE TABLE t (a integer); CREATE INDEX i ON t (a \"Ops\".\"Cls\");" +
           more;
  };
  const std::string sql = "sql IMMUTABLE AS 'SELECT $1 - $2';";
  const std::string other = "sql IMMUTABLE AS 'SELECT btint4cmp($1, $2)';";
  go_both_ways({"", cls(sql, ""), {}});
  go_both_ways({cls(sql, ""), cls(other, ""), {}});
  const std::string script =
      go_both_ways({cls(sql, ""),
                    cls(sql,
                        "ALTER OPERATOR FAMILY \"Ops\".\"Fam\" USING btree ADD OPERATOR 1 < (integer, bigint),"
                        "  OPERATOR 3 = (integer, bigint), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);"),
                    {}});
  CHECK_FALSE(says(script, "CREATE OPERATOR FAMILY"));
  go_both_ways({cls(sql, ""),
                "CREATE SCHEMA \"Ops\"; CREATE OPERATOR FAMILY \"Ops\".\"Fam\" USING btree;"
                "CREATE TABLE t (a integer); CREATE INDEX i ON t (a);",
                {}});
  go_both_ways(
      {"",
       "CREATE OPERATOR CLASS gs FOR TYPE integer USING gist AS STORAGE bigint;"
       "CREATE OPERATOR CLASS gp FOR TYPE point USING gist AS OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops;",
       {}});
}

TEST_CASE("casts of every method and context") {
  const std::string ground =
      "CREATE SCHEMA s; CREATE TYPE s.\"Mood\" AS ENUM ('a'); CREATE TYPE pair AS (a integer);"
      "CREATE FUNCTION s.f(s.\"Mood\") RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
      "CREATE FUNCTION s.g(s.\"Mood\", integer, boolean) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';";
  come_and_change(
      ground,
      "CREATE CAST (s.\"Mood\" AS integer) WITH FUNCTION s.f(s.\"Mood\") AS IMPLICIT;"
      "CREATE CAST (pair AS text) WITH INOUT AS ASSIGNMENT; CREATE CAST (integer AS date) WITHOUT FUNCTION;"
      "COMMENT ON CAST (s.\"Mood\" AS integer) IS 'x'; CREATE VIEW v AS SELECT 'a'::s.\"Mood\"::integer AS n;",
      "CREATE CAST (s.\"Mood\" AS integer) WITH FUNCTION s.g(s.\"Mood\", integer, boolean);"
      "CREATE CAST (pair AS text) WITH INOUT; CREATE VIEW v AS SELECT 'a'::s.\"Mood\"::integer AS n;");
}

TEST_CASE("languages, transforms, access methods and conversions") {
  const std::string ground =
      "CREATE FUNCTION from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_start';"
      "CREATE FUNCTION to_sql(internal) RETURNS integer LANGUAGE internal IMMUTABLE AS 'int4recv';";
  come_and_change(ground,
                  "CREATE LANGUAGE \"Lang\" HANDLER plpgsql_call_handler; COMMENT ON LANGUAGE \"Lang\" IS 'l';"
                  "CREATE TRANSFORM FOR integer LANGUAGE \"Lang\" (FROM SQL WITH FUNCTION from_sql(internal));"
                  "CREATE ACCESS METHOD \"Heap\" TYPE TABLE HANDLER heap_tableam_handler;"
                  "CREATE CONVERSION \"Conv\" FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;"
                  "COMMENT ON CONVERSION \"Conv\" IS 'c'; COMMENT ON ACCESS METHOD \"Heap\" IS 'a';"
                  "COMMENT ON TRANSFORM FOR integer LANGUAGE \"Lang\" IS 't';",
                  "CREATE TRUSTED LANGUAGE \"Lang\" HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler"
                  "  VALIDATOR plpgsql_validator;"
                  "CREATE TRANSFORM FOR integer LANGUAGE \"Lang\" (FROM SQL WITH FUNCTION from_sql(internal),"
                  "  TO SQL WITH FUNCTION to_sql(internal));"
                  "CREATE ACCESS METHOD \"Heap\" TYPE INDEX HANDLER bthandler;"
                  "CREATE DEFAULT CONVERSION \"Conv\" FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;");
}

TEST_CASE("text search: parsers, templates, dictionaries, and configurations whose mappings are altered in place") {
  const auto search = [](const std::string& simple, const std::string& options, const std::string& mappings) {
    return "CREATE SCHEMA ts; CREATE TEXT SEARCH PARSER ts.\"Prs\" (START = prsd_start, GETTOKEN = prsd_nexttoken,"
           "  END = prsd_end, LEXTYPES = prsd_lextype" +
           simple +
           ");"
           "CREATE TEXT SEARCH TEMPLATE ts.tmpl (INIT = dsimple_init, LEXIZE = dsimple_lexize);"
           "CREATE TEXT SEARCH DICTIONARY ts.\"Dict\" (TEMPLATE = " +
           options +
           ");"
           "CREATE TEXT SEARCH CONFIGURATION ts.cfg (PARSER = ts.\"Prs\");" +
           mappings +
           "CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (to_tsvector('ts.cfg'::regconfig, a));"
           "COMMENT ON TEXT SEARCH PARSER ts.\"Prs\" IS 'p'; COMMENT ON TEXT SEARCH TEMPLATE ts.tmpl IS 't';"
           "COMMENT ON TEXT SEARCH DICTIONARY ts.\"Dict\" IS 'd'; COMMENT ON TEXT SEARCH CONFIGURATION ts.cfg IS 'c';";
  };
  const std::string map = "ALTER TEXT SEARCH CONFIGURATION ts.cfg ADD MAPPING FOR ";
  const std::string plain = search("", "snowball, language = 'english'", map + "asciiword, \"int\" WITH ts.\"Dict\";");
  go_both_ways({"", plain, {}});
  const std::string in_place =
      go_both_ways({plain,
                    search("", "snowball, language = 'german', stopwords = 'german'",
                           map + "asciiword WITH simple, ts.\"Dict\";" + map + "email WITH simple;"),
                    {}});
  CHECK_FALSE(says(in_place, "CREATE"));
  const std::string kept =
      go_both_ways({plain, search("", "ts.tmpl, accept = false", map + "asciiword WITH ts.\"Dict\";"), {}});
  CHECK_FALSE(says(kept, "INDEX"));
  go_both_ways({plain, search(", HEADLINE = prsd_headline", "snowball, language = 'english'", ""), {}});
}

TEST_CASE("foreign data: wrappers, servers and user mappings are altered in place") {
  const auto data = [](const std::string& wrapper, const std::string& server, const std::string& mapping) {
    return "CREATE FOREIGN DATA WRAPPER \"W\"" + wrapper + "; CREATE SERVER \"S x\" " + server +
           ";"
           "CREATE USER MAPPING FOR PUBLIC SERVER \"S x\"" +
           mapping +
           ";"
           "COMMENT ON FOREIGN DATA WRAPPER \"W\" IS 'w'; COMMENT ON SERVER \"S x\" IS 's';";
  };
  const std::string plain = data("", "FOREIGN DATA WRAPPER \"W\"", "");
  go_both_ways({"", plain, {}});
  const std::string script = go_both_ways(
      {data(" VALIDATOR postgresql_fdw_validator",
            "VERSION '1' FOREIGN DATA WRAPPER \"W\" OPTIONS (host 'a', port '1')",
            " OPTIONS (user 'u', password 'it''s')"),
       data(" OPTIONS (\"Debug\" 'on')", "VERSION '2' FOREIGN DATA WRAPPER \"W\" OPTIONS (host 'b', dbname 'c\\d')",
            " OPTIONS (user 'v')"),
       {}});
  CHECK_FALSE(says(script, "CREATE"));
  go_both_ways({plain, data("", "TYPE 'x' FOREIGN DATA WRAPPER \"W\"", " OPTIONS (user 'u')"), {}});
}

TEST_CASE("foreign tables are altered in place, and views over them are put back") {
  const std::string ground =
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE SCHEMA \"F\";"
      "CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION ok(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT "
      "true';"
      "CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
  const std::string plain =
      "CREATE FOREIGN TABLE \"F\".\"T\" (a integer OPTIONS (x 'y') NOT NULL DEFAULT 4, \"B b\" text COLLATE \"C\", m "
      "mood,"
      "  g integer GENERATED ALWAYS AS (a + 1) STORED, CONSTRAINT ck CHECK (ok(a))) SERVER s OPTIONS (t 'x');"
      "COMMENT ON FOREIGN TABLE \"F\".\"T\" IS 't'; COMMENT ON COLUMN \"F\".\"T\".a IS 'a';"
      "COMMENT ON CONSTRAINT ck ON \"F\".\"T\" IS 'ck';"
      "CREATE TRIGGER tr BEFORE INSERT ON \"F\".\"T\" FOR EACH ROW EXECUTE FUNCTION tr();";
  const std::string changed =
      "CREATE FOREIGN TABLE \"F\".\"T\" (a text OPTIONS (x 'z', w 'v') DEFAULT 'd', c integer NOT NULL, m mood,"
      "  CONSTRAINT ck CHECK (c > 0), CONSTRAINT more CHECK (a <> '')) SERVER s OPTIONS (u 'x');"
      "ALTER FOREIGN TABLE \"F\".\"T\" ALTER a SET STATISTICS 40, ALTER a SET (n_distinct = 4);"
      "CREATE TRIGGER tr AFTER INSERT ON \"F\".\"T\" FOR EACH ROW EXECUTE FUNCTION tr();";
  go_both_ways({ground, ground + plain, {}});
  const std::string script = go_both_ways({ground + plain, ground + changed, {}});
  CHECK_FALSE(says(script, "CREATE FOREIGN TABLE"));
  const std::string view = "CREATE VIEW v AS SELECT a, m FROM \"F\".\"T\"; COMMENT ON VIEW v IS 'v';";
  go_both_ways({ground + plain + view, ground + changed + view, {}});
  go_both_ways({ground + plain + view,
                ground +
                    "CREATE SERVER other FOREIGN DATA WRAPPER w;"
                    "CREATE FOREIGN TABLE \"F\".\"T\" (a integer, m mood) SERVER other;" +
                    view,
                {}});
}

TEST_CASE("foreign tables inherit and are partitions") {
  const std::string ground =
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE TABLE t (a integer, b text);";
  go_both_ways({ground,
                ground + "CREATE FOREIGN TABLE c (z integer) INHERITS (t) SERVER s; CREATE FOREIGN TABLE e () SERVER s;"
                         "ALTER FOREIGN TABLE c ALTER a OPTIONS (ADD k 'v'), ALTER b SET DEFAULT 'x';",
                {}});
  const std::string parted = ground + "CREATE TABLE p (a integer) PARTITION BY LIST (a);";
  go_both_ways({parted, parted + "CREATE FOREIGN TABLE p1 PARTITION OF p FOR VALUES IN (1) SERVER s;", {}});
}

TEST_CASE("extensions come before what uses them and go after it, with those that they need") {
  go_both_ways(
      {"CREATE TABLE t (id integer);",
       "CREATE SCHEMA x; CREATE EXTENSION cube SCHEMA x; CREATE EXTENSION earthdistance SCHEMA x;"
       "CREATE EXTENSION btree_gist; CREATE EXTENSION citext SCHEMA x;"
       "CREATE TABLE t (id integer, at x.earth, name x.citext, r int4range, EXCLUDE USING gist (id WITH =, r WITH &&));"
       "CREATE INDEX i ON t (name x.citext_pattern_ops);",
       {}});
  go_both_ways(
      {"CREATE SCHEMA a; CREATE SCHEMA b; CREATE EXTENSION citext SCHEMA a VERSION '1.5'; CREATE TABLE t (c a.citext);",
       "CREATE SCHEMA a; CREATE SCHEMA b; CREATE EXTENSION citext SCHEMA b VERSION '1.6'; CREATE TABLE t (c b.citext);",
       {}});
}
