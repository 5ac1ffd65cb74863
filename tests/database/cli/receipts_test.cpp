// What stands beside each statement: what it was seen doing over rows, or what is expected of it.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

const std::string kBefore =
    "CREATE TABLE r (id int PRIMARY KEY);\n"
    "CREATE TABLE t (id int PRIMARY KEY, a text, b text, r int REFERENCES r);\n";
const std::string kAfter =
    "CREATE TABLE r (id int PRIMARY KEY);\n"
    "CREATE TABLE t (id int PRIMARY KEY, a integer, r int);\n";

}  // namespace

TEST_CASE("diff says beside each statement what it was seen doing, to other tables and to rows as well") {
  const Folder folder;
  folder.write("before.sql", kBefore);
  folder.write("after.sql", kAfter);
  const Words words{"diff", "--from", "before.sql", "--to", "after.sql", "--using", "public.t.a=a::integer"};
  const std::string sql = folder.succeed(words).out;
  CHECK_THAT(sql, Contains("-- measured: access exclusive on public.r, access exclusive on public.t\nALTER TABLE "
                           "public.t DROP CONSTRAINT t_r_fkey"));
  CHECK_THAT(sql, Contains("-- measured: access exclusive on public.t; loses the values of public.t.b\nALTER TABLE "
                           "public.t DROP COLUMN b"));
  CHECK_THAT(sql, Contains("writes public.t anew; met rows that it fails on: invalid input syntax for type integer: "
                           "\"row 1\"\nALTER TABLE public.t ALTER COLUMN a TYPE integer"));
  Words in_json = words;
  in_json.insert(in_json.end(), {"--format", "json"});
  CHECK_THAT(folder.succeed(in_json).out, Contains("\"measured\": true") &&
                                              Contains("\"loses the values of public.t.b\"") &&
                                              Contains("\"fails_on_rows\": \"invalid input syntax"));
  Words unmeasured = words;
  unmeasured.emplace_back("--unmeasured");
  CHECK_THAT(folder.succeed(unmeasured).out, Contains("-- expected: access exclusive on public.t\nALTER TABLE public.t "
                                                      "DROP COLUMN b") &&
                                                 !Contains("measured:"));
}

TEST_CASE("what is known of two databases is expected, for no server of ours was needed") {
  const Folder folder;
  const std::string before = fresh_database("before");
  const std::string after = fresh_database("after");
  run_sql(before, kBefore);
  run_sql(after, kBefore + "CREATE INDEX i ON t (a);");
  CHECK_THAT(folder.succeed({"diff", "--from", before, "--to", after}).out,
             Contains("-- expected: share update exclusive on public.t; looks at all rows of public.t\nCREATE INDEX"));
}

TEST_CASE("a table for which no row can be made up is named") {
  const Folder folder;
  const std::string table = "CREATE TABLE odd (n int CONSTRAINT square CHECK (n IS NOT NULL AND n * n = 7)";
  folder.write("before.sql", table + ");\n");
  folder.write("after.sql", table + ", b text);\n");
  const Outcome outcome = folder.succeed({"diff", "--from", "before.sql", "--to", "after.sql"});
  CHECK_THAT(outcome.err, Contains("no row could be made up for `public.odd`, so what is done to its rows was not "
                                   "seen: new row for relation \"odd\" violates check constraint \"square\""));
  CHECK_THAT(outcome.out, Contains("-- measured: access exclusive on public.odd\nALTER TABLE public.odd ADD COLUMN b"));
}

TEST_CASE("the files of a migration say what both its ways were seen doing") {
  const Library library;
  library.succeed({"generate"});
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate", "--name", "deaths"});
  CHECK_THAT(library.read("schema/migrations/0002_deaths/up.sql"),
             Contains("-- measured: access exclusive on public.authors\nALTER TABLE public.authors ADD COLUMN"));
  CHECK_THAT(library.read("schema/migrations/0002_deaths/down.sql"), Contains("-- measured: access exclusive on "
                                                                              "public.authors"));
}

}  // namespace schemac::tests
