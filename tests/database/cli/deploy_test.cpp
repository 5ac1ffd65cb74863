// `schemac migrate` where migrations are written by hand: goals, plans that were read, statements that commit by
// themselves, and what is said when something is in the way.
#include <catch2/catch.hpp>

#include "support/pg_bouncer.hpp"
#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

/// A library with three migrations, each of one column.
struct Three : Library {
  Three() {
    succeed({"generate"});
    add_column("Nullable<Text> died_in;");
    succeed({"generate"});
    add_column("Nullable<Text> lived_in;");
    succeed({"generate"});
  }
  std::string count_of_journal() const { return sql("SELECT count(*) FROM schemac.migrations"); }
};

}  // namespace

TEST_CASE("migrate to goes up and down to a migration, by its number, folder or name") {
  const Three library;
  library.succeed({"migrate", "up", "--to", "2"});
  CHECK(library.count_of_journal() == "2\n");
  library.succeed({"migrate", "to", "0003_add_authors_lived_in"});
  CHECK(library.count_of_journal() == "3\n");
  CHECK_THAT(library.succeed({"migrate", "to", "initial"}).err,
             Contains("taking back 0003_add_authors_lived_in\ntaking back 0002_add_authors_died_in\n"));
  CHECK_THAT(library.succeed({"migrate", "to", "1"}).err, Contains("nothing to do: the database is at 0001"));
  library.succeed({"migrate", "to", "0"});
  CHECK(library.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n");
  CHECK_THAT(library.fail(2, {"migrate", "to", "7"}), Contains("there is no migration `7`") && Contains("[bad-usage]"));
  library.fail(2, {"migrate", "to"});
  library.fail(2, {"migrate", "up", "--to", "2", "--steps", "1"});
  library.fail(2, {"migrate", "up", "--wait", "-1"});
}

TEST_CASE("migrate up --plan runs what somebody has read, and nothing else") {
  const Three library;
  library.succeed({"migrate", "up", "--to", "1"});
  const std::string plan = library.succeed({"migrate", "up", "--dry-run", "--to", "2"}).out;
  CHECK_THAT(plan, Contains("died_in") && !Contains("lived_in"));
  library.write("plan.sql", "-- read on a Monday\n" + plan);
  CHECK_THAT(library.fail(4, {"migrate", "up", "--plan", "plan.sql"}),
             Contains("plan.sql: error: this is not what would run"));
  library.succeed({"migrate", "up", "--plan", "plan.sql", "--to", "2"});
  CHECK(library.count_of_journal() == "2\n");
  CHECK_THAT(library.fail(4, {"migrate", "up", "--plan", "none.sql"}), Contains("[bad-usage]"));
}

TEST_CASE("a migration that a merge brought before an applied one is out of order, and stops everything") {
  const Three library;
  library.succeed({"migrate", "up"});
  library.sql("DELETE FROM schemac.migrations WHERE number = 2");
  CHECK_THAT(library.fail(1, {"migrate", "status"}), Contains("0002_add_authors_died_in: error:") &&
                                                         Contains("[migration-unordered]") &&
                                                         Contains("`schemac migrate to NUMBER`"));
  CHECK_THAT(library.run({"migrate", "status"}).out, Contains("out-of-order  0002"));
  library.fail(1, {"migrate", "up"});
}

TEST_CASE("a migration that fails by its own SQL goes on once what has not run yet is mended") {
  const Library library;
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "new", "two steps"});
  const std::string up = "schema/migrations/0002_two_steps/up.sql";
  const std::string first = "-- schemac: transaction\nCREATE TABLE one (id integer);\n";
  const std::string second = "-- schemac: transaction\nCREATE TABLE two (id integer);\n";
  library.write("schema/migrations/0002_two_steps/down.sql", "DROP TABLE one;\n");
  library.write(up, first + "-- schemac: transaction\nSELECT 1/0;\n");
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("1 of 2 batches") && Contains("what has not run yet may be "
                                                                                        "edited"));
  CHECK_THAT(library.fail(1, {"migrate", "down"}), Contains("`schemac migrate repair --undone 0002_two_steps`"));
  library.write(up, "-- schemac: transaction\nCREATE TABLE other (id integer);\n" + second);
  CHECK_THAT(
      library.fail(1, {"migrate", "repair"}),
      Contains("is unfinished (up 1 of 2 batches) and has been edited") && Contains("undo the edit of what is done"));
  library.write(up, first + second + "-- schemac: transaction\nDROP TABLE two;\n");
  CHECK_THAT(library.succeed({"migrate", "repair"}).err,
             Contains("goes on with what its files say now, behind 1 of 3"));
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("resuming 0002_two_steps"));
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("nothing to do: every migration is applied"));
  library.succeed({"migrate", "down"});
}

