#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"
#include "support/schema_words.hpp"

using schemac::model::Kind;
using schemac::model::ObjectId;
using schemac::model::Renames;
using schemac::test::column_id;
using schemac::test::table_id;
using schemac::tests::go_both_ways;

namespace {

ObjectId view_id(const std::string& name) { return {Kind::view, "public", {}, name}; }

bool says(const std::string& script, const std::string& words) { return script.find(words) != std::string::npos; }

const std::string kTable =
    "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text); INSERT INTO t VALUES (1, 2, 'x');";

std::string with(const std::string& sql) { return kTable + sql; }

}  // namespace

TEST_CASE("views come and go, those over others after and before them") {
  go_both_ways({kTable,
                with("CREATE VIEW b AS SELECT id, a FROM t; CREATE VIEW a AS SELECT id FROM b;"
                     "CREATE MATERIALIZED VIEW \"M's\" AS SELECT id FROM a WITH NO DATA;"
                     "CREATE SCHEMA \"Größe\"; CREATE VIEW \"Größe\".\"select\" AS SELECT b AS \"Über b\" FROM t;"
                     "COMMENT ON VIEW \"Größe\".\"select\" IS 'it''s';"
                     "COMMENT ON COLUMN \"Größe\".\"select\".\"Über b\" IS 'umlaut';"
                     "CREATE RECURSIVE VIEW n (x) AS VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 5;"),
                {},
                "SELECT * FROM t"});
}

TEST_CASE("a view whose columns stay is replaced in place, and who stands on it stays") {
  const std::string rest = "CREATE VIEW w AS SELECT id FROM v; CREATE RULE r AS ON INSERT TO v DO INSTEAD NOTHING;";
  const std::string script = go_both_ways({with("CREATE VIEW v AS SELECT id, a FROM t WHERE a > 1;") + rest,
                                           with("CREATE VIEW v AS SELECT id, a FROM t WHERE b <> '';") + rest,
                                           {},
                                           "SELECT * FROM w"});
  CHECK(says(script, "CREATE OR REPLACE VIEW"));
  CHECK_FALSE(says(script, "DROP"));
}

TEST_CASE("columns are added at the end in place, and elsewhere with all that stands on the view") {
  const auto over = [](const std::string& columns) {
    return with(
        "CREATE VIEW v AS SELECT " + columns +
        " FROM t; CREATE VIEW w AS SELECT id FROM v; COMMENT ON VIEW w IS 'kept';"
        "COMMENT ON COLUMN w.id IS 'too'; CREATE MATERIALIZED VIEW m AS SELECT id FROM w;"
        "CREATE UNIQUE INDEX mi ON m (id); COMMENT ON INDEX mi IS 'also'; COMMENT ON MATERIALIZED VIEW m IS 'm';"
        "CREATE FUNCTION f() RETURNS SETOF w LANGUAGE sql AS 'SELECT * FROM w';"
        "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION g();"
        "COMMENT ON TRIGGER tr ON v IS 'trigger'; CREATE RULE r AS ON UPDATE TO v DO INSTEAD NOTHING;"
        "COMMENT ON RULE r ON v IS 'rule'; ALTER VIEW v ALTER id SET DEFAULT 7;");
  };
  go_both_ways({over("id, a"), over("id, a, b"), {}, "SELECT * FROM m"});
  go_both_ways({over("id, a"), over("b, id, a"), {}, "SELECT * FROM m"});
  go_both_ways({over("id, a"), over("id, a::bigint"), {}, "SELECT * FROM m"});
  go_both_ways({over("id, b"), over("id, b COLLATE \"C\" AS b"), {}, "SELECT * FROM m"});
}

TEST_CASE("options and defaults of a view are set in place") {
  const auto view = [](const std::string& options, const std::string& rest) {
    return with("CREATE VIEW v " + options + " AS SELECT id, a FROM t;" + rest);
  };
  const std::string barrier = "WITH (security_barrier, security_invoker)";
  const std::string local = "WITH (check_option = local)";
  const std::string script = go_both_ways({view("", ""), view(barrier, "ALTER VIEW v ALTER a SET DEFAULT 1 + 1;"), {}});
  CHECK_FALSE(says(script, "CREATE"));
  go_both_ways(
      {view(barrier, "ALTER VIEW v ALTER a SET DEFAULT 1;"), view(local, "ALTER VIEW v ALTER a SET DEFAULT 2;"), {}});
  go_both_ways({view(local, ""), view("WITH (check_option = cascaded)", ""), {}});
  go_both_ways({view(local, ""), with("CREATE VIEW v AS SELECT id, a, b FROM t WHERE a > 0"), {}});
  go_both_ways(
      {with("CREATE VIEW v AS SELECT id, a FROM t; CREATE SEQUENCE s; ALTER VIEW v ALTER id SET DEFAULT nextval('s')"),
       with("CREATE VIEW v AS SELECT id, a FROM t;"),
       {}});
}

