// `migrate squash`: one migration that gives the same as many, and databases that have applied those.
#include <catch2/catch.hpp>

#include <filesystem>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using Names = std::vector<std::string>;

struct Three : Library {
  Three() {
    succeed({"generate"});
    add_column("Nullable<Text> died_in;");
    succeed({"generate", "--name", "died"});
    add_column("Nullable<Text> motto;");
    succeed({"generate", "--name", "motto"});
  }
  std::string journal() const { return sql("SELECT number, name, replaces FROM schemac.migrations ORDER BY number"); }
};

}  // namespace

TEST_CASE("squash writes one migration that gives the same, and a database that has the others knows it") {
  const Three library;
  library.succeed({"migrate", "up"});
  const std::string snapshot = library.read("schema/snapshot.json");
  CHECK_THAT(library.succeed({"migrate", "squash"}).err,
             Contains("migration 0003_squashed stands for 3 migrations, proved up and down"));
  CHECK(migrations_of(library) == Names{"0003_squashed"});
  CHECK_THAT(library.read("schema/migrations/0003_squashed/up.sql"),
             Contains("-- 0003_squashed: up\n-- schemac: replaces 0001_initial ") && Contains("motto"));
  CHECK(library.read("schema/snapshot.json") == snapshot);

  CHECK_THAT(library.succeed({"migrate", "status"}).out, Contains("applied     0003_squashed"));
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("nothing to do"));
  CHECK(library.journal() == "3|squashed|{0001_initial,0002_died,0003_motto}\n");
  library.succeed({"migrate", "verify"});
  library.succeed({"check"});
  library.add_column("Nullable<Text> grave;");
  library.succeed({"generate", "--name", "grave"});
  CHECK(migrations_of(library) == Names{"0003_squashed", "0004_grave"});
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "to", "0"});
  CHECK(library.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0\n");
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "verify"});
}

TEST_CASE("a database that has some of what was squashed is told what it needs, and keeps what it has") {
  const Three library;
  library.succeed({"migrate", "up", "--to", "2"});
  const auto before = library.files();
  library.succeed({"migrate", "squash"});
  const std::string error = library.fail(1, {"migrate", "up"});
  CHECK_THAT(error, Contains("`0001_initial`") && Contains("[migration-missing]") &&
                        Contains("`0003_squashed` stands for it"));
  CHECK(library.sql("SELECT number, name FROM schemac.migrations ORDER BY 1") == "1|initial\n2|died\n");
  std::filesystem::remove_all(library.path() / "schema/migrations/0003_squashed");
  for (const auto& [file, text] : before) library.write(file, text);
  library.succeed({"migrate", "up"});
}

TEST_CASE("squash takes the first so many, and what was squashed before") {
  const Three library;
  library.succeed({"migrate", "up"});
  library.succeed({"migrate", "squash", "--to", "2", "--name", "first two"});
  CHECK(migrations_of(library) == Names{"0002_first_two", "0003_motto"});
  library.succeed({"migrate", "squash"});
  CHECK(migrations_of(library) == Names{"0003_squashed"});
  SECTION("by a database that has the originals") { library.succeed({"migrate", "up"}); }
  SECTION("by one that took the first squash over") {
    for (const char* file : {"up.sql", "down.sql"})
      CHECK(library.exists(std::string("schema/migrations/0003_squashed/") + file));
    library.sql("DELETE FROM schemac.migrations WHERE number = 1");
    const std::string up = library.read("schema/migrations/0003_squashed/up.sql");
    const std::size_t at = up.find("replaces 0002_first_two ") + 24;
    library.sql("UPDATE schemac.migrations SET name = 'first_two', checksum = '" + up.substr(at, 64) +
                "' WHERE number = 2");
    library.succeed({"migrate", "up"});
  }
  CHECK(library.sql("SELECT number, name FROM schemac.migrations") == "3|squashed\n");
  CHECK_THAT(library.fail(1, {"migrate", "squash"}), Contains("no two migrations"));
  library.fail(2, {"migrate", "squash", "--to", "9"});
}

TEST_CASE("where migrations wrote rows, their statements are kept, one after the other") {
  const Three library;
  library.write("schema/migrations/0004_rows/up.sql", "INSERT INTO authors (name) VALUES ('Ada');\n");
  library.write("schema/migrations/0004_rows/down.sql", "DELETE FROM authors WHERE name = 'Ada';\n");
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.succeed({"migrate", "squash"}).err, Contains("they write rows into table public.authors"));
  library.succeed({"migrate", "up"});
  CHECK(library.sql("SELECT name FROM authors") == "Ada\n");
  library.succeed({"migrate", "verify"});
}

}  // namespace schemac::tests
