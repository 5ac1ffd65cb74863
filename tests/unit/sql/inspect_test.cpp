#include "sql/inspect.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace schemac;

namespace {

using Lines = std::vector<std::string>;

/// The names as `kind schema.table.name(arguments)='label' at: what stands there`.
Lines names_of(const std::string& statement) {
  Lines lines;
  for (const sql::DeclaredName& name : sql::declared_names(statement)) {
    std::string line = model::describe(name.id);
    for (const std::string& type : name.arguments) line += " " + type;
    if (!name.label.empty()) line += "='" + name.label + "'";
    const std::string rest = statement.substr(name.begin);
    lines.push_back(fmt::format("{} at {}", line, rest.substr(0, rest.find_first_of(" ,)"))));
  }
  return lines;
}

sql::Purpose purpose(const std::string& statement) { return sql::inspect(statement).purpose; }

}  // namespace

TEST_CASE("a table gives names to itself, its columns and those of its constraints that say one") {
  CHECK(names_of("CREATE TABLE app.t (id int CONSTRAINT pk PRIMARY KEY, \"b c\" text CHECK (true), "
                 "CONSTRAINT u UNIQUE (id), FOREIGN KEY (id) REFERENCES x, CONSTRAINT f FOREIGN KEY (id) REFERENCES x, "
                 "CONSTRAINT e EXCLUDE USING gist (id WITH =), CONSTRAINT c CHECK (id > 0))") ==
        Lines{"table app.t at CREATE", "column app.t.id at id", "primary key app.t.pk at CONSTRAINT",
              "column app.t.b c at \"b", "unique constraint app.t.u at CONSTRAINT", "foreign key app.t.f at CONSTRAINT",
              "exclusion constraint app.t.e at CONSTRAINT", "check constraint app.t.c at CONSTRAINT"});
  CHECK(names_of("ALTER TABLE ONLY t ADD COLUMN n int, ADD CONSTRAINT u UNIQUE (n), DROP COLUMN m") ==
        Lines{"column t.n at n", "unique constraint t.u at CONSTRAINT"});
  CHECK(names_of("CREATE TABLE t AS SELECT 1") == Lines{"table t at CREATE"});
}

TEST_CASE("an enum's values have their places, whatever its name holds") {
  CHECK(names_of("CREATE TYPE \"it's\".\"a'b\" AS ENUM ('x', E'y', $$z$$)") ==
        Lines{"enum it's.a'b at CREATE", "enum it's.a'b='x' at 'x'", "enum it's.a'b='y' at E'y'",
              "enum it's.a'b='z' at $$z$$"});
}

TEST_CASE("a routine is told by what it is called with") {
  CHECK(names_of("CREATE OR REPLACE FUNCTION app.f(a int, OUT b text, VARIADIC c varchar(3)[]) LANGUAGE sql AS ''") ==
        Lines{"function app.f int4 varchar[] at CREATE"});
  CHECK(names_of("CREATE PROCEDURE p() LANGUAGE sql AS ''") == Lines{"function p at CREATE"});
  CHECK(names_of("CREATE AGGREGATE total(int) (sfunc = f, stype = int)") == Lines{"aggregate total int4 at CREATE"});
}

TEST_CASE("every statement that makes one thing gives its name") {
  CHECK(names_of("CREATE SCHEMA s") == Lines{"schema s at CREATE"});
  CHECK(names_of("CREATE INDEX i ON app.t (a)") == Lines{"index app.t.i at CREATE"});
  CHECK(names_of("CREATE INDEX ON t (a)").empty());
  CHECK(names_of("CREATE VIEW app.v AS SELECT 1") == Lines{"view app.v at CREATE"});
  CHECK(names_of("CREATE MATERIALIZED VIEW m AS SELECT 1") == Lines{"materialized view m at CREATE"});
  CHECK(names_of("CREATE SEQUENCE s") == Lines{"sequence s at CREATE"});
  CHECK(names_of("CREATE TYPE c AS (a int)") == Lines{"composite type c at CREATE"});
  CHECK(names_of("CREATE DOMAIN d AS int") == Lines{"domain d at CREATE"});
  CHECK(names_of("CREATE TYPE r AS RANGE (subtype = int)") == Lines{"range type r at CREATE"});
  CHECK(names_of("CREATE TRIGGER g BEFORE INSERT ON app.t EXECUTE FUNCTION f()") == Lines{"trigger app.t.g at CREATE"});
  CHECK(names_of("CREATE POLICY p ON t USING (true)") == Lines{"policy t.p at CREATE"});
  CHECK(names_of("CREATE RULE r AS ON INSERT TO t DO NOTHING") == Lines{"rule t.r at CREATE"});
  CHECK(names_of("CREATE STATISTICS s ON a, b FROM t") == Lines{"statistics object s at CREATE"});
  CHECK(names_of("CREATE PUBLICATION p") == Lines{"publication p at CREATE"});
  CHECK(names_of("CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()") ==
        Lines{"event trigger e at CREATE"});
  CHECK(names_of("CREATE COLLATION c FROM \"C\"") == Lines{"collation c at CREATE"});
  CHECK(names_of("CREATE FOREIGN TABLE f (a int) SERVER s") == Lines{"foreign table f at CREATE", "column f.a at a"});
  CHECK(names_of("CREATE SERVER s FOREIGN DATA WRAPPER f") == Lines{"server s at CREATE"});
  CHECK(names_of("INSERT INTO t VALUES (1)").empty());
  CHECK(names_of("no SQL at all").empty());
}