TEST_CASE("columns that a view reads change their type, go and come, and rows stay") {
  const auto v = [](const std::string& column, const std::string& query) {
    return "CREATE TABLE t (id integer PRIMARY KEY, " + column +
           "); INSERT INTO t (id) VALUES (1);"
           "CREATE VIEW v AS " +
           query +
           "; CREATE VIEW w AS SELECT * FROM v; CREATE MATERIALIZED VIEW m AS SELECT * FROM w;"
           "CREATE INDEX mi ON m (id);";
  };
  const std::string all = "SELECT * FROM t";
  go_both_ways({v("a integer", all), v("a bigint", all), {}, "SELECT * FROM m"});
  go_both_ways({v("a integer", all), v("a integer, b text", all), {}, "SELECT id FROM m"});
  go_both_ways({v("a integer, b text", all), v("b text, a integer", all), {}, "SELECT id, a, b FROM m"});
  go_both_ways({v("a integer, b text", "SELECT id FROM t WHERE a IS NULL"),
                v("b text", "SELECT id FROM t"),
                {},
                "SELECT * FROM m"});
  go_both_ways({v("a integer, b text", "SELECT id FROM t WHERE a IS NULL"),
                v("a text, b text", "SELECT id FROM t"),
                {},
                "SELECT * FROM m"});
  go_both_ways({v("a integer", "SELECT id FROM t WHERE a IS NULL"),
                v("a bigint", "SELECT id FROM t WHERE a IS NULL"),
                {},
                "SELECT * FROM m"});
}

TEST_CASE("a view that rests on a primary key gives way to it") {
  const auto key = [](const std::string& constraint) {
    return "CREATE TABLE t (id integer, a integer, " + constraint +
           "); INSERT INTO t VALUES (1, 2);"
           "CREATE VIEW v AS SELECT id, a, count(*) FROM t GROUP BY id; CREATE VIEW w AS SELECT a FROM v;";
  };
  go_both_ways(
      {key("CONSTRAINT k PRIMARY KEY (id)"), key("CONSTRAINT k PRIMARY KEY (id) INCLUDE (a)"), {}, "SELECT * FROM w"});
  go_both_ways({key("CONSTRAINT k PRIMARY KEY (id)"), key("CONSTRAINT other PRIMARY KEY (id)"), {}, "SELECT * FROM w"});
  go_both_ways({key("CONSTRAINT k PRIMARY KEY (id)"),
                "CREATE TABLE t (id integer, a integer); INSERT INTO t VALUES (1, 2);"
                "CREATE VIEW v AS SELECT id, a, count(*) FROM t GROUP BY id, a; CREATE VIEW w AS SELECT a FROM v;",
                {},
                "SELECT * FROM w"});
}

TEST_CASE("functions and views that need each other's successors follow each other") {
  const auto f = [](const std::string& type) {
    return "CREATE FUNCTION f(x integer) RETURNS " + type + " LANGUAGE sql IMMUTABLE AS 'SELECT x::" + type + "';" +
           with(
               "CREATE VIEW v AS SELECT f(a) AS y FROM t; CREATE MATERIALIZED VIEW m AS SELECT y FROM v;"
               "CREATE FUNCTION g() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT y FROM v; END;"
               "CREATE VIEW z AS SELECT y FROM g();");
  };
  go_both_ways({f("integer"), f("text"), {}, "SELECT y::text FROM z"});
}

TEST_CASE("a name passes between tables, views and materialized views") {
  const std::string of = " AS SELECT 1 AS id, 'x'::text AS b";
  const std::string over = "CREATE VIEW w AS SELECT id FROM n;";
  const std::string rule = "CREATE RULE r AS ON DELETE TO n DO INSTEAD NOTHING; COMMENT ON RULE r ON n IS 'c';";
  const std::string as_table = "CREATE TABLE n (id integer, b text); CREATE INDEX i ON n (id);" + over + rule;
  const std::string as_view = "CREATE VIEW n" + of + ";" + over + rule;
  const std::string as_stored = "CREATE MATERIALIZED VIEW n" + of + "; CREATE INDEX i ON n (id);" + over;
  go_both_ways({as_table, as_view, {}});
  go_both_ways({as_table, as_stored, {}});
  go_both_ways({as_view, as_stored, {}});
}

