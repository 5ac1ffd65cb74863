#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "database/catalog/reading.hpp"

using namespace schemac;

namespace {

// One statement makes one thing that the model has no word for; `make` may need what `before` makes.
struct Case {
  std::string kind;
  std::string name;
  std::string make;
};

const std::vector<Case> kCases = {
    {"view", "public.v", "CREATE VIEW v AS SELECT 1"},
    {"materialized view", "public.mv", "CREATE MATERIALIZED VIEW mv AS SELECT 1"},
    {"composite type", "public.pair", "CREATE TYPE pair AS (a int)"},
    {"partitioned table", "public.parted", "CREATE TABLE parted (a int) PARTITION BY LIST (a)"},
    {"partition", "public.part", "CREATE TABLE part PARTITION OF parted DEFAULT"},
    {"inheriting table", "public.child", "CREATE TABLE child () INHERITS (t)"},
    {"typed table", "public.typed", "CREATE TABLE typed OF pair"},
    {"unlogged sequence", "public.us", "CREATE UNLOGGED SEQUENCE us"},
    {"domain", "public.\"d D\"", "CREATE DOMAIN \"d D\" AS int"},
    {"range type", "public.r", "CREATE TYPE r AS RANGE (SUBTYPE = int)"},
    {"shell type", "public.sh", "CREATE TYPE sh"},
    {"aggregate", "public.agg(integer)", "CREATE AGGREGATE agg(int) (SFUNC = int4pl, STYPE = int)"},
    {"window function", "public.wf()",
     "CREATE FUNCTION wf() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number'"},
    {"operator", "public.=== (integer, integer)",
     "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)"},
    {"operator", "public.!!! (NONE, integer)", "CREATE OPERATOR !!! (FUNCTION = int4um, RIGHTARG = int)"},
    {"operator family", "public.fam for btree", "CREATE OPERATOR FAMILY fam USING btree"},
    {"operator class", "public.cls for btree",
     "CREATE OPERATOR CLASS cls FOR TYPE int USING btree FAMILY fam AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)"},
    {"collation", "public.co", "CREATE COLLATION co (LOCALE = 'C')"},
    {"conversion", "public.cv", "CREATE CONVERSION cv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"},
    {"text search configuration", "public.tc", "CREATE TEXT SEARCH CONFIGURATION tc (COPY = simple)"},
    {"text search dictionary", "public.td", "CREATE TEXT SEARCH DICTIONARY td (TEMPLATE = simple)"},
    {"text search parser", "public.tp",
     "CREATE TEXT SEARCH PARSER tp (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = "
     "prsd_lextype)"},
    {"text search template", "public.tt", "CREATE TEXT SEARCH TEMPLATE tt (LEXIZE = dsimple_lexize)"},
    {"statistics object", "public.st", "CREATE STATISTICS st ON a, b FROM t"},
    {"default privileges", "of postgres on tables in public",
     "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC"},
    {"event trigger", "et", "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION ef()"},
    {"publication", "pub", "CREATE PUBLICATION pub"},
    {"subscription", "sub", "CREATE SUBSCRIPTION sub CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)"},
    {"foreign-data wrapper", "fdw", "CREATE FOREIGN DATA WRAPPER fdw"},
    {"foreign server", "srv", "CREATE SERVER srv FOREIGN DATA WRAPPER fdw"},
    {"user mapping", "for public on srv", "CREATE USER MAPPING FOR PUBLIC SERVER srv"},
    {"foreign table", "public.ft", "CREATE FOREIGN TABLE ft (a int) SERVER srv"},
    {"language", "lang", "CREATE LANGUAGE lang HANDLER plpgsql_call_handler"},
    {"access method", "am", "CREATE ACCESS METHOD am TYPE TABLE HANDLER heap_tableam_handler"},
    {"cast", "(integer AS date)", "CREATE CAST (int AS date) WITHOUT FUNCTION"},
    {"transform", "for integer language sql",
     "CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION tf(internal))"},
    {"replica identity", "public.t", "ALTER TABLE t REPLICA IDENTITY FULL"},
    {"table access method", "am of public.at", "CREATE TABLE at (a int) USING am"},
    {"rule", "ru on public.t", "CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING"},
    {"column options", "public.t.a", "ALTER TABLE t ALTER a SET (n_distinct = 5)"},
    {"clustered index", "i on public.t", "ALTER TABLE t CLUSTER ON i"},
    {"statistics target of an index", "i on public.t", "ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 5"},
    {"comment on the index of a constraint", "t_pkey on public.t", "COMMENT ON INDEX t_pkey IS 'x'"},
    {"constraint trigger with a second table", "ct on public.t",
     "CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON t FROM u FOR EACH ROW EXECUTE FUNCTION tg()"},
    {"switched-off constraint", "f on public.u", "ALTER TABLE u DISABLE TRIGGER ALL"},
};

constexpr std::string_view kBefore = R"(
  CREATE TABLE t (a int PRIMARY KEY, b int); CREATE INDEX i ON t ((a + b)); CREATE TABLE u (a int CONSTRAINT f REFERENCES t);
  CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE FUNCTION tf(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_start';
)";

}  // namespace

TEST_CASE("what the model has no word for is named, each kind as it appears", "[catalog]") {
  auto connection = tests::empty_database();
  connection.execute_unchecked_sql(kBefore);
  auto before = catalog::read(connection, {}).unmodelled;
  REQUIRE(before.empty());
  for (const Case& unmodelled : kCases) {
    INFO(unmodelled.make);
    connection.execute_unchecked_sql(unmodelled.make);
    auto after = catalog::read(connection, {}).unmodelled;
    CHECK(std::ranges::is_sorted(after));
    std::vector<catalog::Unmodelled> added;
    std::ranges::set_difference(after, before, std::back_inserter(added));
    std::vector<std::string> words;
    for (const auto& [kind, name] : added) words.push_back(kind + " " + name);
    CHECK(words == std::vector<std::string>{unmodelled.kind + " " + unmodelled.name});
    before = std::move(after);
  }
  connection.execute_unchecked_sql("ALTER SUBSCRIPTION sub SET (slot_name = NONE); DROP SUBSCRIPTION sub");
}
