// Owners and privileges, carried out both ways between databases of one server, whose roles both share.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"
#include "support/private_server.hpp"

using schemac::tests::go_both_ways;

namespace {

/// Roles belong to the server: they are made once, whoever comes first.
const std::string kRoles =
    "DO $$ DECLARE role text; BEGIN FOREACH role IN ARRAY ARRAY['rights_a', 'rights_b', 'Rights \"C\" 5%'] LOOP"
    "  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN EXECUTE format('CREATE ROLE %I', role); END IF;"
    " END LOOP; END $$;";

std::string both(const std::string& before, const std::string& after, const std::string& question = "",
                 const std::string& after_up = "", const std::string& answer = "") {
  return go_both_ways({kRoles + before, kRoles + after, {}, question, after_up, answer});
}

/// One object of every kind that can be owned, each with what can be given on it.
const std::string kEverything =
    "CREATE SCHEMA app; CREATE TYPE app.e AS ENUM ('x'); CREATE TYPE app.c AS (a integer); CREATE DOMAIN app.d AS text;"
    "CREATE TYPE app.r AS RANGE (subtype = integer); CREATE SEQUENCE app.s;"
    "CREATE FUNCTION app.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
    "CREATE PROCEDURE app.p() LANGUAGE sql AS '';"
    "CREATE AGGREGATE app.g(integer) (sfunc = int4pl, stype = integer);"
    "CREATE TABLE app.t (id serial, n integer GENERATED ALWAYS AS IDENTITY, \"Odd one\" text);"
    "CREATE VIEW app.v AS SELECT 1 AS one; CREATE MATERIALIZED VIEW app.m AS SELECT 1 AS one;";

std::string owned_by(const std::string& role) {
  std::string sql;
  for (const char* what : {"SCHEMA app", "TYPE app.e", "TYPE app.c", "DOMAIN app.d", "TYPE app.r", "SEQUENCE app.s",
                           "FUNCTION app.f(integer)", "PROCEDURE app.p()", "AGGREGATE app.g(integer)", "TABLE app.t",
                           "VIEW app.v", "MATERIALIZED VIEW app.m"}) {
    sql += std::string("ALTER ") + what + " OWNER TO " + role + ";";
  }
  return sql;
}

const std::string kGrants =
    "GRANT USAGE, CREATE ON SCHEMA app TO rights_a; GRANT USAGE ON SCHEMA app TO PUBLIC;"
    "REVOKE USAGE ON TYPE app.e FROM PUBLIC; GRANT USAGE ON TYPE app.c TO rights_a WITH GRANT OPTION;"
    "GRANT USAGE ON TYPE app.d TO rights_b; GRANT USAGE ON TYPE app.r TO rights_b;"
    "GRANT USAGE ON SEQUENCE app.s TO rights_a; GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO \"Rights \"\"C\"\" 5%\";"
    "REVOKE EXECUTE ON FUNCTION app.f(integer) FROM PUBLIC; GRANT EXECUTE ON PROCEDURE app.p() TO rights_a;"
    "GRANT EXECUTE ON FUNCTION app.g(integer) TO rights_a; GRANT SELECT, INSERT ON app.t TO rights_a;"
    "GRANT SELECT (\"Odd one\"), UPDATE (\"Odd one\") ON app.t TO rights_b; GRANT SELECT ON app.v TO PUBLIC;"
    "GRANT SELECT (one) ON app.v TO rights_a; GRANT SELECT ON app.m TO \"Rights \"\"C\"\" 5%\";";

}  // namespace

TEST_CASE("what is made has the owner and the privileges that are asked for, and gives both up again") {
  both("", kEverything + owned_by("rights_a") + kGrants);
}

TEST_CASE("owners change on everything that is there, and privileges with them") {
  both(kEverything, kEverything + owned_by("rights_b"));
  both(kEverything + owned_by("rights_a") + kGrants, kEverything + owned_by("rights_b") + kGrants);
}

TEST_CASE("privileges are given and taken on everything that is there") { both(kEverything, kEverything + kGrants); }