TEST_CASE("materialized views are altered in place where they can be, and their rows stay") {
  const auto m = [](const std::string& options, const std::string& rest) {
    return with("CREATE MATERIALIZED VIEW m " + options + " AS SELECT id, b FROM t;" + rest);
  };
  const std::string script = go_both_ways(
      {m("WITH (fillfactor = 70)", "CREATE INDEX i ON m (b);"),
       m("WITH (autovacuum_enabled = off, toast.autovacuum_enabled = off)",
         "CREATE UNIQUE INDEX i ON m (id); ALTER MATERIALIZED VIEW m ALTER b SET STATISTICS 50, ALTER b SET STORAGE "
         "MAIN,"
         "ALTER b SET COMPRESSION pglz, ALTER id SET (n_distinct = 5); ALTER MATERIALIZED VIEW m CLUSTER ON i;"
         "COMMENT ON COLUMN m.id IS 'x';"),
       {},
       "SELECT * FROM m"});
  CHECK_FALSE(says(script, "MATERIALIZED VIEW public.m AS"));
  go_both_ways({m("", ""), with("CREATE MATERIALIZED VIEW m AS SELECT id, b FROM t WITH NO DATA"), {}});
  go_both_ways({m("", "CREATE INDEX i ON m (b); ALTER MATERIALIZED VIEW m CLUSTER ON i"),
                with("CREATE MATERIALIZED VIEW m AS SELECT id + 1 AS id, b FROM t; CREATE INDEX i ON m (b);"
                     "CREATE INDEX j ON m (id); ALTER MATERIALIZED VIEW m CLUSTER ON j"),
                {}});
}

TEST_CASE("what reads a materialized view without rows is made while it has some") {
  go_both_ways({kTable,
                with("CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE VIEW v AS SELECT id FROM m;"
                     "CREATE MATERIALIZED VIEW n AS SELECT id FROM v; REFRESH MATERIALIZED VIEW m WITH NO DATA;"),
                {}});
}

TEST_CASE("a renamed table or column takes its views along") {
  const auto named = [](const std::string& table, const std::string& column, const std::string& result) {
    return "CREATE TABLE " + table + " (id integer PRIMARY KEY, " + column + " text); INSERT INTO " + table +
           " VALUES (1, 'x'); CREATE VIEW v AS SELECT " + table + ".id, " + column + result + " FROM " + table +
           " WHERE " + column +
           " <> ''; CREATE VIEW w AS SELECT * FROM v; CREATE MATERIALIZED VIEW m AS SELECT q.* FROM v q JOIN " + table +
           " p ON p.id = q.id; CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO " + table +
           " VALUES (new.id, 'y');";
  };
  const Renames table{{table_id("users"), table_id("people"), {}, {}}};
  const std::string script =
      go_both_ways({named("users", "name", ""), named("people", "name", ""), table, "SELECT * FROM m"});
  CHECK_FALSE(says(script, "CREATE"));
  const Renames column{{column_id("users", "name"), column_id("users", "title"), {}, {}}};
  const std::string kept =
      go_both_ways({named("users", "name", ""), named("users", "title", " AS name"), column, "SELECT * FROM m"});
  CHECK_FALSE(says(kept, "VIEW"));
  const std::string both =
      go_both_ways({named("users", "name", ""), named("users", "title", ""), column, "SELECT * FROM m"});
  CHECK_FALSE(says(both, "VIEW"));  // a rule is made anew
  go_both_ways({named("users", "name", ""),
                named("people", "title", ""),
                {{table_id("users"), table_id("people"), {}, {}},
                 {column_id("users", "name"), column_id("people", "title"), {}, {}}},
                "SELECT * FROM m"});
}

