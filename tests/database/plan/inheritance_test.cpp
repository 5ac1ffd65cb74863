// Tables that inherit, there and back, with rows.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

TEST_CASE("children inherit, one more parent, and no more") {
  go_both_ways({R"(
    CREATE TABLE a (x int, y int DEFAULT 3, CONSTRAINT k CHECK (x > 0)); CREATE TABLE b (z int);
    CREATE TABLE c (own int) INHERITS (a); INSERT INTO c VALUES (5,2,3);
)",
                R"(
    CREATE TABLE a (x bigint, y int DEFAULT 4, w text, CONSTRAINT k CHECK (x > 1));
    CREATE TABLE b (z int); CREATE TABLE c (own int, z int) INHERITS (a); ALTER TABLE c INHERIT b;
    CREATE TABLE d (z int, extra int) INHERITS (b);
)",
                {},
                "SELECT own FROM c"});
}

TEST_CASE("a child keeps a column that its parent loses") {
  go_both_ways({R"(
    CREATE TABLE a (x int, e int); CREATE TABLE b () INHERITS (a); CREATE TABLE c () INHERITS (a);
    INSERT INTO b VALUES (1, 2); INSERT INTO a VALUES (3,4);
)",
                R"(
    CREATE TABLE a (x int); CREATE TABLE b () INHERITS (a); ALTER TABLE b ADD e int;
    CREATE TABLE c () INHERITS (a);
)",
                {},
                "SELECT x, e FROM b"});
}

TEST_CASE("a table starts to inherit with columns of its parent's") {
  go_both_ways({R"(
    CREATE TABLE a (x int, y int); CREATE TABLE b (x int, y int); INSERT INTO b VALUES (1,2);
)",
                R"(
    CREATE TABLE a (x int, y int); CREATE TABLE b () INHERITS (a);
)",
                {},
                "SELECT * FROM b"});
}

TEST_CASE("a generated column is made anew with those that children have from it") {
  const auto with = [](const std::string& type) {
    return "CREATE TABLE r (a " + type + " PRIMARY KEY, b " + type +
           ", g int GENERATED ALWAYS AS (a + b) STORED);"
           "CREATE TABLE c (z int) INHERITS (r); CREATE TABLE d (g int) INHERITS (r);"
           "COMMENT ON COLUMN c.g IS 'kept'; CREATE INDEX i ON c (g);";
  };
  go_both_ways({with("int") + "INSERT INTO c VALUES (1, 2); INSERT INTO d VALUES (3, 4);",
                with("bigint"),
                {},
                "SELECT a, b, g FROM r ORDER BY a"});
}
