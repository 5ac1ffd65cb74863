// `schemac diff`: any two states, in three formats, with nothing but the answer on standard output.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

}  // namespace

TEST_CASE("diff shows what generate would write, and exits 4 when asked") {
  const Library library;
  CHECK_THAT(library.fail(1, {"diff"}), Contains("[snapshot-missing]") && Contains("`--from empty`"));
  library.succeed({"generate"});
  CHECK(library.succeed({"diff", "--exit-code"}).out.empty());
  CHECK(library.succeed({"diff", "--from", "migrations", "--exit-code"}).out.empty());
  library.add_column("Nullable<Text> died_in;");
  const auto before = library.files();
  const Outcome outcome = library.run({"diff", "--exit-code"});
  CHECK(outcome.status == 4);
  CHECK_THAT(outcome.out, Contains("ALTER TABLE public.authors ADD COLUMN died_in text"));
  CHECK(outcome.err.empty());
  CHECK_THAT(library.succeed({"diff", "--down"}).out, Contains("DROP COLUMN died_in"));
  CHECK(library.succeed({"diff", "--format", "tree"}).out == "add column public.authors.died_in: text\n");
  const auto json = nlohmann::json::parse(library.succeed({"diff", "--format", "json"}).out);
  REQUIRE(json.size() == 1);
  const auto& step = json[0]["steps"][0];
  CHECK(step["object"] == "column public.authors.died_in");
  CHECK(step["inverse"][0] == "ALTER TABLE public.authors DROP COLUMN died_in");
  CHECK(step["receipt"]["locks"]["public.authors"] == "access exclusive");
  CHECK(step["check"].is_null());
  CHECK(json[0]["lock_timeout"] == "3s");
  CHECK(library.files() == before);
}

TEST_CASE("the SQL of diff makes the schema of a database") {
  const Library library;
  const std::string sql = library.succeed({"diff", "--from", "empty"}).out;
  library.sql(sql);
  CHECK(library.succeed({"diff", "--from", "development", "--exit-code"}).out.empty());
  CHECK(library.succeed({"diff", "--from", "schema", "--to", library.url(), "--exit-code"}).out.empty());
  const std::string other = fresh_database("other");
  run_sql(other, library.succeed({"diff", "--from", other, "--to", library.url()}).out);
  CHECK(library.succeed({"diff", "--from", other, "--to", library.url(), "--exit-code"}).out.empty());
}

TEST_CASE("files of SQL are compared without a project") {
  const Folder folder;
  folder.write("the first.sql", "CREATE TABLE shelves (id integer PRIMARY KEY, room text);");
  folder.write("second.sql", "CREATE TABLE shelves (id bigint PRIMARY KEY, room text);");
  const Outcome outcome = folder.run({"diff", "--from", "the first.sql", "--to", "second.sql", "--exit-code"});
  CHECK(outcome.status == 4);
  CHECK_THAT(outcome.out, Contains("ALTER COLUMN id TYPE bigint"));
  CHECK_FALSE(folder.exists(".schemac"));
  CHECK_THAT(folder.fail(1, {"diff", "--from", "nothing.sql", "--to", "second.sql"}),
             Contains("nothing.sql: error: the file does not exist"));
}

TEST_CASE("SQL that PostgreSQL refuses is an error at its place") {
  const Folder folder;
  folder.write("broken.sql", "CREATE TABLE shelves (id integer);\nCREATE INDEX ON shelves (room);\n");
  folder.write("empty.sql", "");
  CHECK_THAT(folder.fail(1, {"diff", "--from", "empty", "--to", "broken.sql"}),
             Contains("broken.sql:2:") && Contains("[sql-rejected]"));
}

TEST_CASE("objects that need each other have no order to be made in") {
  const Folder folder;
  folder.write("circle.sql",
               "CREATE FUNCTION f() RETURNS integer LANGUAGE sql RETURN 1;\n"
               "CREATE FUNCTION g() RETURNS integer LANGUAGE sql RETURN f();\n"
               "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql RETURN g();\n");
  const Outcome outcome = folder.run({"diff", "--from", "empty", "--to", "circle.sql"});
  CHECK(outcome.status == 1);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Contains("function public.f()") && Contains("[cannot-plan]"));
}

TEST_CASE("what a database has and schemac does not manage is told and left alone") {
  const Library library;
  library.sql("CREATE TYPE everybody");  // a shell: PostgreSQL knows its name alone
  const Outcome outcome = library.succeed({"diff", "--from", "development", "--to", "schema"});
  CHECK_THAT(outcome.err, Contains("everybody") && Contains("[unmodelled]"));
  CHECK_THAT(outcome.out, !Contains("everybody"));
}

TEST_CASE("with --strict what schemac does not manage is an error, and nothing is written") {
  const Library library;
  library.sql("CREATE TYPE everybody");
  const auto before = library.files();
  for (const Words& words : {Words{"--strict", "diff", "--from", "development", "--to", "schema"},
                             Words{"--strict", "db", "push"}, Words{"--strict", "db", "pull"}}) {
    INFO(words[1] << " " << words[2]);
    CHECK_THAT(library.fail(1, words), Contains("error: shell type `public.everybody`") && Contains("[unmodelled]"));
  }
  CHECK(library.sql("SELECT count(*) FROM pg_class WHERE relname = 'authors'") == "0\n");
  library.write("schema/more.sql", "CREATE TYPE everybody;\n");
  CHECK_THAT(library.fail(1, {"generate", "--strict"}), Contains("error: shell type `public.everybody` in the schema"));
  CHECK_FALSE(library.exists("schema/migrations"));
  library.succeed({"generate"});
}

TEST_CASE("where no cast leads to a type, the user says what becomes of the values, each way") {
  const Folder folder;
  folder.write("a.sql", "CREATE TABLE t (id integer PRIMARY KEY, flag integer, day text);\n");
  folder.write("b.sql", "CREATE TABLE t (id integer PRIMARY KEY, flag point, day date);\n");
  const std::string url = fresh_database("using");
  run_sql(url, folder.read("a.sql") + "INSERT INTO t VALUES (1, 5, '20.11.2026')");
  CHECK_THAT(folder.fail(1, {"diff", "--from", url, "--to", "b.sql"}),
             Contains("[cannot-plan]") && Contains("public.t.flag") && Contains("--using"));
  CHECK_THAT(folder.fail(2, {"diff", "--from", url, "--to", "b.sql", "--using", "t.nothing=1"}), Contains("t.nothing"));
  const std::vector<std::string> said = {"--using",      "t.flag=point(flag, 0)",
                                         "--using",      "t.day=to_date(day, 'DD.MM.YYYY')",
                                         "--using-down", "t.flag=flag[0]::integer"};
  Words up = {"diff", "--from", url, "--to", "b.sql"};
  up.insert(up.end(), said.begin(), said.end());
  Words down = up;
  down.push_back("--down");
  const std::string way_up = folder.succeed(up).out;
  const std::string way_down = folder.succeed(down).out;
  run_sql(url, way_up);
  CHECK(run_sql(url, "SELECT flag, day FROM t") == "(5,0)|2026-11-20\n");
  run_sql(url, way_down);
  CHECK(run_sql(url, "SELECT flag, day FROM t") == "5|2026-11-20\n");
}

}  // namespace schemac::tests