TEST_CASE("a table passes to a role that had privileges on it, and the former owner keeps some") {
  both("CREATE TABLE t (a integer); ALTER TABLE t OWNER TO rights_a; GRANT SELECT ON t TO rights_b;",
       "CREATE TABLE t (a integer); ALTER TABLE t OWNER TO rights_b; GRANT SELECT ON t TO rights_a;");
}

TEST_CASE("an owner loses privileges of its own") {
  both("CREATE TABLE t (a integer);", "CREATE TABLE t (a integer); REVOKE UPDATE, DELETE ON t FROM CURRENT_USER;");
  both("", "CREATE TABLE t (a integer); ALTER TABLE t OWNER TO rights_a; REVOKE ALL ON t FROM rights_a;");
}

TEST_CASE("grant options come and go, and what was given on by them") {
  const std::string table = "CREATE TABLE t (a integer);";
  both(table + "GRANT SELECT ON t TO rights_a;", table + "GRANT SELECT ON t TO rights_a WITH GRANT OPTION;");
  both(table, table +
                  "GRANT SELECT ON t TO rights_a WITH GRANT OPTION; SET ROLE rights_a;"
                  "GRANT SELECT ON t TO rights_b WITH GRANT OPTION; SET ROLE rights_b;"
                  "GRANT SELECT ON t TO \"Rights \"\"C\"\" 5%\"; RESET ROLE;");
}

TEST_CASE("privileges move between a table and its columns") {
  const std::string table = "CREATE TABLE t (a integer, b integer);";
  both(table + "GRANT SELECT ON t TO rights_a;", table + "GRANT SELECT (a) ON t TO rights_a;");
  both(table + "GRANT SELECT ON t TO rights_a; GRANT SELECT (a), UPDATE (b) ON t TO rights_a;",
       table + "GRANT SELECT (a), UPDATE (b) ON t TO rights_a;");
  both(table + "GRANT SELECT ON t TO rights_a WITH GRANT OPTION; GRANT SELECT (a) ON t TO rights_a WITH GRANT OPTION;",
       table + "GRANT SELECT ON t TO rights_a; GRANT SELECT (a) ON t TO rights_a WITH GRANT OPTION;");
}

TEST_CASE("the schema that every database is born with gets other rights, is dropped and comes back") {
  both("", "REVOKE USAGE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO rights_a;");
  both("", "ALTER SCHEMA public OWNER TO rights_a;");
  both("", "DROP SCHEMA public;");
}

TEST_CASE("default privileges change, and hold for nothing that the plan makes itself") {
  const std::string former =
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO rights_a;"
      "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO rights_b WITH GRANT OPTION;"
      "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
      "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO rights_a;"
      "ALTER DEFAULT PRIVILEGES REVOKE UPDATE ON TABLES FROM CURRENT_USER;"
      "ALTER DEFAULT PRIVILEGES FOR ROLE rights_a GRANT USAGE ON TYPES TO rights_b;"
      "ALTER DEFAULT PRIVILEGES FOR ROLE rights_a GRANT USAGE ON SCHEMAS TO rights_b;";
  both("", former);
  both(former, kEverything);
  both(former, "ALTER DEFAULT PRIVILEGES GRANT SELECT, UPDATE ON TABLES TO rights_a;" + kEverything + kGrants);
  both(kEverything + former, former + kEverything);
  both("CREATE SCHEMA x; ALTER DEFAULT PRIVILEGES IN SCHEMA x GRANT SELECT ON TABLES TO rights_a;", "");
}

TEST_CASE("what stands in the way comes back with its owner and its privileges") {
  const auto schema = [](const std::string& type, const std::string& rights) {
    return "CREATE TABLE t (a " + type +
           ", g integer GENERATED ALWAYS AS (1) STORED);"
           "CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;"
           "CREATE MATERIALIZED VIEW m AS SELECT a FROM w;" +
           rights;
  };
  const std::string rights =
      "ALTER VIEW v OWNER TO rights_a; ALTER MATERIALIZED VIEW m OWNER TO rights_b; GRANT SELECT ON v TO rights_b;"
      "GRANT SELECT (a) ON w TO rights_a; GRANT SELECT ON m TO PUBLIC; GRANT SELECT (g) ON t TO rights_a;";
  both(schema("integer", rights), schema("bigint", rights));
  both(schema("integer", rights), schema("bigint", ""));
}

