// Partitioned tables and their partitions, there and back, with rows.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

TEST_CASE("partitions come with keys, indexes, checks, foreign keys and triggers of their parent") {
  go_both_ways({R"(
    CREATE TABLE r (id int PRIMARY KEY);
)",
                R"(
    CREATE TABLE r (id int PRIMARY KEY);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TABLE p (id int, at date, n int REFERENCES r, CONSTRAINT k CHECK (n > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE "P 1" PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE TABLE p2 PARTITION OF p (CONSTRAINT own CHECK (id > 0)) FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') PARTITION BY HASH (id);
    CREATE TABLE p2a PARTITION OF p2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE p2b PARTITION OF p2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    CREATE TABLE pd PARTITION OF p DEFAULT; CREATE INDEX pn ON p (n) ;
    CREATE UNIQUE INDEX own ON pd (n);
    CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
    COMMENT ON TABLE p2 IS 'two'; COMMENT ON COLUMN p2.n IS 'x';
)",
                {}});
}

TEST_CASE("a partition is added to a parent that has indexes") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n); ALTER TABLE p ADD PRIMARY KEY (id, at);
    ALTER TABLE p ADD CHECK (n > 0); INSERT INTO p VALUES (1,'2020-02-02',3);
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n); ALTER TABLE p ADD PRIMARY KEY (id, at);
    ALTER TABLE p ADD CHECK (n > 0);
    CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
    CREATE TABLE p3 PARTITION OF p (n DEFAULT 5) DEFAULT;
)",
                {},
                "SELECT * FROM p"});
}

TEST_CASE("a bound changes and rows stay") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n); INSERT INTO p VALUES (1,'2020-02-02',3);
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2020-06-01');
    CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2020-06-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n);
)",
                {},
                "SELECT * FROM p"});
}

TEST_CASE("a partition becomes a table and back") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE r (id int PRIMARY KEY); ALTER TABLE p ADD FOREIGN KEY (n) REFERENCES r;
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n); ALTER TABLE p ADD PRIMARY KEY (id, at);
    ALTER TABLE p ADD CONSTRAINT c CHECK (n>0); INSERT INTO r VALUES (3);
    INSERT INTO p VALUES (1,'2020-02-02',3);
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE r (id int PRIMARY KEY); ALTER TABLE p ADD FOREIGN KEY (n) REFERENCES r;
    CREATE TABLE p1 (id int NOT NULL, at date NOT NULL, n int); CREATE INDEX i ON p (n);
    ALTER TABLE p ADD PRIMARY KEY (id, at); ALTER TABLE p ADD CONSTRAINT c CHECK (n>0);
)",
                {},
                "SELECT * FROM p1"});
}

TEST_CASE("columns of a partitioned table come, go and change") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p1 (n); INSERT INTO p VALUES (1,'2020-02-02',3);
)",
                R"(
    CREATE TABLE p (id bigint NOT NULL, at date NOT NULL, n bigint DEFAULT 7 NOT NULL, x text DEFAULT 'x', g int GENERATED ALWAYS AS (1+1) STORED) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p (x DEFAULT 'y', n DEFAULT 9) FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i2 ON p1 (x); COMMENT ON COLUMN p1.x IS 'own';
)",
                {},
                "SELECT id FROM p"});
}

TEST_CASE("indexes of a partitioned table change with those of partitions") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n); CREATE INDEX own ON p1 (id);
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n DESC); CREATE INDEX own ON p1 (id);
    CREATE INDEX j ON p (id) WITH (fillfactor=50);
)",
                {}});
}

TEST_CASE("an index ON ONLY with partitions attached one by one") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE TABLE p2 PARTITION OF p DEFAULT;
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX i ON ONLY p (n); CREATE INDEX i1 ON p1 (n);
    ALTER INDEX i ATTACH PARTITION i1;
)",
                {}});
}

TEST_CASE("a table becomes partitioned with its rows") {
  go_both_ways({R"(
    CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at date NOT NULL);
    CREATE TABLE c (p int REFERENCES p); INSERT INTO p (at) VALUES ('2020-02-02');
    INSERT INTO c VALUES (1);
)",
                R"(
    CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at date NOT NULL) PARTITION BY HASH (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE p2 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    CREATE TABLE c (p int REFERENCES p);
)",
                {},
                "SELECT * FROM p, c"});
}

TEST_CASE("a partitioned table gets another key and keeps partitions") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    INSERT INTO p VALUES (1,'2020-02-02',3);
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY LIST (n);
    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (3);
)",
                {},
                "SELECT * FROM p1"});
}

TEST_CASE("keys to and from partitioned tables") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    ALTER TABLE p ADD PRIMARY KEY (id, at); CREATE TABLE p1 PARTITION OF p DEFAULT;
    CREATE TABLE c (a int, b date); INSERT INTO p VALUES (1,'2020-01-01',1);
    INSERT INTO c VALUES (1,'2020-01-01');
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    ALTER TABLE p ADD PRIMARY KEY (id, at); CREATE TABLE p1 PARTITION OF p DEFAULT;
    CREATE TABLE c (a int, b date, FOREIGN KEY (a,b) REFERENCES p ON DELETE SET NULL (a));
    CREATE TABLE q (a int, b date, FOREIGN KEY (a,b) REFERENCES p DEFERRABLE) PARTITION BY LIST (a);
    CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1,2);
)",
                {},
                "SELECT * FROM c, p"});
}

