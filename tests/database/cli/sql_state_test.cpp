// A .sql file as a state: what pg_dump writes and what people write, and what goes wrong in one.
#include <catch2/catch.hpp>

#include <cstdio>

#include <fmt/format.h>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

std::string dump_of(const std::string& url, const std::string& options) {
  const std::string command = fmt::format("'{}/pg_dump' {} '{}'", server_binaries().bin.string(), options, url);
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char buffer[4096];
  for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, size);
  REQUIRE(::pclose(pipe) == 0);
  return text;
}

std::string filled_database() {
  std::string url = fresh_database("films");
  run_sql(
      url,
      "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok');"
      "CREATE TABLE app.films (id serial PRIMARY KEY, title text NOT NULL, mood app.mood DEFAULT 'sad');"
      "CREATE TABLE notes (film_id integer REFERENCES app.films (id), body text);"
      "INSERT INTO app.films (title) VALUES (E'a\\\\b'), ('it''s $$; \\\\connect x'); INSERT INTO notes VALUES (1, '');"
      "CREATE FUNCTION app.title(app.films) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN $1.title; END $$;"
      "CREATE MATERIALIZED VIEW app.counted AS SELECT count(*) FROM app.films;"
      "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC");
  return url;
}

}  // namespace

TEST_CASE("what pg_dump writes is the database that it was, rows or not") {
  const Folder folder;
  const std::string url = filled_database();
  for (const char* options : {"", "--schema-only", "--inserts", "--create", "--clean --if-exists --schema-only"}) {
    INFO(options);
    folder.write("dump.sql", dump_of(url, options));
    const Outcome outcome = folder.run({"diff", "--from", "dump.sql", "--to", url, "--exit-code"});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.status == 0);
    CHECK(folder.run({"diff", "--from", url, "--to", "dump.sql", "--exit-code"}).status == 0);
  }
}

TEST_CASE("a file that is compared may have rows, which are no part of the state") {
  const Folder folder;
  folder.write("bare.sql", "CREATE TABLE t (a integer);\n");
  folder.write("rows.sql", "CREATE TABLE t (a integer);\nINSERT INTO t VALUES (1);\n");
  CHECK(folder.succeed({"diff", "--from", "bare.sql", "--to", "rows.sql", "--exit-code"}).out.empty());
}

TEST_CASE("a dump with rows says which materialized views are filled") {
  const Folder folder;
  const std::string url = filled_database();
  run_sql(url, "CREATE MATERIALIZED VIEW app.empty AS SELECT id FROM app.films WITH NO DATA");
  folder.write("dump.sql", dump_of(url, ""));
  CHECK(folder.succeed({"diff", "--from", "dump.sql", "--to", url, "--exit-code"}).out.empty());
}

TEST_CASE("what a statement refers to may stand behind it, whatever it is") {
  const Folder folder;
  folder.write("backwards.sql",
               "ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a;"
               "ALTER SEQUENCE s OWNED BY b.id; ALTER SEQUENCE s OWNER TO keeper;"
               "ALTER TABLE b ALTER price SET DEFAULT 5::cents;"
               "CREATE TABLE b (id int, a int, price cents); CREATE SEQUENCE s; CREATE TABLE a (id int);"
               "ALTER TABLE b OWNER TO keeper; ALTER TABLE a ADD PRIMARY KEY (id);"
               "CREATE CAST (int AS cents) WITH FUNCTION to_cents(int);"
               "CREATE FUNCTION to_cents(int) RETURNS cents LANGUAGE sql IMMUTABLE AS 'SELECT row($1)::cents';"
               "CREATE TYPE cents AS (amount int);");
  const Outcome outcome = folder.run({"diff", "--from", "empty", "--to", "backwards.sql"});
  INFO(outcome.err);
  CHECK(outcome.status == 0);
  CHECK_THAT(outcome.out, Contains("CREATE CAST (integer AS public.cents)"));
}

