// What migrations may do, where: hazards that schemac.toml allows, that `--allow` of generate has allowed, that are
// harmless because a table is small or a database new; and what people write, seen on the private server.
#include <catch2/catch.hpp>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

constexpr const char* kHeader = "schema/library.hpp";
const std::string kBornIn = "  Nullable<Text> born_in{column_name(\"Born In\")};\n";

/// A library whose first migration is applied, with a row.
struct Stocked : Library {
  Stocked() {
    succeed({"generate"});
    succeed({"migrate", "up"});
    sql("INSERT INTO authors (id, name, \"Born In\") VALUES (1, 'Ada', 'London')");
  }
  void policy(const std::string& lines) const { write("schemac.toml", toml_ + "[policy]\n" + lines); }
  void widen() const { replace(kHeader, "  Integer user{", "  BigInt user{"); }
  std::string last_up() const { return "schema/migrations/" + migrations_of(*this).back() + "/up.sql"; }

 private:
  std::string toml_ = read("schemac.toml");
};

}  // namespace

TEST_CASE("what was allowed when a migration was generated need not be said again") {
  const Stocked library;
  library.replace(kHeader, kBornIn, "");
  CHECK_THAT(library.fail(5, {"generate"}), Contains("[hazard-refused]"));
  library.succeed({"generate", "--allow=deletes-data"});
  CHECK_THAT(library.read(library.last_up()), Contains("-- deletes-data: values of") &&
                                                  Contains("-- schemac: generated with --allow=deletes-data\nALTER"));
  CHECK_FALSE(library.read(library.last_up()).find("--allow=breaks-running-code") != std::string::npos);
  library.succeed({"check"});
  library.succeed({"migrate", "up"});
}

TEST_CASE("a type that does not hold what the values say deletes data, unless it is said what becomes of them") {
  const Stocked library;
  library.replace(kHeader, "  Integer user{", "  Timestamp borrowed;\n  Integer user{");
  library.succeed({"generate", "--allow=may-fail,breaks-running-code"});
  library.replace(kHeader, "  Timestamp borrowed;", "  Date borrowed;");
  const std::string refused = library.fail(5, {"generate"});
  CHECK_THAT(refused, Contains("lose what a `date` does not hold (deletes-data) [hazard-refused]") &&
                          Contains("borrowed_before"));
}

TEST_CASE("a protected environment wants it said again") {
  const Stocked library;
  library.replace(kHeader, kBornIn, "");
  library.succeed({"generate", "--allow=deletes-data"});
  const std::string toml = library.read("schemac.toml");
  library.write("schemac.toml", toml + "protected = true\n");
  CHECK_THAT(library.fail(5, {"migrate", "up"}), Contains("[protected-environment]") &&
                                                     Contains("`--allow=deletes-data` goes on") &&
                                                     Contains("does not count in a protected environment"));
  CHECK_THAT(library.fail(5, {"migrate", "up", "--dry-run"}), Contains("[protected-environment]"));
  CHECK(library.sql("SELECT \"Born In\" FROM authors") == "London\n");
  library.succeed({"migrate", "up", "--allow=deletes-data"});
}

TEST_CASE("migrate up holds the policy of schemac.toml, statement by statement") {
  const Stocked library;
  library.widen();
  library.succeed({"generate"});
  library.policy("allow = [\"breaks-running-code\"]\n");
  const std::string refused = library.fail(5, {"migrate", "up"});
  CHECK_THAT(refused, Contains(library.last_up() + ":") && Contains("(rewrites-table) [hazard-refused]") &&
                          Contains("`-- schemac: allow rewrites-table` above the statement"));
  CHECK(library.sql("SELECT count(*) FROM schemac.migrations") == "1\n");
  const Outcome dry = library.run({"migrate", "up", "--dry-run"});
  CHECK(dry.status == 5);
  CHECK_THAT(dry.out, Contains("ALTER COLUMN \"user\" TYPE bigint"));
  library.replace(library.last_up(), "-- rewrites-table", "-- schemac: allow rewrites-table\n-- rewrites-table");
  library.succeed({"migrate", "up"});
}

TEST_CASE("of a small table what only takes its time is let pass, and that is said") {
  const Stocked library;
  library.widen();
  library.policy("allow = [\"breaks-running-code\"]\nsafe_below = \"64MB\"\n");
  CHECK_THAT(library.fail(5, {"generate"}), Contains("`--env NAME` asks that environment"));
  CHECK_THAT(
      library.succeed({"--env", "development", "generate"}).err,
      Contains("rewrites-table is allowed: `public.books` has ") && Contains("kB, less than `safe_below`, 64MB"));
  CHECK_THAT(library.fail(5, {"check"}), Contains("[hazard-refused]"));
  CHECK_THAT(library.succeed({"check", "--against", "development"}).err, Contains("rewrites-table is allowed"));
  library.policy("allow = [\"breaks-running-code\"]\nsafe_below = \"1kB\"\n");
  CHECK_THAT(library.fail(5, {"migrate", "up"}), Contains("(rewrites-table) [hazard-refused]"));
  library.policy("allow = [\"breaks-running-code\"]\nsafe_below = \"64MB\"\n");
  CHECK_THAT(library.succeed({"migrate", "up"}).err,
             Contains("`0002_") && Contains("rewrites-table is allowed: `public.books` has "));
}