TEST_CASE("what is no object of a schema is told from what is") {
  using sql::Purpose;
  CHECK(purpose("BEGIN") == Purpose::transaction);
  CHECK(purpose("COMMIT") == Purpose::transaction);
  CHECK(purpose("SET statement_timeout = 0") == Purpose::session);
  CHECK(purpose("SELECT pg_catalog.set_config('search_path', '', false)") == Purpose::session);
  CHECK(purpose("SELECT set_config('a')") == Purpose::schema);
  CHECK(purpose("SELECT pg_catalog.setval('s', 1, true)") == Purpose::schema);
  for (const char* of_database : {"CREATE DATABASE d", "ALTER DATABASE d OWNER TO o", "COMMENT ON DATABASE d IS 'x'",
                                  "GRANT ALL ON DATABASE d TO o", "ALTER DATABASE d SET search_path = x"})
    CHECK(purpose(of_database) == Purpose::database);
  for (const char* of_role : {"CREATE ROLE bob", "CREATE USER bob", "ALTER ROLE bob LOGIN", "GRANT staff TO bob"})
    CHECK(purpose(of_role) == Purpose::role);
  for (const char* of_rows : {"INSERT INTO t VALUES (1)", "UPDATE t SET a = 1", "DELETE FROM t", "TRUNCATE t, u",
                              "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE",
                              "WITH u AS (SELECT 1) INSERT INTO t SELECT * FROM u",
                              "WITH gone AS (DELETE FROM t RETURNING a) SELECT a FROM gone"})
    CHECK(purpose(of_rows) == Purpose::rows);
  CHECK(purpose("WITH u AS (SELECT 1) SELECT * FROM u") == Purpose::schema);
  CHECK(purpose("COPY t (a) FROM stdin") == Purpose::data);
  CHECK(purpose("COMMENT ON TABLE t IS 'x'") == Purpose::schema);
  CHECK(purpose("no SQL at all") == Purpose::schema);
}

TEST_CASE("what a statement needs and sets is known by its text") {
  using Roles = std::set<std::string>;
  CHECK(sql::inspect("ALTER TABLE t OWNER TO bob").roles == Roles{"bob"});
  CHECK(sql::inspect("GRANT SELECT ON t TO alice, PUBLIC, \"Bob B\"").roles == Roles{"Bob B", "alice"});
  CHECK(sql::inspect("CREATE POLICY p ON t TO bob USING (current_user = 'x')").roles == Roles{"bob"});
  CHECK(sql::inspect("ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT SELECT ON TABLES TO b").roles == Roles{"a", "b"});
  CHECK(sql::inspect("CREATE EXTENSION IF NOT EXISTS hstore").extension == "hstore");
  CHECK(sql::inspect("CREATE ROLE bob").role == "bob");
  CHECK(sql::inspect("SET search_path TO \"$user\", app, public").search_path == "app");
  CHECK(sql::inspect("RESET search_path").search_path == "public");
  CHECK(sql::inspect("SELECT pg_catalog.set_config('search_path', '', false)").search_path == "");
  CHECK(sql::inspect("SELECT set_config('search_path', 'app, public', false)").search_path == "app");
  CHECK_FALSE(sql::inspect("SET lock_timeout = 0").search_path);
}

TEST_CASE("a name of a statement is found again in a catalog") {
  using model::Kind;
  using model::ObjectId;
  const ObjectId table{Kind::table, "", {}, "t"};
  CHECK(sql::may_name(table, {}, {Kind::table, "app", {}, "t"}));
  CHECK_FALSE(sql::may_name(table, {}, {Kind::view, "app", {}, "t"}));
  CHECK_FALSE(sql::may_name({Kind::table, "crm", {}, "t"}, {}, {Kind::table, "app", {}, "t"}));
  const ObjectId function{Kind::function, "", {}, "f"};
  CHECK(sql::may_name(function, {}, {Kind::function, "app", {}, "f()"}));
  CHECK(sql::may_name(function, {"int4", "mood[]"}, {Kind::function, "app", {}, "f(integer, app.mood[])"}));
  CHECK_FALSE(sql::may_name(function, {"int4"}, {Kind::function, "app", {}, "f(text)"}));
  CHECK_FALSE(sql::may_name(function, {}, {Kind::function, "app", {}, "f(text)"}));
}