TEST_CASE("two columns that change names under a view are told apart") {
  const auto t = [](const std::string& first, const std::string& second) {
    return "CREATE TABLE t (" + first + " integer, " + second +
           " integer); INSERT INTO t VALUES (1, 2); CREATE VIEW v AS SELECT a, b FROM t;";
  };
  const Renames swap{{column_id("t", "a"), column_id("t", "c"), {}, {}},
                     {column_id("t", "b"), column_id("t", "a"), {}, {}}};
  go_both_ways(
      {t("a", "b"),
       "CREATE TABLE t (c integer, a integer); INSERT INTO t VALUES (1, 2); CREATE VIEW v AS SELECT a, c AS b FROM t;",
       swap, "", "SELECT * FROM v", "2|1"});
}

TEST_CASE("views, their columns and rules are renamed") {
  const auto named = [](const std::string& view, const std::string& column, const std::string& rule) {
    return with("CREATE VIEW " + view + " AS SELECT id, a AS " + column + " FROM t; CREATE VIEW w AS SELECT " + column +
                " FROM " + view + "; CREATE RULE " + rule + " AS ON DELETE TO " + view +
                " DO INSTEAD NOTHING; COMMENT ON VIEW " + view + " IS 'c'; COMMENT ON COLUMN " + view + "." + column +
                " IS 'd';");
  };
  const Renames renames{{view_id("v"), view_id("\"V\""), {}, {}}};
  const Renames plain{{view_id("v"), view_id("u"), {}, {}}};
  const std::string script = go_both_ways({named("v", "x", "r"), named("u", "x", "r"), plain, "SELECT * FROM w"});
  CHECK_FALSE(says(script, "CREATE"));
  const std::string columns = go_both_ways({named("v", "x", "r"), named("v", "\"Y y\"", "r"), {}, "SELECT * FROM w"});
  CHECK_FALSE(says(columns, "CREATE"));
  const Renames all{{view_id("v"), view_id("u"), {}, {}},
                    {column_id("v", "x"), column_id("u", "y"), {}, {}},
                    {{Kind::rule, "public", "v", "r"}, {Kind::rule, "public", "u", "s"}, {}, {}}};
  const std::string everything = go_both_ways({named("v", "x", "r"), named("u", "y", "s"), all, "SELECT * FROM w"});
  CHECK_FALSE(says(everything, "CREATE"));
}

TEST_CASE("rules are set, commented and made anew on tables and views") {
  const auto rule = [](const std::string& action, const std::string& rest) {
    return with("CREATE TABLE log (x integer); CREATE RULE \"R\" AS ON UPDATE TO t DO ALSO " + action + ";" + rest);
  };
  const std::string script = go_both_ways(
      {rule("INSERT INTO log VALUES (new.a)", ""),
       rule("INSERT INTO log VALUES (new.a)", "ALTER TABLE t DISABLE RULE \"R\"; COMMENT ON RULE \"R\" ON t IS 'x';"),
       {}});
  CHECK_FALSE(says(script, "CREATE"));
  go_both_ways({rule("INSERT INTO log VALUES (new.a)", "ALTER TABLE t ENABLE ALWAYS RULE \"R\";"),
                rule("(INSERT INTO log VALUES (old.a); NOTIFY n)", "ALTER TABLE t ENABLE REPLICA RULE \"R\";"),
                {}});
  go_both_ways(
      {rule("INSERT INTO log VALUES (new.a)", "COMMENT ON RULE \"R\" ON t IS 'x';"),
       "CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text); INSERT INTO t VALUES (1, 2, 'x');"
       "CREATE TABLE log (x bigint); CREATE RULE \"R\" AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (new.a);"
       "COMMENT ON RULE \"R\" ON t IS 'x';",
       {},
       "SELECT * FROM t"});
}

TEST_CASE("views exchange who reads whom") {
  go_both_ways({with("CREATE VIEW v AS SELECT id FROM t; CREATE VIEW w AS SELECT id FROM v;"),
                with("CREATE VIEW w AS SELECT id FROM t; CREATE VIEW v AS SELECT id FROM w;"),
                {},
                "SELECT * FROM v"});
}

TEST_CASE("a materialized view that is clustered reads a view whose table changes") {
  const std::string above = R"(
    CREATE VIEW v AS SELECT k FROM raw; CREATE MATERIALIZED VIEW m AS SELECT k FROM v; CREATE INDEX mi ON m (k);
    CLUSTER m USING mi;
)";
  go_both_ways({"CREATE TABLE raw (k varchar(20)); INSERT INTO raw VALUES ('x'); " + above,
                "CREATE TABLE raw (k text);" + above,
                {},
                "SELECT * FROM m"});
}
