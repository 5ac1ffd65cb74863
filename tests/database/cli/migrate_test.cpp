// `schemac migrate` and `schemac db` on a database with rows in it.
#include <sstream>

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
namespace fs = std::filesystem;

constexpr const char* kHeader = "schema/library.hpp";
constexpr const char* kSum = "schema/migrations/migrations.sum";

/// A library whose first migration is applied, with an author and two books.
struct Deployed : Library {
  Deployed() {
    succeed({"generate"});
    succeed({"migrate", "up"});
    sql("INSERT INTO authors (id, name, \"Born In\") VALUES (1, 'Ada', 'London');"
        "INSERT INTO books (id, author_id, title, binding, \"user\") VALUES (1, 1, 'Notes', 'hardback', 7), "
        "(2, 1, 'More notes', 'paperback', 8)");
  }
  std::string last_folder() const { return "schema/migrations/" + migrations_of(*this).back(); }
  /// Takes the questions to rows out of the last migration, so that its statements meet them.
  void ask_nothing() const {
    std::istringstream lines(read(last_folder() + "/up.sql"));
    std::string text;
    for (std::string line; std::getline(lines, line);)
      if (!line.starts_with("-- schemac: check ")) text += line + "\n";
    write(last_folder() + "/up.sql", text);
  }
  std::string count_of_ledger() const { return sql("SELECT count(*) FROM schemac.migrations"); }
};

}  // namespace

TEST_CASE("migrate up applies what is pending, and status says so") {
  const Library library;
  CHECK(library.succeed({"migrate", "status"}).out == "no migrations\n");
  library.succeed({"generate"});
  CHECK(library.succeed({"migrate", "status"}).out == "pending     0001_initial\n");
  CHECK(library.succeed({"migrate", "up", "--dry-run"}).out == library.read("schema/migrations/0001_initial/up.sql"));
  CHECK(library.succeed({"migrate", "status"}).out == "pending     0001_initial\n");
  library.succeed({"migrate", "up"});
  CHECK_THAT(library.succeed({"migrate", "status"}).out, Contains("applied     0001_initial"));
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("nothing to do"));
  CHECK_THAT(library.succeed({"--json", "migrate", "status"}).out, Contains("\"state\": \"applied\""));
  CHECK(library.succeed({"diff", "--from", "development", "--to", "schema", "--exit-code"}).out.empty());
}

TEST_CASE("migrate counts its steps up and down, and redo does both") {
  const Library library;
  library.succeed({"generate"});
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate"});
  library.succeed({"migrate", "up", "--steps", "1"});
  CHECK_THAT(library.succeed({"migrate", "status"}).out,
             Contains("applied     0001_initial") && Contains("pending     0002_add_authors_died_in"));
  library.succeed({"migrate", "up"});
  library.sql("INSERT INTO authors (id, name, died_in) VALUES (1, 'Ada', 'London')");
  library.succeed({"migrate", "redo"});
  CHECK(library.sql("SELECT name, died_in FROM authors") == "Ada|\n");
  library.succeed({"migrate", "down", "--steps", "2"});
  CHECK(library.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n");
  CHECK_THAT(library.fail(1, {"migrate", "down"}), Contains("[nothing-to-do]"));
}

TEST_CASE("rows survive a rename, another type, and a new value that is the default, both ways") {
  const Deployed library;
  library.replace(kHeader, "  Text name;", "  Text full_name{renamed_from(\"name\")};");
  library.replace(kHeader, "  Integer user{", "  BigInt user{");
  library.replace(kHeader, "{ hardback, paperback }", "{ hardback, leather, paperback }");
  library.replace(kHeader, "default_to(Binding::paperback)", "default_to(Binding::leather)");
  library.succeed({"generate"});
  CHECK_THAT(library.read(library.last_folder() + "/down.sql"), Contains("RENAME COLUMN full_name TO name"));
  library.succeed({"migrate", "up"});
  library.sql("INSERT INTO books (id, author_id, title) VALUES (3, 1, 'Leather')");
  const std::string books =
      "SELECT string_agg(title || ' ' || binding || ' ' || \"user\", ', ' ORDER BY id) FROM books";
  CHECK(library.sql("SELECT full_name, \"Born In\" FROM authors") == "Ada|London\n");
  CHECK(library.sql(books) == "Notes hardback 7, More notes paperback 8, Leather leather 0\n");
  library.sql("DELETE FROM books WHERE id = 3");
  library.succeed({"migrate", "down"});
  CHECK(library.sql("SELECT name, \"Born In\" FROM authors") == "Ada|London\n");
  CHECK(library.sql(books) == "Notes hardback 7, More notes paperback 8\n");
}

TEST_CASE("a migration that rows violate applies nothing, and says where it stood") {
  const Deployed library;
  library.sql("UPDATE books SET \"user\" = -1 WHERE id = 1");
  library.replace(kHeader, "  Integer user{", "  Integer user{check(\"positive\", \"\\\"user\\\" >= 0\"), ");
  library.succeed({"generate", "--offline"});
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("1 row, among them (1), are in the way") &&
                                                     Contains("[rows-in-the-way]") && Contains("IS FALSE"));
  const Outcome dry = library.run({"migrate", "up", "--dry-run"});
  CHECK(dry.status == 1);
  CHECK(dry.out == library.read(library.last_folder() + "/up.sql"));
  CHECK_THAT(dry.err, Contains("1 row, among them (1), are in the way") && Contains("[rows-in-the-way]"));
  library.ask_nothing();
  const std::string error = library.fail(1, {"migrate", "up"});
  CHECK_THAT(error, Contains(library.last_folder() + "/up.sql:") && Contains("[migration-failed]") &&
                        Contains("SQLSTATE 23514"));
  CHECK(library.count_of_ledger() == "1\n");
  CHECK_THAT(library.succeed({"migrate", "status"}).out, Contains("pending     0002"));
  library.sql("UPDATE books SET \"user\" = 1");
  library.succeed({"migrate", "up"});
  CHECK(library.count_of_ledger() == "2\n");
}

