// `schemac check`: each of the things that it looks at, broken one by one, and the exit status of each.
#include <catch2/catch.hpp>

#include <filesystem>

#include "support/private_server.hpp"
#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

struct Checked : Library {
  Checked() { succeed({"generate"}); }
};

}  // namespace

TEST_CASE("check finds a project as it should be, and writes nothing") {
  const Checked library;
  const auto before = library.files();
  CHECK_THAT(library.succeed({"check"}).err,
             Contains("1 migration proved up and down") && Contains("0 errors, 3 warnings"));
  CHECK(library.files() == before);
  CHECK_THAT(library.succeed({"check", "--format", "json"}).out, Contains("\"errors\": 0"));
  std::filesystem::remove_all(library.path() / "generated");  // left to the build
  library.succeed({"check"});
}

TEST_CASE("check exits 1 where the schema does not compile, or lint has an error") {
  const Checked library;
  library.write("schema/more.sql", "CREATE VIEW v AS SELECT nothing FROM books;\n");
  CHECK_THAT(library.fail(1, {"check"}), Contains("schema/more.sql:1:25: error") && Contains("[sql-rejected]"));
  library.write("schema/more.sql",
                "CREATE FUNCTION f() RETURNS integer SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';\n");
  library.succeed({"generate"});
  CHECK_THAT(library.fail(1, {"check"}), Contains("[loose-search-path]"));
  library.write("schema/more.sql", "-- schemac: allow loose-search-path\n" + library.read("schema/more.sql"));
  library.succeed({"check"});
  library.fail(1, {"check", "--warnings-as-errors"});
}

TEST_CASE("check exits 4 where something is stale: the snapshot, the code, what a migration gives") {
  const Checked library;
  library.replace("generated/library.cpp", "#include", "\n#include");
  CHECK_THAT(library.fail(4, {"check"}),
             Contains("generated/library.cpp: error: the file is not what would be generated now"));
  library.succeed({"generate"});
  library.add_column("Nullable<Text> died_in;");
  const std::string error = library.fail(4, {"check"});
  CHECK_THAT(error,
             Contains("schema/snapshot.json: error: the schema has changed") && Contains("generated/library.hpp"));
}

TEST_CASE("check exits 1 where the history does not lead to the snapshot, or not back") {
  const Checked library;
  library.write("schema/migrations/0002_by_hand/up.sql", "CREATE TABLE extra (id integer);\n");
  library.write("schema/migrations/0002_by_hand/down.sql", "DROP TABLE extra;\n");
  CHECK_THAT(library.fail(1, {"check"}), Contains("is not in migrations.sum"));
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.fail(1, {"check"}), Contains("[snapshot-mismatch]"));
  library.write("schema/migrations/0002_by_hand/down.sql", "SELECT 1;\n");
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.fail(1, {"check"}), Contains("[proof-failed]"));
}

TEST_CASE("check exits 5 where a migration does what nobody allowed, until a comment there says that it is meant") {
  const Checked library;
  library.replace("schema/library.hpp", "  Nullable<Text> born_in{column_name(\"Born In\")};\n", "");
  library.succeed({"generate", "--allow=deletes-data", "--name", "forget"});
  library.replace("schema/migrations/0002_forget/up.sql", "-- schemac: generated with --allow=deletes-data\n", "");
  CHECK_THAT(library.fail(5, {"check"}), Contains("0002_forget/up.sql:") && Contains("[hazard-refused]") &&
                                             Contains("`-- schemac: allow deletes-data` above the statement"));
  library.replace("schema/migrations/0002_forget/up.sql", "-- deletes-data",
                  "-- schemac: allow deletes-data\n-- deletes-data");
  CHECK_THAT(library.succeed({"check"}).err, Contains("2 migrations proved up and down"));
}

TEST_CASE("check --against holds a database beside what its migrations give") {
  const Checked library;
  library.succeed({"migrate", "up"});
  CHECK_THAT(library.succeed({"check", "--against", "development"}).err,
             Contains("`development` is what 1 of 1 migrations give"));
  library.sql("ALTER TABLE authors ALTER name DROP NOT NULL; DROP INDEX idx_books_earlier_edition_id");
  CHECK_THAT(library.fail(4, {"check", "--against", "development"}),
             Contains("alter column public.authors.name") &&
                 Contains("create index public.books.idx_books_earlier_edition_id"));
  CHECK_THAT(library.fail(1, {"check", "--against", "moon"}), Contains("[unknown-environment]"));
}

}  // namespace schemac::tests
