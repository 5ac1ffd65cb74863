// Rows of a database in use are asked before a statement meets them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "catalog/read.hpp"
#include "diff/compare.hpp"
#include "plan/online.hpp"
#include "plan/plan.hpp"
#include "prove/live_rows.hpp"
#include "support/private_server.hpp"

namespace schemac {
namespace {

model::Schema state_of(const std::string& sql) {
  runtime::Connection connection(tests::fresh_database("rows"));
  connection.execute_unchecked_sql(sql);
  return catalog::read(connection, {}).schema;
}

/// What is said of a database with `rows` on its way from one state to the other, in both forms of the plan.
std::string said(const std::string& before, const std::string& rows, const std::string& after) {
  const diff::Difference difference = diff::compare(state_of(before), state_of(after));
  runtime::Connection connection(tests::fresh_database("live"));
  connection.execute_unchecked_sql(before + rows);
  std::vector<std::string> texts;
  for (const bool online : {false, true}) {
    plan::Plan plan = plan::make(difference);
    if (online) plan = plan::online(std::move(plan), difference, "3s");
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