TEST_CASE("public is there already, and a file may make it all the same") {
  const Folder folder;
  const std::string url = fresh_database("public_alone");
  run_sql(url, "CREATE TABLE t (a integer PRIMARY KEY)");
  folder.write("dump.sql", dump_of(url, "--schema=public"));
  REQUIRE_THAT(folder.read("dump.sql"), Contains("CREATE SCHEMA public;"));
  CHECK(folder.succeed({"diff", "--from", "dump.sql", "--to", url, "--exit-code"}).out.empty());

  folder.write("own.sql", "CREATE SCHEMA public CREATE TABLE t (a integer);\n");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "empty", "--to", "own.sql"}),
             Contains("own.sql:1:1: error: schema \"public\" already exists"));
  folder.write("twice.sql", "CREATE SCHEMA app;\nCREATE SCHEMA app;\n");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "empty", "--to", "twice.sql"}),
             Contains("twice.sql:2:1: error: schema \"app\" already exists"));
}

TEST_CASE("a state is compared with every other, and both ways lead there") {
  const Library library;
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  library.write("dump.sql", dump_of(library.url(), "--exclude-schema=schemac --no-owner"));
  const Words states{"schema", "snapshot", "migrations", "development", library.url(), "dump.sql"};
  for (const std::string& from : states) {
    for (const std::string& to : states) {
      const Outcome outcome = library.run({"diff", "--from", from, "--to", to, "--exit-code"});
      INFO(from << " -> " << to << "\n" << outcome.out << outcome.err);
      CHECK(outcome.status == 0);
    }
    CHECK(library.run({"diff", "--from", "empty", "--to", from, "--exit-code"}).status == 4);
  }
}

TEST_CASE("roles that a file names need not be there") {
  const Folder folder;
  folder.write("a.sql",
               "CREATE TABLE t (a integer);\nALTER TABLE t OWNER TO nobody_here;\n"
               "GRANT SELECT ON t TO \"Some Body\";\nCREATE POLICY p ON t TO third USING (true);\n");
  folder.write("empty.sql", "");
  CHECK_THAT(folder.succeed({"diff", "--from", "empty.sql", "--to", "a.sql"}).out, Contains("CREATE TABLE public.t"));
}

TEST_CASE("statements of a file may stand in any order, and SET holds for those behind it") {
  const Folder folder;
  folder.write("a.sql",
               "SET search_path = app;\nCREATE VIEW v AS SELECT a FROM t;\nCREATE TABLE t (a integer);\n"
               "CREATE SCHEMA app;\nRESET search_path;\nCREATE TABLE u (a integer);\n");
  const std::string out = folder.succeed({"diff", "--from", "empty", "--to", "a.sql"}).out;
  CHECK_THAT(out, Contains("CREATE TABLE app.t") && Contains("CREATE TABLE public.u"));
  folder.write("b.sql", "BEGIN;\nCREATE TABLE t (a integer);\nCOMMIT;\nCREATE INDEX CONCURRENTLY i ON t (a);\n");
  CHECK_THAT(folder.succeed({"diff", "--from", "empty", "--to", "b.sql"}).out, Contains("CREATE INDEX i ON public.t"));
}

TEST_CASE("what the diff printed is a state again") {
  const Folder folder;
  folder.write("a.sql", "CREATE TABLE t (a integer PRIMARY KEY, b text DEFAULT 'x;y');\nCREATE INDEX ON t (b);\n");
  folder.write("b.sql", folder.succeed({"diff", "--from", "empty", "--to", "a.sql"}).out);
  CHECK(folder.succeed({"diff", "--from", "a.sql", "--to", "b.sql", "--exit-code"}).out.empty());
}

TEST_CASE("a syntax error in a .sql file has its line and column") {
  const Folder folder;
  folder.write("a.sql", "CREATE TABLE t (\n  a integr,\n  b integer CHEK (b > 0)\n);\nCREATE TABEL u ();\n");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "empty", "--to", "a.sql"}),
             Contains("a.sql:3:13: error: syntax error at or near \"CHEK\" [sql-syntax]") &&
                 Contains("a.sql:5:8: error: syntax error at or near \"TABEL\" [sql-syntax]"));
}

