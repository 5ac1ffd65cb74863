// Rows whose partition goes, or gets the bound of others, find their places in what comes instead.
#include <catch2/catch.hpp>

#include "database/plan/both_ways.hpp"

using schemac::tests::go_both_ways;

namespace {

/// Both states with rows in turn: there and back, and back and there.
void exchange(const std::string& one, const std::string& other, const std::string& rows, const std::string& question) {
  go_both_ways({one + rows, other, {}, question});
  go_both_ways({other + rows, one, {}, question});
}

}  // namespace

TEST_CASE("a partition is split and its parts are joined, watched by a trigger and referred to") {
  const std::string around = R"(
    CREATE TABLE refers (id int, at date, FOREIGN KEY (id, at) REFERENCES m);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''watched''; END';
)";
  const std::string whole = R"(
    CREATE TABLE m (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE m_23 PARTITION OF m FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
    CREATE TABLE m_24 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
)" + around;
  const std::string split = R"(
    CREATE TABLE m (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE m_23 PARTITION OF m FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
    CREATE TABLE m_24a PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
    CREATE TABLE m_24b PARTITION OF m FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
)" + around;
  const std::string watched = R"(
    CREATE TRIGGER watch AFTER INSERT OR DELETE ON m FOR EACH ROW EXECUTE FUNCTION refuse();
    CREATE RULE nothing AS ON DELETE TO m_23 DO INSTEAD NOTHING;
)";
  const std::string rows = R"(
    INSERT INTO m VALUES (1, '2023-02-02'), (2, '2024-03-03'), (3, '2024-09-09');
    INSERT INTO refers VALUES (2, '2024-03-03');
)";
  go_both_ways({whole + rows + watched, split + watched, {}, "SELECT * FROM m, refers ORDER BY 1, 2"});
  go_both_ways({split + rows + watched, whole + watched, {}, "SELECT * FROM m, refers ORDER BY 1, 2"});
}

TEST_CASE("a partition that is split keeps its name while columns of its parent change") {
  exchange(R"(
    CREATE TABLE m (id int GENERATED ALWAYS AS IDENTITY, at int NOT NULL, v int) PARTITION BY RANGE (at);
    CREATE TABLE m_a PARTITION OF m FOR VALUES FROM (0) TO (100);
)",
           R"(
    CREATE TABLE m (id int GENERATED ALWAYS AS IDENTITY, at int NOT NULL, note text DEFAULT 'x', v bigint) PARTITION BY RANGE (at);
    CREATE TABLE m_a PARTITION OF m FOR VALUES FROM (MINVALUE) TO (50);
    CREATE TABLE m_b PARTITION OF m FOR VALUES FROM (50) TO (90);
    CREATE TABLE m_c PARTITION OF m FOR VALUES FROM (90) TO (100);
)",
           "INSERT INTO m (at, v) VALUES (1, 10), (60, 20), (95, 30);", "SELECT id, at, v FROM m ORDER BY id");
}

TEST_CASE("values of a list move to another partition") {
  exchange(R"(
    CREATE TABLE m (k text, v int) PARTITION BY LIST (k);
    CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a', 'b', NULL); CREATE TABLE m_c PARTITION OF m FOR VALUES IN ('c');
)",
           R"(
    CREATE TABLE m (k text, v int) PARTITION BY LIST (k);
    CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a'); CREATE TABLE m_c PARTITION OF m FOR VALUES IN ('b', 'c', NULL);
)",
           "INSERT INTO m VALUES ('a', 1), ('b', 2), ('c', 3), (NULL, 4);", "SELECT * FROM m ORDER BY v");
}