TEST_CASE("a way back that fails by its own SQL goes on once it is mended") {
  const Library library;
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "new", "one step"});
  const std::string down = "schema/migrations/0002_one_step/down.sql";
  const std::string first = "-- schemac: transaction\nALTER TABLE one RENAME TO former;\n-- schemac: transaction\n";
  library.write("schema/migrations/0002_one_step/up.sql", "CREATE TABLE one (id integer);\n");
  library.write(down, first + "SELECT 1/0;\n");
  library.succeed({"migrate", "repair"});
  library.succeed({"migrate", "up"});
  library.fail(1, {"migrate", "down"});
  library.write(down, first + "DROP TABLE former;\n");
  library.succeed({"migrate", "repair"});
  library.succeed({"migrate", "down"});
  CHECK(library.sql("SELECT to_regclass('former') IS NULL") == "t\n");
}

TEST_CASE("what PostgreSQL does not run in a transaction is refused where it is written") {
  const Library library;
  const auto said_of = [&](const std::string& sql) {
    library.write("schema/migrations/0001_by_hand/up.sql", sql);
    library.write("schema/migrations/0001_by_hand/down.sql", "");
    return library.fail(1, {"migrate", "up"});
  };
  CHECK_THAT(said_of("SELECT 1;\nCREATE INDEX CONCURRENTLY a ON b (c);"),
             Contains("0001_by_hand/up.sql:2:1: error: PostgreSQL does not run this within a transaction") &&
                 Contains("`-- schemac: no transaction`"));
  CHECK_THAT(said_of("BEGIN;\nSELECT 1;\nCOMMIT;"), Contains("up.sql:1:1: error: a migration does not begin and end"));
  CHECK_THAT(said_of("-- schemac: no transaction\nCREATE INDEX CONCURRENTLY ON b (c);"), Contains("needs a name"));
}

TEST_CASE("behind a pooler that mixes sessions nothing is migrated, and the message says which URL is needed") {
  const Three library;
  const PgBouncer pooler(library.url(), "transaction");
  library.replace("schemac.toml", library.url(), pooler.url());
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("[pooler-between]") && Contains("`direct_url`"));
  CHECK(library.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'schemac'") == "0\n");
  library.write("schemac.toml", library.read("schemac.toml") + "direct_url = \"" + library.url() + "\"\n");
  library.succeed({"migrate", "up"});
  CHECK(library.count_of_journal() == "3\n");
}

TEST_CASE("a lock that schemac.toml does not wait for ends the run, with who has it and how often it was tried") {
  const Three library;
  library.succeed({"migrate", "up", "--to", "1"});
  library.write("schemac.toml",
                library.read("schemac.toml") + "\n[migrate]\nlock_timeout = \"1s\"\nretry_for = \"2s\"\n");
  Child reader([&](const Child::Say&) {
    run_sql(library.url(), "BEGIN; SELECT 1 FROM authors; SELECT pg_sleep(600)");
    return 0;
  });
  REQUIRE(eventually([&] {
    return library.sql(
               "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
               "AND wait_event = 'PgSleep'") == "1\n";
  }));
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("waiting for session ") && Contains("pg_sleep(600)") &&
                                                     Contains("attempt 2 follows in") && Contains("SQLSTATE 55P03") &&
                                                     Contains("it was tried ") &&
                                                     Contains("0002_add_authors_died_in/up.sql:") &&
                                                     Contains("nothing of `0002_add_authors_died_in` was applied") &&
                                                     Contains("then `schemac migrate up` goes on from here"));
  library.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
      "AND pid <> pg_backend_pid()");
}

}  // namespace schemac::tests