TEST_CASE("what is made anew has the privileges of the former") {
  const auto function = [](const std::string& type) {
    return "CREATE FUNCTION f() RETURNS " + type +
           " LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION f() TO "
           "rights_a; ALTER FUNCTION f() OWNER TO rights_b;";
  };
  both(function("integer"), function("bigint"));
  const auto labels = [](const std::string& label) {
    return "CREATE TYPE e AS ENUM ('" + label +
           "'); ALTER TYPE e OWNER TO rights_a; REVOKE USAGE ON TYPE e FROM PUBLIC; CREATE TABLE t (x e, y e);"
           "GRANT SELECT (x) ON t TO rights_b;";
  };
  both(labels("a"), labels("b"));
}

TEST_CASE("a sequence passes to a table of another owner") {
  const std::string table = "CREATE TABLE t (a integer); ALTER TABLE t OWNER TO rights_a;";
  both(table, "CREATE TABLE t (a serial); ALTER TABLE t OWNER TO rights_a; GRANT USAGE ON t_a_seq TO rights_b;");
  both(table + "CREATE SEQUENCE s; ALTER SEQUENCE s OWNER TO rights_b;",
       table + "CREATE SEQUENCE s; ALTER SEQUENCE s OWNER TO rights_a; ALTER SEQUENCE s OWNED BY t.a;");
}

TEST_CASE("a sequence passes from a table of one owner to that of another") {
  const std::string owned = "ALTER TABLE t OWNER TO rights_a;";
  both("CREATE TABLE t (id serial PRIMARY KEY, k int);" + owned,
       "CREATE TABLE t (id serial, k int) PARTITION BY LIST (k);" + owned);
  const std::string tables =
      "CREATE TABLE t (k int); CREATE TABLE u (k int); ALTER TABLE t OWNER TO rights_a; ALTER TABLE u OWNER TO "
      "rights_b;"
      "CREATE SEQUENCE s;";
  both(tables + "ALTER SEQUENCE s OWNER TO rights_b; ALTER SEQUENCE s OWNED BY u.k;",
       tables + "ALTER SEQUENCE s OWNER TO rights_a; ALTER SEQUENCE s OWNED BY t.k;");
}

TEST_CASE("renames carry rights along") {
  using schemac::model::Kind;
  const auto schema = [](const std::string& table, const std::string& column) {
    return kRoles + "CREATE TABLE " + table + " (" + column + " integer GENERATED ALWAYS AS IDENTITY); ALTER TABLE " +
           table + " OWNER TO rights_a; GRANT SELECT ON " + table + " TO rights_b; GRANT UPDATE (" + column + ") ON " +
           table + " TO rights_b; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rights_b;";
  };
  const std::string script =
      go_both_ways({schema("t", "a"),
                    schema("u", "b"),
                    {{{Kind::table, "public", "", "t"}, {Kind::table, "public", "", "u"}, {}, {}},
                     {{Kind::column, "public", "t", "a"}, {Kind::column, "public", "u", "b"}, {}, {}}}});
  CHECK(script.find("GRANT") == std::string::npos);
}

TEST_CASE("partitions have owners and privileges of their own") {
  const std::string tables =
      "CREATE TABLE t (a integer) PARTITION BY LIST (a); CREATE TABLE one PARTITION OF t FOR VALUES IN (1);";
  both(tables + "ALTER TABLE t OWNER TO rights_a; GRANT SELECT ON t TO rights_b;",
       tables + "ALTER TABLE one OWNER TO rights_b; GRANT SELECT (a) ON one TO rights_a;");
}

TEST_CASE("privileges on a sequence follow the owner of its table") {
  const std::string table = "CREATE TABLE a (id serial PRIMARY KEY); GRANT USAGE ON SEQUENCE a_id_seq TO rights_b;";
  both(table, table + "ALTER TABLE a OWNER TO rights_b;");
}