TEST_CASE("an online migration that rows violate stands as far as it came, and goes on once they are mended") {
  const Deployed library;
  library.sql("UPDATE books SET \"user\" = -1 WHERE id = 1");
  library.replace(kHeader, "  Integer user{", "  Integer user{check(\"positive\", \"\\\"user\\\" >= 0\"), ");
  library.succeed({"generate"});
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("[rows-in-the-way]"));
  CHECK(library.count_of_ledger() == "1\n");
  library.ask_nothing();
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("SQLSTATE 23514"));
  CHECK_THAT(library.succeed({"migrate", "status"}).out, Contains("up 1 of 2 batches"));
  library.sql("UPDATE books SET \"user\" = 1");
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("resuming 0002"));
  library.succeed({"migrate", "down"});
  CHECK(library.count_of_ledger() == "1\n");
}

TEST_CASE("a failed build of an index leaves nothing broken, and the next run builds it") {
  const Deployed library;
  library.sql("INSERT INTO authors (id, name) VALUES (2, 'Ada')");
  library.replace(kHeader, "  Text name;", "  Text name{unique};");
  library.succeed({"generate"});
  library.ask_nothing();
  library.fail(1, {"migrate", "up"});
  CHECK(library.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0\n");
  library.sql("UPDATE authors SET name = name || id");
  library.succeed({"migrate", "up"});
  CHECK(library.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0\n");
  CHECK(library.succeed({"diff", "--from", "development", "--to", "schema", "--exit-code"}).out.empty());
}

TEST_CASE("an applied migration is not edited, but may be commented on") {
  const Deployed library;
  const std::string up = library.last_folder() + "/up.sql";
  library.write(up, "-- why this is so\n" + library.read(up));
  library.succeed({"migrate", "up"});
  library.succeed({"generate"});

  library.replace(up, "\"Born In\"", "\"Born At\"");
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("[migration-edited]"));
  CHECK_THAT(library.fail(1, {"migrate", "status"}), Contains("[migration-edited]"));
  library.add_column("Nullable<Text> died_in;");
  CHECK_THAT(library.fail(1, {"generate"}), Contains("[migration-edited]"));
}

TEST_CASE("files of migrations that are missing or strange are errors at their place") {
  const Deployed library;
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate"});
  const fs::path folder = library.path() / library.last_folder();
  SECTION("one script") {
    fs::remove(folder / "down.sql");
    CHECK_THAT(library.fail(1, {"migrate", "up"}),
               Contains(library.last_folder() + "/down.sql: error: the file is missing [migration-missing]"));
  }
  SECTION("a whole migration") {
    fs::remove_all(folder);
    CHECK_THAT(library.fail(1, {"migrate", "up"}),
               Contains("migrations.sum:2:1: error:") && Contains("[migration-missing]"));
  }
  SECTION("migrations.sum") {
    fs::remove(library.path() / kSum);
    CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("[migration-missing]"));
  }
  SECTION("a merge that stopped half-way") {
    library.write(kSum, "<<<<<<< HEAD\n" + library.read(kSum) + "=======\n>>>>>>> branch\n");
    CHECK_THAT(library.fail(1, {"migrate", "up"}),
               Contains("migrations.sum:1:1: error:") && Contains("[migration-malformed]") && Contains("two branches"));
  }
  SECTION("something else") {
    library.write("schema/migrations/notes.txt", "of mine\n");
    CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("notes.txt") && Contains("[migration-malformed]"));
  }
  CHECK(library.count_of_ledger() == "1\n");
}

