// Rows of a database in use are asked before a statement meets them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "catalog/read.hpp"
#include "diff/compare.hpp"
#include "plan/online.hpp"
#include "plan/plan.hpp"
#include "prove/live_rows.hpp"
#include "sql/one_rewrite.hpp"
#include "support/private_server.hpp"
#include "support/schema_words.hpp"

namespace schemac {
namespace {

model::Schema state_of(const std::string& sql) {
  runtime::Connection connection(tests::fresh_database("rows"));
  connection.execute_unchecked_sql(sql);
  return catalog::read(connection, {}).schema;
}

/// What is said of a database with `rows` on its way from one state to the other, in both forms of the plan.
std::string said(const std::string& before, const std::string& rows, const std::string& after,
                 const model::Renames& renames = {}) {
  const diff::Difference difference = diff::compare(state_of(before), state_of(after), renames);
  runtime::Connection connection(tests::fresh_database("live"));
  connection.execute_unchecked_sql(before + rows);
  std::vector<std::string> texts;
  for (const bool online : {false, true}) {
    plan::Plan plan = plan::make(difference);
    if (online) plan = plan::online(std::move(plan), difference, "3s");
    plan = sql::with_one_rewrite(std::move(plan), difference);
    Diagnostics diagnostics;
    const bool fit = prove::demand_rows_fit(connection, sql::script(plan, difference), diagnostics);
    CHECK(fit == diagnostics.empty());
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.list()) {
      CHECK(diagnostic.code == Code::rows_in_the_way);
      text += diagnostic.message + "\n";
    }
    texts.push_back(text);
  }
  CHECK(texts.at(0) == texts.at(1));
  return texts.at(0);
}

const std::string kNobody = "";
const std::string kTable = "CREATE TABLE t (id int PRIMARY KEY, a int, b text);";

std::string in_the_way(const std::string& rows) { return rows + " are in the way of this statement\n"; }

}  // namespace

