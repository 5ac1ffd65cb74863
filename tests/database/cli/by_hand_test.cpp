// Migrations that people write: `migrate new`, `migrate repair`, and what becomes of them.
#include <catch2/catch.hpp>

#include "tool.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;

/// A library whose first migration is applied, with rows; the second is being written.
struct Written : Library {
  Written() {
    succeed({"generate"});
    succeed({"migrate", "up"});
    sql("INSERT INTO authors (id, name) SELECT i, 'author ' || i FROM generate_series(1, 25) AS i");
  }
  void write_second(const std::string& up, const std::string& down) const {
    write("schema/migrations/0002_by_hand/up.sql", up);
    write("schema/migrations/0002_by_hand/down.sql", down);
  }
};

}  // namespace

TEST_CASE("a migration by hand is written, sealed, applied in steps and taken back") {
  const Written library;
  CHECK_THAT(library.succeed({"migrate", "new", "By hand", "--batch", "authors by id limit 10"}).err,
             Contains("wrote schema/migrations/0002_by_hand/up.sql") && Contains("`schemac migrate repair`"));
  const std::string up = library.read("schema/migrations/0002_by_hand/up.sql");
  CHECK_THAT(up, Contains("-- schemac: batch authors by id limit 10") && Contains("id BETWEEN $1 AND $2"));
  library.succeed({"migrate", "status"});
  library.write("schema/migrations/0002_by_hand/up.sql",
                up + "UPDATE authors SET \"Born In\" = name WHERE id BETWEEN $1 AND $2;\n");
  CHECK_THAT(library.fail(1, {"migrate", "up"}),
             Contains("migrations.sum:2:1") && Contains("`schemac migrate repair`"));
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.succeed({"migrate", "repair"}).err, Contains("nothing to do"));
  CHECK_THAT(library.succeed({"-v", "migrate", "up"}).err, Contains("1 applied") && Contains("UPDATE authors"));
  CHECK(library.sql("SELECT count(*) FROM authors WHERE \"Born In\" = name") == "25\n");
  CHECK_THAT(library.succeed({"generate"}).err, Contains("nothing to do"));
  library.succeed({"migrate", "down"});
}

TEST_CASE("a failure says file, line, SQLSTATE, what stands and what to do, to the statement") {
  const Written library;
  library.sql("UPDATE authors SET name = 'Ada' WHERE id < 3");
  library.write_second(
      "-- schemac: no transaction\nCREATE INDEX CONCURRENTLY idx_a ON authors (name);\n"
      "CREATE UNIQUE INDEX CONCURRENTLY idx_b\n  ON authors (name);\n",
      "-- schemac: no transaction\nDROP INDEX CONCURRENTLY idx_b;\nDROP INDEX CONCURRENTLY idx_a;\n");
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("is not in migrations.sum") && Contains("migrate repair"));
  library.succeed({"migrate", "repair"});
  CHECK_THAT(library.fail(1, {"migrate", "up"}),
             Contains("0002_by_hand/up.sql:3:1: error:") && Contains("SQLSTATE 23505") && Contains("(name)=(Ada)") &&
                 Contains("0 of 1 batches of `0002_by_hand` and 1 statements of the next are done and stand") &&
                 Contains("dropping public.idx_b, the invalid index"));
  CHECK_THAT(library.run({"migrate", "status"}).out,
             Contains("unfinished  0002_by_hand  up 0 of 1 batches and 1 stat"));
  CHECK_THAT(library.fail(1, {"migrate", "down"}), Contains("`schemac migrate up` applies what is left"));
  library.sql("UPDATE authors SET name = 'Bob' WHERE id = 2");
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("resuming 0002_by_hand"));
  CHECK(library.sql("SELECT count(*) FROM pg_index WHERE indexrelid IN ('idx_a'::regclass, 'idx_b'::regclass) "
                    "AND indisvalid") == "2\n");
  library.succeed({"migrate", "down"});
}

TEST_CASE("what is applied is not sealed anew when it was edited, and what was done by hand is written down") {
  const Written library;
  library.write_second("ALTER TABLE authors ADD COLUMN a int;\n", "ALTER TABLE authors DROP COLUMN a;\n");
  library.succeed({"migrate", "repair", "--no-database"});
  library.sql("ALTER TABLE authors ADD COLUMN a int");
  CHECK_THAT(library.fail(1, {"migrate", "up"}), Contains("SQLSTATE 42701"));
  library.succeed({"migrate", "repair", "--done", "0002_by_hand"});
  CHECK_THAT(library.succeed({"migrate", "up"}).err, Contains("nothing to do"));
  library.write_second("ALTER TABLE authors ADD COLUMN b int;\n", "ALTER TABLE authors DROP COLUMN b;\n");
  CHECK_THAT(library.fail(1, {"migrate", "repair"}), Contains("[migration-edited]"));
  library.sql("ALTER TABLE authors DROP COLUMN a");
  library.succeed({"migrate", "repair", "--undone", "0002_by_hand"});
  library.succeed({"migrate", "up"});
  CHECK(library.sql("SELECT count(*) FROM pg_attribute WHERE attrelid = 'authors'::regclass AND attname = 'b'") ==
        "1\n");
  CHECK_THAT(library.fail(2, {"migrate", "repair", "--done", "0007_none"}), Contains("there is no migration"));
  CHECK_THAT(library.fail(2, {"migrate", "repair", "--undone", "0007_none"}), Contains("no migration `0007_none`"));
}

TEST_CASE("a new migration needs a name, and a walk that is one") {
  const Written library;
  library.fail(2, {"migrate", "new"});
  CHECK_THAT(library.fail(2, {"migrate", "new", "!!"}), Contains("leaves nothing for a folder's name"));
  CHECK_THAT(library.fail(2, {"migrate", "new", "x", "--batch", "authors"}), Contains("is no walk"));
  CHECK(migrations_of(library).size() == 1);
}

}  // namespace schemac::tests