TEST_CASE("a database that knows a migration whose files are gone takes it back by what it kept") {
  const Deployed library;
  const auto before = library.files();
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate"});
  library.succeed({"migrate", "up"});
  fs::remove_all(library.path() / library.last_folder());  // another branch
  for (const auto& [name, text] : before) library.write(name, text);
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("[migration-missing]"));
  CHECK_THAT(library.fail(1, {"migrate", "redo"}), Contains("[migration-missing]"));
  library.succeed({"migrate", "down"});
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("nothing to do"));
  CHECK(library.sql("SELECT name FROM authors") == "Ada\n");
}

TEST_CASE("of two deployers at once one applies, and the other finds nothing to do") {
  const Library library;
  library.succeed({"generate"});
  Running one(library.path(), {"migrate", "up"});
  Running other(library.path(), {"migrate", "up"});
  const Outcome first = one.wait(), second = other.wait();
  INFO(first.err << second.err);
  CHECK(first.status == 0);
  CHECK(second.status == 0);
  const std::string both = first.err + second.err;
  CHECK_THAT(both, Contains("1 applied") && Contains("nothing to do"));
  CHECK(library.sql("SELECT count(*) FROM schemac.migrations") == "1\n");
}

TEST_CASE("a deployer that is killed leaves what the next one finishes") {
  const Deployed library;
  library.add_column("Nullable<Text> died_in;");
  library.succeed({"generate"});
  // Somebody reads the table for as long as it takes: the migration waits for its lock in the middle.
  Child reader([&](const Child::Say& say) {
    const std::string sql = "BEGIN; SELECT 1 FROM authors; SELECT pg_sleep(600)";
    say("starting");
    run_sql(library.url(), sql);
    return 0;
  });
  const auto sleeping = [&] {
    return library.sql(
               "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
               "AND wait_event = 'PgSleep'") == "1\n";
  };
  REQUIRE(eventually(sleeping));
  Running deployer(library.path(), {"migrate", "up"});
  REQUIRE(eventually([&] {
    return library.sql("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'authors'::regclass") == "1\n";
  }));
  CHECK_THAT(library.fail(1, {"migrate", "up", "--wait", "0"}), Contains("[busy]") && Contains("`--wait SECONDS`"));
  deployer.signal(SIGKILL);
  CHECK(deployer.wait().status == -SIGKILL);
  library.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
      "AND pid <> pg_backend_pid()");
  library.succeed({"migrate", "up"});
  CHECK_THAT(library.succeed({"migrate", "status"}).out, Contains("applied     0002"));
}

TEST_CASE("a protected environment does not lose data unless that is said") {
  const Deployed library;
  library.write("schemac.toml", library.read("schemac.toml") + "protected = true\n");
  CHECK_THAT(library.fail(5, {"--yes", "db", "drop"}), Contains("[protected-environment]"));
  CHECK_THAT(library.fail(5, {"migrate", "down"}),
             Contains("[protected-environment]") && Contains("`--allow=deletes-data`"));
  CHECK(library.sql("SELECT name FROM authors") == "Ada\n");
  const std::string down = library.last_folder() + "/down.sql";
  std::string text = library.read(down);
  for (std::size_t at = 0; (at = text.find("-- deletes-data", at)) != std::string::npos; at += 60)
    text.insert(at, "-- schemac: allow deletes-data\n");
  library.write(down, text);
  library.succeed({"migrate", "down"});
}

TEST_CASE("db creates, reaches and drops the environment's database") {
  const Library library;
  const std::string url = with_database(library.url(), "Library of " + library.path().filename().string().substr(13));
  library.replace("schemac.toml", library.url(), url);
  CHECK_THAT(library.fail(1, {"db", "ping"}), Contains("[connection-failed]") && Contains("`schemac db create`"));
  library.succeed({"db", "create"});
  CHECK_THAT(library.succeed({"db", "create"}).err, Contains("exists already"));
  CHECK_THAT(library.succeed({"db", "ping"}).out, Contains("PostgreSQL ") && Contains("`Library of "));
  CHECK_THAT(library.fail(3, {"db", "drop"}), Contains("`--yes`"));
  library.succeed({"--yes", "db", "drop"});
  library.fail(1, {"db", "ping"});
}

}  // namespace schemac::tests
