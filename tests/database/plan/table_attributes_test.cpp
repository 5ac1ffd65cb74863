// What tables, columns and indexes are kept by, and extended statistics, there and back.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

TEST_CASE("attributes of tables and columns") {
  go_both_ways({R"(
    CREATE TABLE t (a int NOT NULL, b text); CREATE UNIQUE INDEX u ON t (a); CREATE TABLE r (a int);
)",
                R"(
    CREATE TABLE t (a int NOT NULL, b text) WITH (fillfactor=70, toast.autovacuum_enabled=off);
    CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX u;
    ALTER TABLE t CLUSTER ON u;
    ALTER TABLE t ALTER a SET (n_distinct=-0.5), ALTER b SET STORAGE EXTERNAL, ALTER b SET COMPRESSION pglz, ALTER b SET STATISTICS 7;
    CREATE TABLE r (a int); ALTER TABLE r REPLICA IDENTITY FULL; CREATE INDEX e ON t (lower(b));
    ALTER INDEX e ALTER COLUMN 1 SET STATISTICS 99; CREATE TABLE n (a int PRIMARY KEY);
    ALTER TABLE n REPLICA IDENTITY USING INDEX n_pkey; ALTER TABLE n CLUSTER ON n_pkey;
)",
                {}});
}

TEST_CASE("the index that a table is identified by is made anew") {
  go_both_ways({R"(
    CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX u ON t (a);
    ALTER TABLE t REPLICA IDENTITY USING INDEX u; ALTER TABLE t CLUSTER ON u;
)",
                R"(
    CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX u ON t (a, b);
    ALTER TABLE t REPLICA IDENTITY USING INDEX u; ALTER TABLE t CLUSTER ON u;
)",
                {}});
}

TEST_CASE("tables that refer to each other change persistence") {
  go_both_ways({R"(
    CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY REFERENCES a);
    CREATE TABLE c (id int REFERENCES b); INSERT INTO a VALUES (1);
)",
                R"(
    CREATE UNLOGGED TABLE a (id int PRIMARY KEY);
    CREATE UNLOGGED TABLE b (id int PRIMARY KEY REFERENCES a);
    CREATE UNLOGGED TABLE c (id int REFERENCES b);
)",
                {},
                "SELECT * FROM a"});
}

TEST_CASE("typed tables follow their type") {
  go_both_ways({R"(
    CREATE TYPE y AS (a int, b text); CREATE TABLE t OF y (a NOT NULL, b DEFAULT 'q');
    INSERT INTO t VALUES (1); CREATE TABLE u (a int, b text);
)",
                R"(
    CREATE TYPE y AS (a int, b text, c date); CREATE TABLE t OF y (a NOT NULL, b DEFAULT 'z');
    CREATE TABLE u OF y (PRIMARY KEY (a));
)",
                {},
                "SELECT a FROM t"});
}

TEST_CASE("extended statistics") {
  go_both_ways({R"(
    CREATE TABLE t (a int, b int, c text);
)",
                R"(
    CREATE TABLE t (a int, b int, c text); CREATE STATISTICS s (ndistinct, mcv) ON a, b FROM t;
    ALTER STATISTICS s SET STATISTICS 50; COMMENT ON STATISTICS s IS 'x';
    CREATE STATISTICS "S e" ON lower(c), a FROM t;
)",
                {}});
}

TEST_CASE("statistics see a column change its type") {
  go_both_ways({R"(
    CREATE TABLE t (a int, b int); CREATE STATISTICS s ON a, b FROM t;
)",
                R"(
    CREATE TABLE t (a bigint, b int); CREATE STATISTICS s ON a, b FROM t;
    ALTER STATISTICS s SET STATISTICS 5;
)",
                {}});
}

TEST_CASE("an invalid index is repaired") {
  go_both_ways({R"(
    CREATE TABLE t (a int); CREATE INDEX i ON t (a);
    UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
)",
                R"(
    CREATE TABLE t (a int); CREATE INDEX i ON t (a);
)",
                {}});
}