TEST_CASE("only the cause is told of what could not be made, and a circle as a circle") {
  const Folder folder;
  folder.write("a.sql", "CREATE VIEW v AS SELECT * FROM w;\nCREATE VIEW w AS SELECT * FROM missing;\n");
  const std::string chain = folder.fail(1, {"diff", "--from", "empty", "--to", "a.sql"});
  CHECK_THAT(chain,
             Contains("a.sql:2:32: error: relation \"missing\" does not exist [sql-rejected]") && !Contains("a.sql:1"));
  folder.write("b.sql", "CREATE VIEW v AS SELECT * FROM w;\nCREATE VIEW w AS SELECT * FROM v;\n");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "empty", "--to", "b.sql"}),
             Contains("b.sql:1:1: error: objects need each other: none of them can be made first [sql-rejected]") &&
                 Contains("b.sql:1:1: note: this one needs `w`") && Contains("b.sql:2:1: note: this one needs `v`"));
}

TEST_CASE("a body may name what comes later, and is told of at its line where it is wrong") {
  const Folder folder;
  folder.write("a.sql",
               "CREATE FUNCTION odd(n integer) RETURNS boolean LANGUAGE sql AS 'SELECT n > 0 AND even(n - 1)';\n"
               "CREATE FUNCTION even(n integer) RETURNS boolean LANGUAGE sql AS 'SELECT n = 0 OR odd(n - 1)';\n"
               "CREATE PROCEDURE empty_it() LANGUAGE sql AS 'DELETE FROM later';\n"
               "CREATE TABLE later (a integer);\n");
  folder.succeed({"diff", "--from", "empty", "--to", "a.sql"});
  folder.write("b.sql",
               "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS $$\n  SELECT count(*) FROM later WHERE b\n$$;\n"
               "CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE plpgsql AS $$\n"
               "BEGIN\n  RETRUN 2 * n;\nEND $$;\n"
               "/* first */ CREATE PROCEDURE p() LANGUAGE sql AS 'SELEC 1';\n"
               "CREATE TABLE later (a integer);\n");
  const std::string told = folder.fail(1, {"diff", "--from", "empty", "--to", "b.sql"});
  CHECK_THAT(told, Contains("b.sql:2:36: error: column \"b\" does not exist [sql-rejected]"));
  CHECK_THAT(told, Contains("b.sql:6:3: error: syntax error at or near \"RETRUN\" [sql-rejected]"));
  CHECK_THAT(told, Contains("b.sql:8:51: error: syntax error at or near \"SELEC\" [sql-rejected]"));
}

TEST_CASE("a body runs with the search_path of its file; of a dump it is not known") {
  const Folder folder;
  const std::string body =
      "CREATE SCHEMA app;\nCREATE TABLE app.t (a integer);\n"
      "CREATE FUNCTION app.n() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';\n";
  folder.write("a.sql", "SET search_path = app, public;\n" + body);
  folder.succeed({"diff", "--from", "empty", "--to", "a.sql"});
  folder.write("a.sql", body);
  CHECK_THAT(folder.fail(1, {"diff", "--from", "empty", "--to", "a.sql"}),
             Contains("a.sql:3:78: error: relation \"t\" does not exist [sql-rejected]"));
  const std::string url = fresh_database("bodies");
  run_sql(url, "SET check_function_bodies = off; SET search_path = app, public;" + body);
  folder.write("dump.sql", dump_of(url, ""));
  CHECK(folder.succeed({"diff", "--from", "dump.sql", "--to", url, "--exit-code"}).out.empty());
}

