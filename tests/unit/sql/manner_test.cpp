// What PostgreSQL asks of whoever runs a statement, and walks.
#include "sql/manner.hpp"

#include <catch2/catch.hpp>

#include "sql/script.hpp"
#include "sql/walk.hpp"

namespace schemac::sql {

TEST_CASE("the text of a statement says how it must be run") {
  const auto kind = [](const char* text) { return manner_of(text).kind; };
  CHECK(kind("CREATE INDEX a ON b (c)") == MannerKind::plain);
  CHECK(kind("create index\nconcurrently a ON b (c)") == MannerKind::builds_index);
  CHECK(kind("COMMENT ON TABLE a IS 'built concurrently'") == MannerKind::plain);
  CHECK(kind("drop database a") == MannerKind::alone);
  CHECK(kind("CREATE TABLESPACE a LOCATION '/b'") == MannerKind::alone);
  CHECK(kind("ANALYZE a") == MannerKind::plain);
  CHECK(kind("ALTER TABLE a DETACH PARTITION b") == MannerKind::plain);
  CHECK(kind("REINDEX (CONCURRENTLY off) INDEX a") == MannerKind::plain);
  CHECK(kind("CLUSTER a USING b") == MannerKind::plain);
  CHECK(kind("SOMETHING of a later PostgreSQL") == MannerKind::plain);
  CHECK(kind("SET lock_timeout = 1") == MannerKind::session);
  CHECK(kind("RESET ALL") == MannerKind::session);
  CHECK(kind("SELECT set_config('search_path', '', false)") == MannerKind::session);
  CHECK(kind("COMMIT") == MannerKind::transaction);
  CHECK(kind("VACUUM a") == MannerKind::alone);
  CHECK(kind("CLUSTER") == MannerKind::alone);
  CHECK(kind("REINDEX SCHEMA CONCURRENTLY a") == MannerKind::alone);
  CHECK(kind("ALTER SYSTEM SET work_mem = 1") == MannerKind::alone);
  CHECK(kind("CALL a()") == MannerKind::may_commit);
  CHECK(kind("DO 'BEGIN COMMIT; END'") == MannerKind::may_commit);
}

TEST_CASE("what works concurrently is known by its names") {
  CHECK(manner_of("CREATE INDEX CONCURRENTLY \"A b\" ON s.\"T\" (c)") ==
        Manner{MannerKind::builds_index, "\"A b\"", "s.\"T\""});
  CHECK(manner_of("CREATE INDEX CONCURRENTLY ON t (c)") == Manner{MannerKind::builds_index, "", "t"});
  CHECK(manner_of("DROP INDEX CONCURRENTLY IF EXISTS s.i") == Manner{MannerKind::drops_index, "s.i", ""});
  CHECK(manner_of("REINDEX INDEX CONCURRENTLY s.i") == Manner{MannerKind::reindexes, "", "s.i"});
  CHECK(manner_of("REINDEX (VERBOSE, CONCURRENTLY) TABLE t") == Manner{MannerKind::reindexes, "", "t"});
  CHECK(manner_of("ALTER TABLE s.t DETACH PARTITION s.p CONCURRENTLY") == Manner{MannerKind::detaches, "s.p", "s.t"});
}

TEST_CASE("a walk is a table, a key and a number of rows") {
  CHECK(read_walk("items by id") == Walk{"items", {"id"}, kRowsOfWalk});
  CHECK(read_walk("public.\"order by\" by \"By\", id limit 7") == Walk{"public.\"order by\"", {"\"By\"", "id"}, 7});
  CHECK(write_walk({"public.items", {"a", "b"}, 9}) == "public.items by a, b limit 9");
  for (const char* wrong : {"", "items", "items by", "by id", "items by id limit", "items by id limit 0",
                            "items by id limit x", "items by id + 1", "items by id limit 5 or so", "a, b by id",
                            "items by t.id", "items by id; drop", "items x by id", "(select 1) by id"})
    CHECK_FALSE(read_walk(wrong));
}

TEST_CASE("statements of a walk use the first key of their rows and the last, and nothing else") {
  const Walk one{"t", {"id"}, 10};
  const Walk two{"t", {"a", "b"}, 10};
  CHECK(objection(one, "UPDATE t SET a = 1 WHERE id BETWEEN $1 AND $2").empty());
  CHECK(objection(two, "DELETE FROM t WHERE (a, b) BETWEEN ($1, $2) AND ($3, $4)").empty());
  CHECK_FALSE(objection(one, "UPDATE t SET a = 1").empty());
  CHECK_FALSE(objection(two, "UPDATE t SET a = 1 WHERE id BETWEEN $1 AND $2").empty());
  CHECK_FALSE(objection(one, "VACUUM t").empty());
}

TEST_CASE("a walk in a script is read, written, and part of what it means") {
  const char* const text =
      "-- schemac: batch t by id limit 10\n\nUPDATE t SET a = 1 WHERE id BETWEEN $1 AND $2;\n\n-- schemac: "
      "transaction\n\n"
      "SELECT 1;\n";
  Diagnostics diagnostics;
  const Script script = read(text, "up.sql", diagnostics);
  CHECK(diagnostics.list().empty());
  REQUIRE(script.batches.size() == 2);
  CHECK(script.batches[0].walk == Walk{"t", {"id"}, 10});
  CHECK_FALSE(script.batches[1].walk);
  CHECK(write_migration(script, "") == text);
  Script other = script;
  other.batches[0].walk->rows = 11;
  CHECK(checksum(other) != checksum(script));
}

TEST_CASE("a walk that is none, and a statement that does not walk, are errors at their line") {
  Diagnostics diagnostics;
  const Script script =
      read("-- schemac: batch t\nSELECT 1;\n-- schemac: batch t by id\nDELETE FROM t;\n", "up.sql", diagnostics);
  CHECK(script.batches.size() == 2);
  REQUIRE(diagnostics.list().size() == 2);
  CHECK(print(diagnostics.list()[0], false).starts_with("up.sql:1:1: error: `schemac: batch t` is no walk"));
  CHECK(print(diagnostics.list()[1], false).starts_with("up.sql:4:1: error: the statement must use exactly"));
}

}  // namespace schemac::sql
