// `schemac db push`: a development database made what the schema says, without a migration.
#include <catch2/catch.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kHeader = "schema/library.hpp";

}  // namespace

TEST_CASE("db push makes a database what the schema says, and then has nothing to do") {
  const Library library;
  const auto before = library.files();
  const std::string sql = library.succeed({"db", "push", "--dry-run"}).out;
  CHECK_THAT(sql, Contains("CREATE TABLE public.authors"));
  CHECK(library.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n");
  CHECK_THAT(library.succeed({"db", "push"}).err, Contains("create table public.authors"));
  CHECK(library.succeed({"diff", "--from", "development", "--to", "schema", "--exit-code"}).out.empty());
  CHECK_THAT(library.succeed({"db", "push"}).err, Contains("nothing to do"));
  CHECK(library.sql("SELECT to_regclass('schemac.migrations') IS NULL") == "t\n");
  CHECK(library.files() == before);
}

TEST_CASE("db push goes to the database that is named") {
  const Library library;
  const std::string other = fresh_database("other");
  library.succeed({"db", "push", "--url", other});
  CHECK(run_sql(other, "SELECT count(*) FROM authors") == "0\n");
  library.write("schemac.toml", library.read("schemac.toml") + "\n[environments.staging]\nurl = \"" + other + "\"\n");
  CHECK_THAT(library.succeed({"db", "push", "staging"}).err, Contains("nothing to do"));
  CHECK_THAT(library.succeed({"--env", "staging", "db", "push"}).err, Contains("nothing to do"));
  library.fail(2, {"db", "push", "staging", "--url", other});
}

TEST_CASE("db push refuses what loses data until it is allowed, and renames what was renamed") {
  const Library library;
  library.succeed({"db", "push"});
  library.sql("INSERT INTO authors (id, name, \"Born In\") VALUES (1, 'Ada', 'London')");
  library.replace(kHeader, "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  CHECK_THAT(library.fail(5, {"db", "push"}), Contains("[hazard-refused]") && Contains("`--allow=deletes-data`"));
  CHECK(library.sql("SELECT \"Born In\" FROM authors") == "London\n");
  CHECK_THAT(library.fail(2, {"db", "push", "--allow=nonsense"}), Contains("[bad-usage]"));
  library.succeed({"db", "push", "--allow=deletes-data"});
  library.replace(kHeader, "  Text name;", "  Text full_name;");
  CHECK_THAT(library.fail(3, {"db", "push"}), Contains("--rename public.authors.name=full_name"));
  library.succeed({"db", "push", "--rename", "authors.name=full_name"});
  CHECK(library.sql("SELECT full_name FROM authors") == "Ada\n");
}

TEST_CASE("db push refuses a protected environment, whatever is allowed") {
  const Library library;
  library.write("schemac.toml", library.read("schemac.toml") + "protected = true\n");
  CHECK_THAT(library.fail(5, {"db", "push", "--allow=deletes-data"}),
             Contains("environment `development` is protected: nothing is pushed to it [protected-environment]"));
  CHECK(library.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n");
  CHECK_THAT(library.succeed({"db", "push", "--dry-run"}).out, Contains("CREATE TABLE public.authors"));
}

TEST_CASE("db push says that the history does not know of it") {
  const Library library;
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  library.add_column("Nullable<Text> died_in;");
  CHECK_THAT(
      library.succeed({"db", "push"}).err,
      Contains("the history of this database ends with `0001_initial` and does not know of this: `schemac "
               "generate` writes the migration, `schemac migrate repair --done NAME` says that this database has it"));
  library.succeed({"generate"});
  CHECK_THAT(library.fail(1, {"migrate", "up"}),
             Contains("(SQLSTATE 42701)") && Contains("if the database has all of it already, by `db push` or by hand, "
                                                      "`migrate repair --done 0002_add_authors_died_in` says so"));
  CHECK_THAT(library.fail(4, {"migrate", "verify"}),
             Contains("[drift]") && Contains("`schemac migrate repair --done NAME`"));
  library.succeed({"migrate", "repair", "--done", "0002_add_authors_died_in"});
  library.succeed({"migrate", "verify"});
  library.replace("schema/library.hpp", "  Nullable<Text> died_in;\n", "");
  library.succeed({"db", "push", "--allow=deletes-data"});
  library.succeed({"generate", "--allow=deletes-data"});
  CHECK_THAT(library.fail(1, {"migrate", "up", "--allow=deletes-data"}),
             Contains("(SQLSTATE 42703)") && Contains("`migrate repair --done 0003_"));
}

TEST_CASE("a statement that the database refuses takes its transaction back, and is told") {
  const Library library;
  library.succeed({"db", "push"});
  library.sql("INSERT INTO authors (id, name) VALUES (1, 'Ada'), (2, 'Ada')");
  library.replace(kHeader, "  Text name;", "  Text name;\n  Nullable<Text> died_in;");
  library.write("schema/ratio.sql", "CREATE INDEX ratio ON authors ((1 / (id - 1)));\n");
  const std::string error = library.fail(1, {"db", "push", "--offline"});
  CHECK_THAT(error, Contains("(SQLSTATE 22012)") && Contains("the statement is") && Contains("rolled back"));
  CHECK(library.sql("SELECT count(*) FROM pg_attribute WHERE attname = 'died_in'") == "0\n");
}

TEST_CASE("rows that are in the way are told before anything runs") {
  const Library library;
  library.succeed({"db", "push"});
  library.sql("INSERT INTO authors (id, name) VALUES (1, 'Ada'), (2, 'Ada'), (3, 'Bo')");
  library.replace(kHeader, "  Text name;", "  Text name{unique};\n  Nullable<Text> died_in;");
  library.replace(kHeader, "  Nullable<Text> born_in", "  Text born_in");
  const std::string error = library.fail(1, {"db", "push"});
  CHECK_THAT(error, Contains("1 row, among them (Ada), are in the way") &&
                        Contains("3 rows, among them (1), (2), (3)") && Contains("[rows-in-the-way]") &&
                        Contains("nothing was run"));
  CHECK(library.sql("SELECT count(*) FROM pg_attribute WHERE attname = 'died_in'") == "0\n");
  library.sql("UPDATE authors SET name = name || id, \"Born In\" = 'London'");
  library.succeed({"db", "push"});
}

TEST_CASE("what is refused comes with a safe way, and of a small table what only takes its time is not refused") {
  const Library library;
  library.succeed({"db", "push"});
  const std::string toml = library.read("schemac.toml");
  library.write("schemac.toml", toml + "[policy]\nallow = [\"breaks-running-code\"]\n");
  library.replace(kHeader, "  Integer user{", "  BigInt user{");
  CHECK_THAT(library.fail(5, {"db", "push"}),
             Contains("(rewrites-table) [hazard-refused]") && Contains("a safe way is") &&
                 Contains("ADD COLUMN user_next bigint") && Contains("CREATE TRIGGER"));
  library.replace(kHeader, "  Text name;", "  Text name;\n  Uuid key{default_random};");
  library.replace(kHeader, "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  CHECK_THAT(library.fail(5, {"db", "push", "--offline"}),
             Contains("DO $fill$") && Contains("RENAME COLUMN \"Born In\" TO \"Born In_parked\""));
  library.write("schemac.toml", toml +
                                    "[policy]\nallow = [\"breaks-running-code\", \"deletes-data\"]\n"
                                    "safe_below = \"64MB\"\n");
  library.succeed({"db", "push"});
}

}  // namespace schemac::tests