TEST_CASE("a list that IN compares with is read back as it was, on the way up and down") {
  const Folder folder;
  folder.write("a.sql",
               "CREATE TABLE t (a varchar(20), CHECK (a IN ('x', 'y')));\nCREATE INDEX i ON t (a) WHERE a NOT IN "
               "('z''(', 'w');\n");
  folder.write("b.sql",
               "CREATE TABLE t (a varchar(20), CHECK (a = ANY (ARRAY['x'::text, 'y'])));\nCREATE INDEX i ON t (a);\n");
  for (const auto& [before, after] : {std::pair("empty", "a.sql"), std::pair("b.sql", "a.sql")}) {
    const std::string url = fresh_database("lists");
    if (before != std::string("empty")) run_sql(url, folder.read(before));
    run_sql(url, folder.succeed({"diff", "--offline", "--from", before, "--to", after}).out);
    CHECK(folder.succeed({"diff", "--from", url, "--to", after, "--exit-code"}).out.empty());
    run_sql(url, folder.succeed({"diff", "--offline", "--from", before, "--to", after, "--down"}).out);
    CHECK(folder.succeed({"diff", "--from", url, "--to", before, "--exit-code"}).out.empty());
  }
}

TEST_CASE("a dump of a newer server says so where it is not understood, and only there") {
  const Folder folder;
  const std::string head = "-- Dumped from database version 99.1\nSET transaction_timeout_of_99 = 0;\n";
  folder.write("a.sql", head + "CREATE TABLE t (a integer);\n");
  folder.write("b.sql", "CREATE TABLE t (a integer);\n");
  CHECK(folder.succeed({"diff", "--from", "a.sql", "--to", "b.sql", "--exit-code"}).out.empty());
  folder.write("a.sql", head + "CREATE TABLE t (a integer) USING novelty;\nCREATE NOVELTY x;\n");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "a.sql", "--to", "b.sql"}),
             Contains("a.sql:4:8: error: syntax error at or near \"NOVELTY\" [sql-rejected]") &&
                 Contains("the file was dumped from PostgreSQL 99, and the server that reads it is 15"));
  folder.write("a.sql", "SET transaction_timeout_of_99 = 0;\n");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "a.sql", "--to", "b.sql"}),
             Contains("a.sql:1:1: error: unrecognized configuration parameter"));
}

TEST_CASE("hostile names are names") {
  const Folder folder;
  const std::string name = "\\\"; DROP TABLE x; --";
  folder.write(
      "a.sql",
      "CREATE TABLE \"\"\"; DROP TABLE x; --\" (\"a\nb\" text DEFAULT '''; --', \"select\" integer, \"é\" text,"
      "\n  CONSTRAINT \"$$; --\" CHECK (\"select\" > 0));\nCREATE TABLE x (a integer);\n");
  const std::string url = fresh_database("hostile");
  run_sql(url, folder.succeed({"diff", "--from", "empty", "--to", "a.sql"}).out);
  CHECK(folder.succeed({"diff", "--from", "a.sql", "--to", url, "--exit-code"}).out.empty());
  const std::string down = folder.succeed({"diff", "--from", url, "--to", "a.sql", "--down"}).out;
  CHECK(down.empty());
  CHECK(run_sql(url, "SELECT count(*) FROM x") == "0\n");
}

TEST_CASE("a user without rights on a table reads what is there all the same") {
  const std::string url = fresh_database("rights");
  run_sql(url,
          "CREATE TABLE secret (a integer PRIMARY KEY); CREATE ROLE reader_of_nothing LOGIN;"
          "REVOKE ALL ON secret FROM PUBLIC");
  const std::string theirs = url.substr(0, url.find("user=")) + "user=reader_of_nothing";
  const Folder folder;
  const Outcome outcome = folder.run({"diff", "--from", theirs, "--to", url, "--exit-code"});
  run_sql(url, "DROP ROLE reader_of_nothing");
  INFO(outcome.out << outcome.err);
  CHECK(outcome.status == 0);
}

}  // namespace schemac::tests
