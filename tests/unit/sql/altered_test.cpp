// Which tables a statement changes, by its text.
#include "sql/altered.hpp"

#include <catch2/catch.hpp>

namespace schemac::sql {

using Names = std::vector<std::string>;

TEST_CASE("the tables that a statement changes are told by its text") {
  CHECK(altered_relations("ALTER TABLE s.\"T\" DROP COLUMN a") == Names{"s.\"T\""});
  CHECK(altered_relations("ALTER TABLE t RENAME TO u") == Names{"t"});
  CHECK(altered_relations("ALTER TABLE t RENAME a TO b") == Names{"t"});
  CHECK(altered_relations("CREATE UNIQUE INDEX CONCURRENTLY i ON s.t (a)") == Names{"s.t"});
  CHECK(altered_relations("DROP TABLE IF EXISTS a, s.b CASCADE") == Names{"a", "s.b"});
  CHECK(altered_relations("DROP MATERIALIZED VIEW v") == Names{"v"});
  CHECK(altered_relations("TRUNCATE a, s.b") == Names{"a", "s.b"});
  CHECK(altered_relations("UPDATE s.t SET a = 1") == Names{"s.t"});
  CHECK(altered_relations("DELETE FROM t") == Names{"t"});
  CHECK(altered_relations("INSERT INTO t VALUES (1)") == Names{"t"});
  CHECK(altered_relations("CREATE TRIGGER w BEFORE UPDATE ON t EXECUTE FUNCTION f()") == Names{"t"});
  CHECK(altered_relations("CREATE POLICY p ON t") == Names{"t"});
  CHECK(altered_relations("CREATE TABLE p1 PARTITION OF p DEFAULT") == Names{"p"});
}

TEST_CASE("of what makes, runs or is not SQL no table is told") {
  for (const char* text : {"CREATE TABLE t (a int)", "CREATE VIEW v AS SELECT 1", "DROP FUNCTION f", "DROP INDEX i",
                           "DO 'BEGIN END'", "SET a = b", "nonsense", "", "SELECT 1; SELECT 2"})
    CHECK(altered_relations(text).empty());
}

TEST_CASE("a table that a statement makes is told by its text") {
  CHECK(made_relation("CREATE TABLE s.t (a int)") == "s.t");
  CHECK(made_relation("CREATE TABLE t AS SELECT 1") == "t");
  CHECK(made_relation("CREATE MATERIALIZED VIEW s.v AS SELECT 1") == "s.v");
  CHECK(made_relation("CREATE VIEW v AS SELECT 1").empty());
  CHECK(made_relation("nonsense").empty());
}

}  // namespace schemac::sql