TEST_CASE("diff from a database says which tables are small enough for the policy") {
  const Stocked library;
  library.widen();
  library.policy("safe_below = \"64MB\"\n");
  CHECK_THAT(library.succeed({"diff", "--from", "development", "--to", "schema"}).out,
             Contains("-- rewrites-table is allowed: `public.books` has "));
  CHECK_THAT(library.succeed({"diff"}).out, !Contains("rewrites-table is allowed"));
}

TEST_CASE("a history that once dropped things runs through on a database that has nothing") {
  const Stocked library;
  library.replace(kHeader, kBornIn, "");
  library.succeed({"generate", "--allow=deletes-data"});
  std::string up = library.read(library.last_up());
  const std::string mark = "-- schemac: generated with --allow=deletes-data\n";
  library.write(library.last_up(), up.erase(up.find(mark), mark.size()));
  CHECK_THAT(library.fail(5, {"migrate", "up"}), Contains("[hazard-refused]"));
  library.replace("schemac.toml", library.url(), fresh_database("new"));
  library.succeed({"migrate", "up"});
}

TEST_CASE("what a migration by hand does is seen by check, and allowed by name") {
  const Stocked library;
  library.write("schema/migrations/0002_tidy/up.sql",
                "-- Nobody reads them.\nDELETE FROM authors WHERE id > 0;\n\n"
                "UPDATE books SET title = upper(title);\n\nALTER TABLE books DROP COLUMN binding, ADD note text;\n");
  library.write("schema/migrations/0002_tidy/down.sql",
                "ALTER TABLE books DROP COLUMN note, ADD binding public.binding NOT NULL DEFAULT 'paperback';\n");
  library.succeed({"migrate", "repair"});
  const std::string found = library.run({"check"}).err;
  CHECK_THAT(found, Contains("0002_tidy/up.sql:2:1: error: migration `0002_tidy`: rows of `public.authors` are lost "
                             "(deletes-data) [hazard-refused]") &&
                        Contains("0002_tidy/up.sql:6:1: error: migration `0002_tidy`: values of "
                                 "`public.books.binding` are lost (deletes-data) [hazard-refused]") &&
                        !Contains("cannot-be-undone"));
  const Outcome dry = library.run({"migrate", "up", "--dry-run"});
  CHECK(dry.status == 5);
  CHECK_THAT(dry.out,
             Contains("-- Nobody reads them.\n-- deletes-data: rows of `public.Order` are lost\n-- deletes-data: "
                      "rows of `public.authors` are lost\n") &&
                 Contains("\n-- cannot-be-undone: values of `public.books.title` are others\n-- measured: row "
                          "exclusive on public.books") &&
                 Contains("-- measured: access exclusive on public.books; loses the values of "
                          "public.books.binding\nALTER TABLE books DROP"));
  library.replace("schema/migrations/0002_tidy/up.sql", "-- Nobody", "-- schemac: allow deletes-data\n-- Nobody");
  library.replace("schema/migrations/0002_tidy/up.sql", "\nALTER", "\n-- schemac: allow deletes-data\nALTER");
  CHECK_THAT(library.run({"check"}).err, !Contains("[hazard-refused]"));
}

TEST_CASE("a migration by hand that fails is seen up to there, and the dry run says so") {
  const Stocked library;
  library.write("schema/migrations/0002_wrong/up.sql",
                "ALTER TABLE books ADD note text;\nDELETE FROM nowhere;\nDROP TABLE books;\n");
  library.write("schema/migrations/0002_wrong/down.sql", "SELECT 1;\n");
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.run({"migrate", "up", "--dry-run"}).out,
             Contains("-- measured: access exclusive on public.books\nALTER TABLE books ADD note text;\n"
                      "-- measured: fails: relation \"nowhere\" does not exist\nDELETE FROM nowhere;\nDROP TABLE"));
}

TEST_CASE("what `--dry-run` printed with all that it saw is what `--plan` takes") {
  const Stocked library;
  library.write("schema/migrations/0002_tidy/up.sql", "ALTER TABLE books ADD note text;\n");
  library.write("schema/migrations/0002_tidy/down.sql", "ALTER TABLE books DROP COLUMN note;\n");
  library.succeed({"migrate", "repair"});
  library.write("plan.sql", library.succeed({"migrate", "up", "--dry-run"}).out);
  CHECK_THAT(library.read("plan.sql"), Contains("-- measured: access exclusive on public.books\nALTER TABLE"));
  library.succeed({"migrate", "up", "--plan", "plan.sql"});
}

}  // namespace schemac::tests
