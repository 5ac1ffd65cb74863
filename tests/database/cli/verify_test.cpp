// What a history and a database are proved to be: `migrate verify`, `migrate baseline`, and drift.
#include <catch2/catch.hpp>

#include <filesystem>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

struct Two : Library {
  Two() {
    succeed({"generate"});
    add_column("Nullable<Text> died_in;");
    succeed({"generate"});
  }
  void write_third(const std::string& up, const std::string& down) const {
    write("schema/migrations/0003_by_hand/up.sql", up);
    write("schema/migrations/0003_by_hand/down.sql", down);
    succeed({"migrate", "repair"});
  }
};

}  // namespace

TEST_CASE("verify proves every migration up and down, and the database by as many as it has") {
  const Two library;
  library.succeed({"migrate", "up", "--to", "1"});
  const auto before = library.files();
  CHECK_THAT(library.succeed({"migrate", "verify"}).err,
             Contains("2 migrations proved up and down") && Contains("`development` is what 1 of 2 migrations give"));
  CHECK(library.files() == before);
  library.sql("ALTER TABLE authors ALTER name DROP NOT NULL");
  CHECK_THAT(library.fail(4, {"migrate", "verify"}),
             Contains("[drift]") && Contains("alter column public.authors.name"));
  library.succeed({"migrate", "verify", "--no-database"});
}

TEST_CASE("verify finds a way down that does not return, and a snapshot that is not what the migrations give") {
  const Two library;
  library.write_third("CREATE TABLE extra (id integer);\n", "SELECT 1;\n");
  CHECK_THAT(library.fail(1, {"migrate", "verify", "--no-database"}),
             Contains("0003_by_hand: error: the way down of `0003_by_hand` does not return") &&
                 Contains("drop table public.extra") && Contains("[proof-failed]"));
  library.write_third("CREATE TABLE extra (id integer);\n", "DROP TABLE extra;\n");
  CHECK_THAT(library.fail(1, {"migrate", "verify", "--no-database"}), Contains("[snapshot-mismatch]"));
  library.write_third("CREATE TABLE extra (id integer);\n", "DROP TABLE other;\n");
  CHECK_THAT(library.fail(1, {"migrate", "verify", "--no-database"}),
             Contains("0003_by_hand/down.sql:1:1: error: the way down of `0003_by_hand` fails"));
}

TEST_CASE("status says what somebody has changed by hand, where every migration is applied") {
  const Two library;
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "status"});
  library.sql("CREATE TABLE others (id integer); DROP INDEX idx_books_earlier_edition_id");
  const std::string error = library.fail(4, {"migrate", "status"});
  CHECK_THAT(error, Contains("[drift]") && Contains("drop table public.others") &&
                        Contains("create index public.books.idx_books_earlier_edition_id"));
  library.sql("DROP TABLE others; CREATE INDEX idx_books_earlier_edition_id ON books (earlier_edition_id)");
  library.succeed({"migrate", "status"});
}

TEST_CASE("a database that is older than its migrations is adopted, if it is what they give") {
  const Two library;
  const std::string first = library.read("schema/migrations/0001_initial/up.sql");
  library.sql(first);
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("SQLSTATE 42"));
  CHECK_THAT(library.fail(4, {"migrate", "baseline"}), Contains("[drift]") && Contains("died_in"));
  CHECK(library.sql("SELECT count(*) FROM schemac.migrations") == "0\n");
  CHECK_THAT(library.succeed({"migrate", "baseline", "--to", "1"}).err, Contains("1 migration: nothing was run"));
  CHECK_THAT(library.fail(1, {"migrate", "baseline"}), Contains("has a history already: `0001_initial`"));
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "verify"});
  library.succeed({"migrate", "to", "0"});
  library.fail(2, {"migrate", "baseline", "--to", "9"});
}

}  // namespace schemac::tests