TEST_CASE("NULLs, duplicates, orphans and what a check refuses are counted and named") {
  const std::string rows = "INSERT INTO t VALUES (1, NULL, 'x'), (2, 5, 'x'), (3, 5, NULL), (4, NULL, NULL);";
  CHECK(said(kTable, rows, kTable + "ALTER TABLE t ALTER a SET NOT NULL;") ==
        in_the_way("2 rows, among them (1), (4),"));
  CHECK(said(kTable, rows, kTable + "ALTER TABLE t ADD UNIQUE (a);") == in_the_way("1 row, among them (5),"));
  CHECK(said(kTable, rows, kTable + "CREATE UNIQUE INDEX ON t (lower(b)) WHERE a > 0;") == kNobody);
  CHECK(said(kTable, rows, kTable + "CREATE UNIQUE INDEX ON t (lower(b));") == in_the_way("1 row, among them (x),"));
  CHECK(said(kTable, rows, kTable + "CREATE UNIQUE INDEX ON t (a, b) NULLS NOT DISTINCT;") == kNobody);
  CHECK(said(kTable, rows, kTable + "CREATE UNIQUE INDEX ON t (b) NULLS NOT DISTINCT;") ==
        in_the_way("2 rows, among them (), (x),"));
  CHECK(said(kTable, rows, kTable + "ALTER TABLE t ADD CHECK (a < 5);") == in_the_way("2 rows, among them (2), (3),"));
  CHECK(said(kTable, rows, kTable + "ALTER TABLE t ADD CHECK (a < 6);") == kNobody);
  const std::string two = kTable + "CREATE TABLE r (id int PRIMARY KEY);";
  CHECK(said(two, rows, two + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;") ==
        in_the_way("2 rows, among them (2), (3),"));
  CHECK(said(two, rows + "INSERT INTO r VALUES (5);", two + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;") ==
        kNobody);
}

TEST_CASE("a column that gets another type and must be filled is asked for both at once") {
  const std::string rows = "INSERT INTO t VALUES (1, NULL, 'x'), (2, 5, 'xy'), (3, 5, NULL);";
  const auto altered = [](const std::string& what) { return kTable + "ALTER TABLE t ALTER " + what + ";"; };
  CHECK(said(kTable, rows, altered("a TYPE bigint, ALTER a SET NOT NULL")) == in_the_way("1 row, among them (1),"));
  CHECK(said(kTable, rows, altered("b TYPE varchar(1), ALTER b SET NOT NULL")) ==
        in_the_way("2 rows, among them (2), (3),"));
  CHECK(said(kTable, rows, altered("b TYPE varchar(2)")) == kNobody);
  CHECK(said(kTable, "INSERT INTO t VALUES (2, 5, 'xy');", altered("a TYPE bigint, ALTER a SET NOT NULL")) == kNobody);
}

TEST_CASE("a table without a key names its rows by their places") {
  CHECK(said("CREATE TABLE t (a int);", "INSERT INTO t VALUES (NULL);", "CREATE TABLE t (a int NOT NULL);") ==
        in_the_way("1 row, among them (\"(0,1)\"),"));
}

TEST_CASE("values that a type does not take are told, and uses of a label that goes") {
  CHECK(said(kTable, "INSERT INTO t VALUES (1, 1, 'long enough'), (2, 1, 'no');",
             "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(5));") == in_the_way("1 row, among them (1),"));
  const std::string big = "CREATE TABLE t (id int PRIMARY KEY, a bigint);";
  const std::string small = "CREATE TABLE t (id int PRIMARY KEY, a smallint);";
  CHECK(said(big, "INSERT INTO t VALUES (1, 7);", small) == kNobody);
  CHECK(said(big, "INSERT INTO t VALUES (1, 70000), (2, 7), (3, -70000);", small) ==
        in_the_way("2 rows, among them (1), (3),"));
  CHECK(said("CREATE TABLE t (a text);", "INSERT INTO t SELECT 'x' FROM generate_series(1, 1200);",
             "CREATE TABLE t (a jsonb);") ==
        in_the_way("at least 1000 rows, among them (\"(0,1)\"), (\"(0,2)\"), (\"(0,3)\"),"));
  const std::string column = "CREATE TABLE t (id int PRIMARY KEY, m mood);";
  CHECK(said("CREATE TYPE mood AS ENUM ('a', 'b');" + column, "INSERT INTO t VALUES (1, 'a'), (2, 'b');",
             "CREATE TYPE mood AS ENUM ('a');" + column) == in_the_way("1 row, among them (2),"));
}

TEST_CASE("of labels that are renamed in the same plan, rows are asked by the former names") {
  const model::Renames renames{{test::enum_id("s"), test::enum_id("s"), "b", "b2"}};
  const auto with = [](const std::string& labels) {
    return "CREATE TYPE s AS ENUM (" + labels + "); CREATE TABLE t (id int PRIMARY KEY, s s);";
  };
  const std::string rows = "INSERT INTO t VALUES (1, 'a'), (2, 'b');";
  CHECK(said(with("'a', 'b', 'c'"), rows, with("'a', 'b2'"), renames) == kNobody);
  CHECK(said(with("'a', 'b', 'c'"), rows + "INSERT INTO t VALUES (3, 'c');", with("'a', 'b2'"), renames) ==
        in_the_way("1 row, among them (3),"));
  const model::Renames taken{{test::enum_id("s"), test::enum_id("s"), "c", "b"}};
  CHECK(said(with("'a', 'b', 'c'"), "INSERT INTO t VALUES (1, 'c');", with("'a', 'b'"), taken) == kNobody);
  CHECK(said(with("'a', 'b', 'c'"), rows, with("'a', 'b'"), taken) == in_the_way("1 row, among them (2),"));
}

TEST_CASE("of a label that is to come nobody asks") {
  const auto with = [](const std::string& labels, const std::string& check) {
    return "CREATE TYPE s AS ENUM (" + labels + "); CREATE TABLE t (id int PRIMARY KEY, s s" + check + ");";
  };
  CHECK(said(with("'a', 'b'", ""), "INSERT INTO t VALUES (1, 'a');", with("'a', 'c'", ", CHECK (s <> 'c')")) ==
        kNobody);
}

TEST_CASE("constraints over columns of another type are asked with the values that they will have") {
  const std::string rows = "INSERT INTO t VALUES (1, 9, '9'), (2, 3, '3'), (3, 3, '03');";
  const auto typed = [](const std::string& words) {
    return "CREATE TABLE t (id int PRIMARY KEY, a int, " + words + ");";
  };
  CHECK(said(kTable, rows, typed("b int CHECK (b BETWEEN 1 AND 5)")) == in_the_way("1 row, among them (1),"));
  CHECK(said(kTable, rows, typed("b int UNIQUE")) == in_the_way("1 row, among them (3),"));
  CHECK(said(kTable, rows, typed("b int, EXCLUDE USING btree (b WITH =)")) ==
        in_the_way("2 rows, among them (2), (3),"));
  const auto addresses = [](const std::string& words) { return "CREATE TABLE t (id int PRIMARY KEY, " + words + ");"; };
  CHECK(said(addresses("x inet"), "INSERT INTO t VALUES (1, '10.0.0.1/24'), (2, '10.0.0.2/24');",
             addresses("x cidr UNIQUE")) == in_the_way("1 row, among them (10.0.0.0/24),"));
  const std::string words = "CREATE EXTENSION citext;";
  CHECK(said(words + addresses("x text"), "INSERT INTO t VALUES (1, 'a'), (2, 'A');",
             words + addresses("x citext UNIQUE")) == in_the_way("1 row, among them (a),"));
  const std::string referred = "CREATE TABLE r (id int PRIMARY KEY);";
  CHECK(said(kTable + referred, rows + "INSERT INTO r VALUES (3);", referred + typed("b int REFERENCES r")) ==
        in_the_way("1 row, among them (1),"));
}

TEST_CASE("a value that a type does not take is told once, whatever else is built over it") {
  const std::string told = said(kTable, "INSERT INTO t VALUES (1, 1, 'x');",
                                "CREATE TABLE t (id int PRIMARY KEY, a int, b int UNIQUE CHECK (b > 0));");
  CHECK(told == in_the_way("1 row, among them (1),"));
}

TEST_CASE("of a name that another has until then nobody asks") {
  const model::Renames tables{{test::table_id("b"), test::table_id("a"), {}, {}}};
  const std::string key = " (id int, x text";
  CHECK(said("CREATE TABLE a" + key + "); CREATE TABLE b" + key + ");", "INSERT INTO a VALUES (1), (1);",
             "CREATE TABLE a" + key + ", UNIQUE (id));", tables) == kNobody);
  const model::Renames columns{{test::column_id("t", "b"), test::column_id("t", "a"), {}, {}}};
  CHECK(said("CREATE TABLE t (a int, b int);", "INSERT INTO t VALUES (1, 2), (1, 3);", "CREATE TABLE t (a int UNIQUE);",
             columns) == kNobody);
}

TEST_CASE("values that several types of one statement do not take are told together") {
  const std::string wide =
      "CREATE TABLE t (id int PRIMARY KEY, a bigint, b bigint, c int, d varchar(9), e varchar(9));";
  const std::string narrow =
      "CREATE TABLE t (id int PRIMARY KEY, a smallint, b int, c bigint, d varchar(2), e varchar(3));";
  CHECK(said(wide, "INSERT INTO t VALUES (1, 7, 7, 7, 'ab', 'abc');", narrow) == kNobody);
  CHECK(said(wide, "INSERT INTO t VALUES (1, 70000, 7), (2, 7, 7), (3, 7, -7000000000);", narrow) ==
        in_the_way("2 rows, among them (1), (3),"));
  CHECK(said(wide, "INSERT INTO t VALUES (1, 7, 7, 7, 'abc', 'abc'), (2, 7, 7, 7, 'ab', 'abcd');", narrow) ==
        in_the_way("2 rows, among them (1), (2),"));
}

TEST_CASE("rows that an exclusion constraint would keep apart are named, both") {
  const std::string table =
      "CREATE TABLE t (id int PRIMARY KEY, room int, during int4range, off boolean DEFAULT false);";
  const std::string rows =
      "INSERT INTO t VALUES (1, 1, '[1,5)'), (2, 1, '[4,9)'), (3, 1, '[9,12)');"
      "INSERT INTO t VALUES (4, 1, '[1,99)', true);";
  const std::string apart = table + "ALTER TABLE t ADD EXCLUDE USING gist (during WITH &&) WHERE (NOT off);";
  CHECK(said(table, rows, apart) == in_the_way("2 rows, among them (1), (2),"));
  CHECK(said(table, rows + "DELETE FROM t WHERE id = 2;", apart) == kNobody);
}

TEST_CASE("values that a domain refuses from now on are named, wherever they are") {
  const std::string used = "CREATE DOMAIN d AS int; CREATE TABLE t (a d); CREATE TABLE u (\"A\" d);";
  const std::string rows = "INSERT INTO t VALUES (1), (-1); INSERT INTO u VALUES (-2);";
  CHECK(said(used, rows, used + "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);") ==
        in_the_way("2 rows, among them (-1), (-2),"));
  CHECK(said(used, rows, used + "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;") == kNobody);
  CHECK(said(used, rows + "INSERT INTO t VALUES (NULL);", used + "ALTER DOMAIN d SET NOT NULL;") ==
        in_the_way("1 row, among them (),"));
}

TEST_CASE("values of a domain over the one that changes are asked too") {
  const std::string used = "CREATE DOMAIN d AS int; CREATE DOMAIN e AS d; CREATE TABLE t (a e); CREATE TABLE u (a d);";
  CHECK(said(used, "INSERT INTO t VALUES (1), (-1); INSERT INTO u VALUES (-2);",
             used + "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);") ==
        in_the_way("2 rows, among them (-1), (-2),"));
  const std::string unproved = used + "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;";
  const std::string proved = used + "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);";
  CHECK(said(used, "INSERT INTO t VALUES (-1);" + unproved.substr(used.size()), proved) ==
        in_the_way("1 row, among them (-1),"));
}

namespace {

const std::string kParent = "CREATE TABLE p (id int, at date, k text) PARTITION BY ";
const std::string kChild = "CREATE TABLE c (id int, at date, k text);";

/// What is said where `c`, with these rows, is attached to a parent partitioned so, as this part, beside others.
std::string attached(const std::string& by, const std::string& part, const std::string& rows,
                     const std::string& others = "") {
  const std::string before = kParent + by + ";" + others + kChild;
  return said(before, "INSERT INTO c VALUES " + rows + ";", before + "ALTER TABLE p ATTACH PARTITION c " + part + ";");
}

}  // namespace

TEST_CASE("rows that a partition may not have are named before it is attached") {
  const std::string one = in_the_way("1 row, among them (\"(0,2)\"),");
  const std::string year = "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')";
  CHECK(attached("RANGE (at)", year, "(1, '2020-01-01'), (2, '2021-01-01')") == one);
  CHECK(attached("RANGE (at)", year, "(1, '2020-01-01'), (2, NULL)") == one);
  CHECK(attached("RANGE (at)", year, "(1, '2020-01-01'), (2, '2020-12-31')") == kNobody);
  CHECK(attached("RANGE (at)", "FOR VALUES FROM (MINVALUE) TO ('2021-01-01')",
                 "(1, '1020-01-01'), (2, '2021-01-01')") == one);
  CHECK(attached("RANGE (id, at)", "FOR VALUES FROM (1, MINVALUE) TO (2, '2020-01-01')",
                 "(1, '1000-01-01'), (2, '2020-01-01'), (2, '2019-01-01')") == one);
  CHECK(attached("RANGE (id, at)", "FOR VALUES FROM (1, MAXVALUE) TO (3, MAXVALUE)",
                 "(2, '1000-01-01'), (1, '9000-01-01'), (3, '9000-01-01')") == one);
  CHECK(attached("RANGE ((id % 10))", "FOR VALUES FROM (0) TO (5)", "(11), (16), (4)") == one);
  CHECK(attached("LIST (k)", "FOR VALUES IN ('a', 'b,c')", "(1, NULL, 'b,c'), (2, NULL, NULL)") == one);
  CHECK(attached("LIST (k)", "FOR VALUES IN ('it''s', NULL)", "(1, NULL, NULL), (2, NULL, 'x')") == one);
  CHECK(attached("LIST (lower(k))", "FOR VALUES IN ('a')", "(1, NULL, 'A'), (2, NULL, 'x')") == one);
  CHECK(attached("LIST (k)", "DEFAULT", "(1, NULL, 'z'), (2, NULL, 'a')",
                 "CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('a');") == one);
  CHECK(attached("HASH (id)", "FOR VALUES WITH (MODULUS 1, REMAINDER 0)", "(1), (2)") == kNobody);
  CHECK(attached("HASH (id)", "FOR VALUES WITH (MODULUS 4, REMAINDER 0)", "(1), (2), (3), (4)") != kNobody);
}

TEST_CASE("rows of the default partition that belong in a new one are named") {
  const std::string before =
      "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) "
      "TO"
      " (10); CREATE TABLE rest PARTITION OF p DEFAULT;";
  const std::string next = "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);";
  CHECK(said(before, "INSERT INTO p VALUES (1), (15), (30);", before + next) == in_the_way("1 row, among them (15),"));
  CHECK(said(before, "INSERT INTO p VALUES (1), (30);", before + next) == kNobody);
  const std::string apart = before + "CREATE TABLE p2 (id int PRIMARY KEY);";
  CHECK(said(apart, "INSERT INTO p VALUES (15); INSERT INTO p2 VALUES (11), (21);",
             apart + "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20);") ==
        in_the_way("2 rows, among them (21), (15),"));
}

TEST_CASE("rows that have no place in the new form of their table are named, before they are moved") {
  const std::string before = "CREATE TABLE t (id int NOT NULL, k text);";
  const std::string parts =
      "CREATE TABLE t (id int NOT NULL, k text) PARTITION BY LIST (k);"
      "CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a');";
  const std::string rows = "INSERT INTO t VALUES (1, 'a'), (2, 'b');";
  CHECK(said(before, rows, parts + "CREATE TABLE t2 PARTITION OF t FOR VALUES IN ('c');") ==
        in_the_way("1 row, among them (\"(0,2)\"),"));
  CHECK(said(before, rows, parts + "CREATE TABLE t2 PARTITION OF t DEFAULT;") == kNobody);
  CHECK(said(before, rows,
             parts + "CREATE TABLE t2 PARTITION OF t FOR VALUES IN ('b') PARTITION BY RANGE (id);"
                     "CREATE TABLE t3 PARTITION OF t2 FOR VALUES FROM (5) TO (9);") ==
        in_the_way("1 row, among them (\"(0,2)\"),"));
  CHECK(said(before, rows,
             "CREATE TABLE t (id int NOT NULL, k text) PARTITION BY HASH (id);"
             "CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
             "CREATE TABLE t2 PARTITION OF t FOR VALUES WITH (MODULUS 4, REMAINDER 1);"
             "CREATE TABLE t3 PARTITION OF t FOR VALUES WITH (MODULUS 4, REMAINDER 3);") == kNobody);
  CHECK(said(before, "INSERT INTO t VALUES (1, 'a'), (2, NULL);",
             "CREATE TABLE t (id int NOT NULL, k text NOT NULL) PARTITION BY LIST (k);"
             "CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a'); CREATE TABLE t2 PARTITION OF t DEFAULT;") ==
        in_the_way("1 row, among them (\"(0,2)\"),"));
}

TEST_CASE("what the script makes or mends itself is not asked for") {
  CHECK(said(kTable, "INSERT INTO t VALUES (1);",
             kTable + "ALTER TABLE t ADD c int; ALTER TABLE t ADD CHECK (c > 0);") == kNobody);
  runtime::Connection connection(tests::fresh_database("mended"));
  connection.execute_unchecked_sql(kTable + "INSERT INTO t VALUES (1);");
  Diagnostics diagnostics;
  const std::string demand =
      "-- schemac: check rows: SELECT id FROM t WHERE a IS NULL\nALTER TABLE t ALTER a SET NOT NULL;\n";
  const auto script = [&](const std::string& text) { return sql::read(text, "up.sql", diagnostics); };
  CHECK(prove::demand_rows_fit(connection, script("UPDATE t SET a = 0 WHERE a IS NULL;\n" + demand), diagnostics));
  CHECK(diagnostics.empty());
  CHECK_FALSE(prove::demand_rows_fit(connection, script(demand), diagnostics));
  CHECK(diagnostics.list().front().place.line == 2);
}

}  // namespace schemac