TEST_CASE("a key of a partitioned table is replaced under a reference") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    ALTER TABLE p ADD PRIMARY KEY (id, at); CREATE TABLE p1 PARTITION OF p DEFAULT;
    CREATE TABLE c (a int, b date, FOREIGN KEY (a,b) REFERENCES p (id, at));
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    ALTER TABLE p ADD CONSTRAINT other PRIMARY KEY (at, id); CREATE TABLE p1 PARTITION OF p DEFAULT;
    CREATE TABLE c (a int, b date, FOREIGN KEY (a,b) REFERENCES p (id, at));
)",
                {}});
}

TEST_CASE("partition keys of every shape") {
  go_both_ways({R"(
    CREATE SCHEMA "Ä s";
)",
                R"(
    CREATE SCHEMA "Ä s";
    CREATE TABLE "Ä s"."T x" (a text, b int, "C c" int) PARTITION BY RANGE (lower(a) COLLATE "C" text_pattern_ops, (b + 1), "C c");
    CREATE TABLE "Ä s"."T 1" PARTITION OF "Ä s"."T x" FOR VALUES FROM (MINVALUE, MINVALUE, MINVALUE) TO ('m', 1, MAXVALUE);
    CREATE TABLE h (a uuid) PARTITION BY HASH (a); CREATE TABLE l (s text) PARTITION BY LIST (s);
    CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a''b', NULL);
)",
                {}});
}

TEST_CASE("a nested partition is cut out") {
  go_both_ways({R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (n);
    CREATE TABLE p11 PARTITION OF p1 DEFAULT; CREATE INDEX i ON p (n);
    INSERT INTO p VALUES (1,'2020-02-02',3);
)",
                R"(
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, n int DEFAULT 1) PARTITION BY RANGE (at);
    CREATE TABLE p11 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE INDEX i ON p (n);
)",
                {},
                "SELECT * FROM p11"});
}

TEST_CASE("partitions that keep their names under another key get the rows that are theirs then") {
  const std::string by_list = R"(
    CREATE TABLE t (id int, k int, at date) PARTITION BY LIST (k);
    CREATE TABLE t0 PARTITION OF t FOR VALUES IN (0); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1) PARTITION BY RANGE (at);
    CREATE TABLE t1_a PARTITION OF t1 DEFAULT; CREATE INDEX i ON t (at);
)";
  const std::string by_hash = R"(
    CREATE TABLE t (id int, k int, at date) PARTITION BY HASH (id);
    CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1) PARTITION BY RANGE (at);
    CREATE TABLE t1_a PARTITION OF t1 DEFAULT; CREATE INDEX i ON t (at);
)";
  const std::string rows = "INSERT INTO t SELECT i, i % 2, '2020-01-01' FROM generate_series(1, 20) i;";
  const std::string question = "SELECT id, k, at FROM t ORDER BY id";
  go_both_ways({by_list + rows, by_hash, {}, question});
  go_both_ways({by_hash + rows, by_list, {}, question});
}

TEST_CASE("an index comes to a table while a partition changes places under it") {
  go_both_ways({R"(
    CREATE TABLE h (s int NOT NULL, at int) PARTITION BY LIST (s); CREATE TABLE h1 PARTITION OF h FOR VALUES IN (1);
    CREATE TABLE h2 PARTITION OF h FOR VALUES IN (2, 3) PARTITION BY LIST (at); CREATE TABLE h21 PARTITION OF h2 DEFAULT;
)",
                R"(
    CREATE TABLE h (s int NOT NULL, at int) PARTITION BY LIST (s); CREATE TABLE h1 PARTITION OF h FOR VALUES IN (1);
    CREATE TABLE h2 PARTITION OF h FOR VALUES IN (2) PARTITION BY LIST (at); CREATE TABLE h21 PARTITION OF h2 DEFAULT;
    CREATE INDEX ha ON h (at); CREATE INDEX h2_own ON h2 (s); CREATE INDEX h21_own ON h21 (s, at);
)",
                {}});
}

TEST_CASE("an index of two levels takes up the one of a partition that comes") {
  const std::string tables =
      "CREATE TABLE ev (c text, s text) PARTITION BY LIST (c);"
      "CREATE TABLE ev_1 PARTITION OF ev FOR VALUES IN ('a') PARTITION BY LIST (s); CREATE INDEX i0 ON ev (s);";
  go_both_ways(
      {tables, tables + "CREATE TABLE ev_1_2 PARTITION OF ev_1 FOR VALUES IN ('y'); CREATE INDEX i ON ev (c, s);", {}});
}

TEST_CASE("a key of a partitioned table that refers to another changes its type with that") {
  const auto with = [](const std::string& type) {
    return "CREATE TABLE e (id " + type + " PRIMARY KEY); CREATE TABLE t (e " + type +
           " REFERENCES e, k integer, PRIMARY KEY (e, k)) PARTITION BY HASH (e);"
           "CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);";
  };
  go_both_ways({with("integer") + "INSERT INTO e VALUES (1); INSERT INTO t VALUES (1, 2);",
                with("bigint"),
                {},
                "SELECT e, k FROM t"});
}