TEST_CASE("one share of a hash becomes two") {
  exchange(R"(
    CREATE TABLE m (k int, v int) PARTITION BY HASH (k);
    CREATE TABLE m_0 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE m_1 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 1);
)",
           R"(
    CREATE TABLE m (k int, v int) PARTITION BY HASH (k);
    CREATE TABLE m_0 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE m_1a PARTITION OF m FOR VALUES WITH (MODULUS 4, REMAINDER 1);
    CREATE TABLE m_1b PARTITION OF m FOR VALUES WITH (MODULUS 4, REMAINDER 3);
)",
           "INSERT INTO m SELECT i, i FROM generate_series(1, 40) i;", "SELECT * FROM m ORDER BY v");
}

TEST_CASE("partitions of partitions become one that takes the rest") {
  go_both_ways({R"(
    CREATE TABLE m (k text, v int) PARTITION BY LIST (k); CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a', 'b');
    CREATE TABLE m_c PARTITION OF m FOR VALUES IN ('c') PARTITION BY RANGE (v);
    CREATE TABLE m_c1 PARTITION OF m_c FOR VALUES FROM (0) TO (10); CREATE TABLE m_c2 PARTITION OF m_c DEFAULT;
    INSERT INTO m VALUES ('a', 1), ('b', 2), ('c', 3), ('c', 30);
)",
                R"(
    CREATE TABLE m (k text, v int) PARTITION BY LIST (k); CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a', 'b');
    CREATE TABLE m_rest PARTITION OF m DEFAULT;
)",
                {},
                "",
                "SELECT string_agg(k || v, ' ' ORDER BY v) FROM m",
                "a1 b2 c3 c30"});
}

TEST_CASE("partitions become children that inherit, and keep what they have") {
  exchange(R"(
    CREATE TABLE log (id bigint, at date NOT NULL);
    CREATE TABLE log_2023 (CHECK (at >= '2023-01-01' AND at < '2024-01-01')) INHERITS (log);
)",
           R"(
    CREATE TABLE log (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
    CREATE TABLE log_2023 PARTITION OF log FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
)",
           "INSERT INTO log_2023 VALUES (1, '2023-02-02');", "SELECT *, (SELECT count(*) FROM ONLY log) FROM log_2023");
}

TEST_CASE("a window that moves on loses the rows it leaves behind") {
  go_both_ways({R"(
    CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
    CREATE TABLE m_23 PARTITION OF m FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
    CREATE TABLE m_24 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    INSERT INTO m VALUES ('2023-02-02'), ('2024-03-03');
)",
                R"(
    CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
    CREATE TABLE m_24 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    CREATE TABLE m_25 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
)",
                {},
                "",
                "SELECT string_agg(at::text, ' ') FROM m",
                "2024-03-03"});
}

TEST_CASE("partitions with keys and indexes of every kind are bound anew and keep their names") {
  const std::string parent = R"(
    CREATE TABLE m (id int NOT NULL, k int, v int4range, PRIMARY KEY (id, k), UNIQUE (k, id)) PARTITION BY LIST (k);
    CREATE INDEX by_id ON m (id) INCLUDE (k);
)";
  const std::string own = R"(
    CREATE INDEX own ON m_a (k); ALTER TABLE m_a ADD CONSTRAINT apart EXCLUDE USING gist (v WITH &&);
    ALTER TABLE m_a CLUSTER ON own; ALTER TABLE m_a REPLICA IDENTITY USING INDEX m_a_pkey; ALTER TABLE m_a ADD CHECK (id > 0);
    COMMENT ON TABLE m_a IS 'first'; CREATE VIEW v AS SELECT * FROM m_a;
)";
  exchange(
      parent +
          "CREATE TABLE m_a PARTITION OF m FOR VALUES IN (1, 2); CREATE TABLE m_b PARTITION OF m FOR VALUES IN (3);" +
          own,
      parent +
          "CREATE TABLE m_a PARTITION OF m FOR VALUES IN (1); CREATE TABLE m_b PARTITION OF m FOR VALUES IN (3, 2);" +
          own,
      "INSERT INTO m VALUES (1, 1, '[1,2)'), (2, 2, '[3,4)'), (3, 3, '[1,5)');", "SELECT * FROM m ORDER BY id");
}
