// What is expected of a step is what PostgreSQL is measured doing.
#include <catch2/catch.hpp>

#include "effect_lines.hpp"
#include "elaborate/run.hpp"
#include "prove/measure.hpp"

namespace schemac {
namespace {

using tests::effect_lines, tests::EffectLine, tests::said, tests::State;

void hold(const std::string& before, const std::string& after, const model::Renames& renames = {}) {
  for (const bool online : {false, true}) {
    for (const EffectLine& line : effect_lines(before, after, online, renames)) {
      INFO(line.step << (online ? ", online" : ""));
      CHECK(said(line.expected) == said(line.measured));
    }
  }
}

const std::string kTables =
    "CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r SELECT generate_series(1, 9);"
    "CREATE TABLE t (id int, a int NOT NULL, b text, c varchar(20)); "
    "INSERT INTO t SELECT n, n, 'x' || n, 'y' FROM generate_series(1, 9) n;";
const std::string kPartitions =
    "CREATE TABLE p (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);"
    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
    "INSERT INTO p SELECT n, date '2020-02-01' + n FROM generate_series(1, 9) n;";

}  // namespace

TEST_CASE("columns take and do what is expected") {
  for (const char* change :
       {"ADD d int", "ADD d int DEFAULT 5 NOT NULL", "ADD d timestamptz DEFAULT now()",
        "ADD d uuid DEFAULT gen_random_uuid()", "ADD d int GENERATED ALWAYS AS IDENTITY",
        "ADD d int GENERATED ALWAYS AS (a + 1) STORED", "DROP b", "ALTER b SET DEFAULT 'x'", "ALTER b SET NOT NULL",
        "ALTER a DROP NOT NULL", "ALTER c TYPE varchar(40)", "ALTER c TYPE text", "ALTER a TYPE bigint",
        "ALTER b TYPE varchar(9)", "ALTER b SET STATISTICS 50", "ALTER a ADD GENERATED ALWAYS AS IDENTITY"}) {
    INFO(change);
    hold(kTables, kTables + "ALTER TABLE t " + change + ";");
  }
  hold(kTables, kTables + "ALTER TABLE t RENAME b TO d",
       {{model::column_id({"public", "t"}, "b"), model::column_id({"public", "t"}, "d"), "", ""}});
}

TEST_CASE("renames take what is expected") {
  const auto id = [](model::Kind kind, const std::string& name) { return model::ObjectId{kind, "public", "t", name}; };
  const std::string parts =
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r;";
  const std::string named =
      "ALTER TABLE t ADD CONSTRAINT d CHECK (a > 0), ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES r;";
  hold(kTables + parts + "CREATE INDEX i ON t (b);", kTables + named + "CREATE INDEX j ON t (b);",
       {{id(model::Kind::check, "c"), id(model::Kind::check, "d"), "", ""},
        {id(model::Kind::foreign_key, "f"), id(model::Kind::foreign_key, "g"), "", ""},
        {id(model::Kind::index, "i"), id(model::Kind::index, "j"), "", ""}});
}

TEST_CASE("constraints and indexes take and do what is expected, coming and going") {
  for (const char* change :
       {"ALTER TABLE t ADD CHECK (a > 0)", "ALTER TABLE t ADD CHECK (a > 0) NOT VALID",
        "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r", "ALTER TABLE t ADD UNIQUE (a)",
        "ALTER TABLE t ADD PRIMARY KEY (a)", "ALTER TABLE t ADD EXCLUDE USING btree (a WITH =)",
        "CREATE INDEX i ON t (b)", "CREATE UNIQUE INDEX i ON t (b)"}) {
    INFO(change);
    hold(kTables, kTables + change + ";");
    hold(kTables + change + ";", kTables);
  }
  const std::string key = "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r";
  hold(kTables + key + " NOT VALID;", kTables + key + ";");
  hold(kTables + key + ";", kTables + key + " DEFERRABLE;");
  const std::string check = "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)";
  hold(kTables + check + " NOT VALID;", kTables + check + ";");
}

TEST_CASE("tables and what is said of them take and do what is expected") {
  const std::string function =
      kTables + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
  hold(function, function + "CREATE TRIGGER w BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();");
  hold(function + "CREATE TRIGGER w BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();", function);
  for (const char* change :
       {"ALTER TABLE t SET (fillfactor = 70)", "ALTER TABLE t SET UNLOGGED", "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE t REPLICA IDENTITY FULL", "CREATE POLICY q ON t USING (a > 0)", "COMMENT ON TABLE t IS 'x'",
        "COMMENT ON COLUMN t.a IS 'x'", "DROP TABLE t", "CREATE TABLE s (r int REFERENCES r)",
        "CREATE VIEW v AS SELECT a FROM t", "CREATE TABLE h () INHERITS (t)",
        "CREATE MATERIALIZED VIEW v AS SELECT a FROM t", "CREATE RULE w AS ON DELETE TO t DO INSTEAD NOTHING",
        "CREATE STATISTICS w ON a, b FROM t", "CREATE PUBLICATION w FOR TABLE t", "GRANT SELECT ON t TO PUBLIC",
        "ALTER TABLE t ALTER b SET STORAGE EXTERNAL", "ALTER TABLE t ADD d pg_catalog.int4range"}) {
    INFO(change);
    hold(kTables, kTables + change + ";");
  }
  hold(kTables + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;", "CREATE TABLE r (id int PRIMARY KEY);");
}

TEST_CASE("triggers take what is expected, on a table and on its partitions") {
  const std::string function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
  for (const char* each : {"ROW", "STATEMENT"}) {
    const std::string on_p =
        std::string("CREATE TRIGGER w AFTER UPDATE ON p FOR EACH ") + each + " EXECUTE FUNCTION f();";
    const std::string on_t =
        std::string("CREATE TRIGGER w AFTER UPDATE ON t FOR EACH ") + each + " EXECUTE FUNCTION f();";
    hold(kPartitions + function, kPartitions + function + on_p);
    hold(kPartitions + function + on_p, kPartitions + function);
    hold(kPartitions + function + on_p, kPartitions + function + on_p + "ALTER TABLE p DISABLE TRIGGER w;");
    hold(kTables + function + on_t, kTables + function + on_t + "ALTER TABLE t DISABLE TRIGGER w;");
    const std::string child = kTables + function + "CREATE TABLE h () INHERITS (t);";
    hold(child, child + on_t);
  }
}

TEST_CASE("types take and do what is expected of the tables that use them") {
  const std::string domain = "CREATE DOMAIN d AS int; CREATE TABLE u (x d); INSERT INTO u VALUES (1);";
  for (const char* change : {"ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0)",
                             "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID",
                             "ALTER DOMAIN d SET NOT NULL", "ALTER DOMAIN d SET DEFAULT 5"}) {
    INFO(change);
    hold(domain, domain + change + ";");
    hold(domain + change + ";", domain);
  }
  const std::string checked = kTables + "CREATE DOMAIN d AS int CHECK (VALUE > 0);";
  hold(checked, checked + "ALTER TABLE t ADD d d;");
  const std::string composite = "CREATE TYPE c AS (x int, y text); CREATE TABLE o OF c; INSERT INTO o VALUES (1, 'a');";
  hold(composite, composite + "ALTER TYPE c ADD ATTRIBUTE z int CASCADE;");
  const std::string label = "CREATE TYPE e AS ENUM ('a'); CREATE TABLE u (x e); INSERT INTO u VALUES ('a');";
  hold(label, label + "ALTER TYPE e ADD VALUE 'b';");
}

TEST_CASE("materialized views take and do what is expected") {
  const std::string view = kTables + "CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t;";
  for (const char* change : {"CREATE INDEX i ON v (a)", "COMMENT ON MATERIALIZED VIEW v IS 'x'",
                             "ALTER MATERIALIZED VIEW v SET (fillfactor = 70)", "DROP MATERIALIZED VIEW v"}) {
    INFO(change);
    hold(view, view + change + ";");
  }
  const model::ObjectId before{model::Kind::materialized_view, "public", "", "v"};
  const model::ObjectId after{model::Kind::materialized_view, "public", "", "w"};
  hold(view, kTables + "CREATE MATERIALIZED VIEW w AS SELECT a, b FROM t;", {{before, after, "", ""}});
}

TEST_CASE("a column that a foreign key joins takes the other table with it") {
  const std::string key = kTables + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;";
  hold(key, key + "ALTER TABLE t ALTER a TYPE bigint;");
  hold(key, key + "ALTER TABLE r ALTER id TYPE bigint;");
}

TEST_CASE("partitions take and do what is expected") {
  for (const char* change :
       {"ALTER TABLE p ADD n int", "ALTER TABLE p ADD n uuid DEFAULT gen_random_uuid()",
        "ALTER TABLE p ADD CHECK (id > 0)", "CREATE INDEX i ON p (id)", "ALTER TABLE p ADD PRIMARY KEY (id, at)",
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
        "ALTER TABLE p DETACH PARTITION p1"}) {
    INFO(change);
    hold(kPartitions, kPartitions + change + ";");
    hold(kPartitions + change + ";", kPartitions);
  }
  const std::string halves =
      "CREATE TABLE p (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);"
      "CREATE TABLE p1a PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2020-02-05');"
      "CREATE TABLE p1b PARTITION OF p FOR VALUES FROM ('2020-02-05') TO ('2021-01-01');";
  hold(kPartitions, halves);
  hold(halves, kPartitions);
}

namespace {

/// What is seen of one statement in a database with `before`.
prove::Receipt seen(const std::string& before, const std::string& statement) {
  State state(before);
  const sql::Script script{{{plan::Transaction::one, {{statement, {}, {}}}}}};
  return *prove::measure(state.connection, state.observer, script).at(0).at(0);
}

std::string lost(const std::string& before, const std::string& statement) {
  std::string text;
  for (const prove::RowLoss& loss : seen(before, statement).losses)
    text += (text.empty() ? "" : ", ") + prove::describe(loss);
  return text;
}

}  // namespace

TEST_CASE("what rows have no more is seen: rows, values, and what a type could not hold") {
  CHECK(lost(kTables, "ALTER TABLE t DROP b") == "loses the values of public.t.b");
  CHECK(lost(kTables, "DROP TABLE t") == "loses 9 rows of public.t");
  CHECK(lost(kTables, "DELETE FROM t WHERE id > 7") == "loses 2 rows of public.t");
  CHECK(lost(kTables, "UPDATE t SET b = 'z' WHERE id = 1") == "changes values of public.t.b");
  CHECK(lost(kTables, "ALTER TABLE t ALTER a TYPE bigint") == "");
  CHECK(lost(kTables, "ALTER TABLE t ALTER b TYPE varchar(1) USING left(b, 1)") == "changes values of public.t.b");
  CHECK(lost(kTables, "ALTER TABLE t RENAME b TO d") == "");
  CHECK(lost(kTables + "UPDATE t SET b = NULL;", "ALTER TABLE t DROP b") == "");
  CHECK(lost("CREATE TABLE t (at timestamp); INSERT INTO t VALUES (now());",
             "ALTER TABLE t ALTER at TYPE timestamptz") == "");
  CHECK(lost("CREATE TABLE t (at timestamp); INSERT INTO t VALUES ('2020-01-01 12:00');",
             "ALTER TABLE t ALTER at TYPE date") == "changes values of public.t.at");
}

TEST_CASE("rows that are moved to another table are not lost") {
  State state(kTables);
  const sql::Script script{
      {{plan::Transaction::one,
        {{"CREATE TABLE u (LIKE t)", {}, {}}, {"INSERT INTO u SELECT * FROM t", {}, {}}, {"DROP TABLE t", {}, {}}}}}};
  CHECK(prove::measure(state.connection, state.observer, script).at(0).at(2)->losses.empty());
}

TEST_CASE("rows of several tables that are moved into one are not lost, and those that are not are") {
  const std::string parts = R"(
    CREATE TABLE p (id int, a int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (5);
    CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (5) TO (10); INSERT INTO p SELECT i, 1 FROM generate_series(1, 9) i;
    CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (10) TO (20); INSERT INTO p VALUES (11, 1);
)";
  const auto losses = [&](const std::string& copied) {
    State state(parts);
    const sql::Script script{{{plan::Transaction::one,
                               {{"ALTER TABLE p DETACH PARTITION p1", {}, {}},
                                {"ALTER TABLE p DETACH PARTITION p2", {}, {}},
                                {"CREATE TABLE whole PARTITION OF p FOR VALUES FROM (0) TO (10)", {}, {}},
                                {"INSERT INTO p SELECT * FROM p1", {}, {}},
                                {"INSERT INTO p SELECT * FROM p2" + copied, {}, {}},
                                {"DROP TABLE p1", {}, {}},
                                {"DROP TABLE p2", {}, {}}}}}};
    std::string text;
    const prove::Measured measured = prove::measure(state.connection, state.observer, script);
    for (const auto& receipt : measured.at(0))
      if (receipt)
        for (const prove::RowLoss& loss : receipt->losses) text += prove::describe(loss);
    return text;
  };
  CHECK(losses("") == "");
  CHECK(losses(" WHERE id <> 7") == "loses 5 rows of public.p2");
}

TEST_CASE("a statement that rows make fail is seen without them") {
  const prove::Receipt receipt = seen(kTables, "ALTER TABLE t ADD CHECK (a > 5)");
  CHECK(receipt.refused == "check constraint \"t_a_check\" of relation \"t\" is violated by some row");
  CHECK(plan::describe(receipt.effect) == "access exclusive on public.t; looks at all rows of public.t");
  CHECK(receipt.losses.empty());
  CHECK(seen(kTables, "ALTER TABLE t ALTER b TYPE int USING b::int").refused ==
        "invalid input syntax for type integer: \"x1\"");
  CHECK_THROWS_AS(seen(kTables, "ALTER TABLE nowhere ADD a int"), elaborate::StatementFailed);
}

}  // namespace schemac
