#include "sql/script.hpp"

#include <catch2/catch.hpp>

using namespace schemac;
using plan::Transaction;
using Texts = std::vector<std::string>;

namespace {

sql::Script read_well(const std::string& text) {
  Diagnostics diagnostics;
  auto script = sql::read(text, "up.sql", diagnostics);
  for (const auto& diagnostic : diagnostics.list()) FAIL_CHECK(diagnostic.message);
  return script;
}

sql::Script without_places(sql::Script script) {
  for (auto& batch : script.batches)
    for (auto& statement : batch.statements) statement.place = {};
  return script;
}

std::string checksum_of(const std::string& text) {
  Diagnostics diagnostics;
  return sql::checksum(sql::read(text, "up.sql", diagnostics));
}

plan::Plan two_batches() {
  model::Table table;
  table.name = {"public", "t"};
  table.columns.emplace_back().name = "a";
  table.columns.back().type = "integer";
  table.comment = "A \"table\"; -- yes\n-- schemac: no transaction\n";
  const plan::Step create{diff::Create<model::Table>{table}, {}, ""};
  const plan::Step label{diff::AddEnumValue{{"public", "role"}, "guest", "", ""},
                         {{plan::HazardKind::cannot_be_undone, "labels stay"}},
                         "runs alone,\nbecause"};
  return {{{Transaction::one, {create}}, {Transaction::none, {label}}}};
}

}  // namespace

TEST_CASE("A plan becomes statements, with what a step says above its first") {
  const auto script = sql::script(two_batches());
  REQUIRE(script.batches.size() == 2);
  REQUIRE(script.batches[0].statements.size() == 2);
  CHECK(script.batches[0].statements[0].comments.empty());
  CHECK(script.batches[1].transaction == Transaction::none);
  CHECK(script.batches[1].statements[0].comments == Texts{"runs alone,\nbecause", "cannot-be-undone: labels stay"});
}

TEST_CASE("What a comment says to schemac of a statement is read, and written back") {
  const auto script = read_well(
      "-- for people\n-- schemac: allow deletes-data\n-- schemac: check rows: SELECT id FROM t WHERE a IS NULL\n"
      "ALTER TABLE t DROP COLUMN a;\n-- schemac: check values: SELECT a::int FROM t\nALTER TABLE t ADD b int;\n");
  const auto& statements = script.batches.at(0).statements;
  CHECK(statements.at(0).comments == Texts{"for people"});
  CHECK(statements.at(0).allows == Texts{"deletes-data"});
  CHECK(statements.at(0).check == sql::RowCheck{"SELECT id FROM t WHERE a IS NULL", false});
  CHECK(statements.at(1).check == sql::RowCheck{"SELECT a::int FROM t", true});
  CHECK(without_places(read_well(sql::write_migration(script, ""))) == without_places(script));
  Diagnostics diagnostics;
  (void)sql::read("-- schemac: allow nonsense\nSELECT 1;", "up.sql", diagnostics);
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list().front().code == Code::migration_malformed);
}

TEST_CASE("A step without a statement leaves no batch") {
  const model::ObjectId index{model::Kind::index, "public", "t", "i"};
  const plan::Step nothing{diff::Rename<model::Index>{index, index}, {}, "follows its table"};
  CHECK(sql::script({{{Transaction::one, {nothing}}}}).empty());
}

TEST_CASE("A migration file is for people, and says where transactions are") {
  CHECK(sql::write_migration(sql::script(two_batches()), "0001_initial: up") ==
        "-- 0001_initial: up\n"
        "\n"
        "-- schemac: transaction\n"
        "\n"
        "CREATE TABLE public.t (\n    a integer\n);\n"
        "\n"
        "COMMENT ON TABLE public.t IS 'A \"table\"; -- yes\n-- schemac: no transaction\n';\n"
        "\n"
        "-- schemac: no transaction\n"
        "\n"
        "-- runs alone, because\n"
        "-- cannot-be-undone: labels stay\n"
        "ALTER TYPE public.role ADD VALUE 'guest';\n");
}

TEST_CASE("What is written is read back, and its checksum stays") {
  auto script = sql::script(two_batches());
  script.batches[1].statements[0].comments[0] = "runs alone";
  const auto read = read_well(sql::write_migration(script, "schemac: transaction"));
  CHECK(without_places(read) == script);
  CHECK(sql::checksum(read) == sql::checksum(script));
  CHECK(sql::write_migration(read, "x") == sql::write_migration(script, "x"));
  CHECK(read_well(sql::write_migration({}, "nothing to do")).empty());
}

TEST_CASE("A comment cannot become a marker or a statement") {
  sql::Script script{
      {{Transaction::one, {{"SELECT 1", {"schemac: no transaction", "a\nDROP TABLE t;\r-- b", ""}, {}}}}}};
  const auto read = read_well(sql::write_migration(script, ""));
  REQUIRE(read.batches.size() == 1);
  CHECK(read.batches[0].transaction == Transaction::one);
  CHECK(read.batches[0].statements.size() == 1);
  CHECK(read.batches[0].statements[0].comments == Texts{". schemac: no transaction", "a DROP TABLE t; -- b", ""});
}

TEST_CASE("A statement that ends in a comment keeps its semicolon") {
  const sql::Script script{{{Transaction::one, {{"SELECT 1 -- one", {}, {}}, {"SELECT 2", {}, {}}}}}};
  CHECK(read_well(sql::write_migration(script, "")).batches.at(0).statements.size() == 2);
}

TEST_CASE("psql gets BEGIN and COMMIT, and stops at errors where it would go on") {
  CHECK(sql::write_psql(sql::script(two_batches())) ==
        "\\set ON_ERROR_STOP on\n"
        "\nBEGIN;\n"
        "\nCREATE TABLE public.t (\n    a integer\n);\n"
        "\nCOMMENT ON TABLE public.t IS 'A \"table\"; -- yes\n-- schemac: no transaction\n';\n"
        "\nCOMMIT;\n"
        "\n-- runs alone, because\n-- cannot-be-undone: labels stay\nALTER TYPE public.role ADD VALUE 'guest';\n");
  CHECK(sql::write_psql({{{Transaction::one, {{"SELECT 1", {}, {}}}}}}) == "BEGIN;\n\nSELECT 1;\n\nCOMMIT;\n");
  CHECK(sql::write_psql({}).empty());
}

TEST_CASE("Any .sql file is one transaction, and knows its places") {
  const auto script = read_well("-- a file\n\n/* x */ CREATE TABLE t ();\n  SELECT 'é';SELECT 2\n");
  REQUIRE(script.batches.size() == 1);
  CHECK(script.batches[0].transaction == Transaction::one);
  const auto& statements = script.batches[0].statements;
  REQUIRE(statements.size() == 3);
  CHECK(statements[0].place == Place{"up.sql", 3, 9});
  CHECK(statements[1].place == Place{"up.sql", 4, 3});
  CHECK(statements[2].place == Place{"up.sql", 4, 15});
  CHECK(statements[2].text == "SELECT 2");
  CHECK(read_well("").empty());
  CHECK(read_well("-- schemac: no transaction\n").empty());
}

TEST_CASE("Comments belong to the statement directly below") {
  const auto script = read_well("-- title\n\n-- why\n--   indented\nSELECT 1; -- after\n-- two\r\nSELECT 2;\n-- end\n");
  CHECK(script.batches.at(0).statements.at(0).comments == Texts{"why", "  indented"});
  CHECK(script.batches.at(0).statements.at(1).comments == Texts{"two"});
}

TEST_CASE("Markers open batches, also two of a kind") {
  const auto script = read_well(
      "-- schemac: transaction\nSELECT 1;\n-- schemac: transaction\nSELECT 2;\n-- schemac: no transaction\nSELECT 3;");
  REQUIRE(script.batches.size() == 3);
  CHECK(script.batches[1].transaction == Transaction::one);
  CHECK(script.batches[2].transaction == Transaction::none);
  CHECK(script.batches[2].statements.at(0).comments.empty());
}

TEST_CASE("A marker in a string is text, one that is misspelt or misplaced is refused") {
  CHECK(read_well("SELECT '\n-- schemac: no transaction\n'").batches.at(0).transaction == Transaction::one);
  CHECK(read_well("-- schemac: renamed from x\nSELECT 1").batches.size() == 1);
  for (const char* text : {"-- schemac: no transactions\nSELECT 1", "SELECT 1,\n-- schemac: transaction\n2"}) {
    Diagnostics diagnostics;
    (void)sql::read(text, "up.sql", diagnostics);
    REQUIRE(diagnostics.list().size() == 1);
    CHECK(diagnostics.list()[0].code == Code::migration_malformed);
  }
}

TEST_CASE("Every statement that does not parse is reported at its line and column") {
  Diagnostics diagnostics;
  const auto script = sql::read("SELECT 1;\nSELEC 2;\n  SELECT é,, 3;\nSELECT 'abc", "a b.sql", diagnostics);
  CHECK(script.batches.at(0).statements.size() == 4);
  REQUIRE(diagnostics.list().size() == 3);
  CHECK(diagnostics.list()[0].code == Code::sql_syntax);
  CHECK(diagnostics.list()[0].message == "syntax error at or near \"SELEC\"");
  CHECK(diagnostics.list()[0].place == Place{"a b.sql", 2, 1});
  CHECK(diagnostics.list()[1].place == Place{"a b.sql", 3, 13});
  CHECK(diagnostics.list()[2].place == Place{"a b.sql", 4, 8});
}

TEST_CASE("A checksum counts what statements mean, and nothing else") {
  const auto sum = checksum_of("SELECT a, 1 FROM t; SELECT 2;");
  CHECK(sum.size() == 64);
  CHECK(checksum_of("-- c\nselect A,\n  1 /* x */ from T ;\n;SELECT 2") == sum);
  CHECK(checksum_of("SELECT a, 2 FROM t; SELECT 2;") != sum);
  CHECK(checksum_of("SELECT 2; SELECT a, 1 FROM t;") != sum);
  CHECK(checksum_of("-- schemac: no transaction\nSELECT a, 1 FROM t; SELECT 2;") != sum);
  CHECK(checksum_of("SELECT a, 1 FROM t;\n-- schemac: transaction\nSELECT 2;") != sum);
  CHECK(checksum_of("SELECT a, 1 FROM t;") != sum);
}

TEST_CASE("A statement of a newer grammar counts by its tokens") {
  const auto sum = checksum_of("MERGE INTO t RETURNIN U&'a' UESCAPE '!' x 1");
  CHECK(checksum_of("MERGE  INTO /* c */ t\nRETURNIN U&'a' UESCAPE '!' x 1;") == sum);
  CHECK(checksum_of("MERGE INTO t RETURNIN U&'b' UESCAPE '!' x 1") != sum);
  CHECK(checksum_of("MERGE INTO t RETURNIN U&'a' UESCAPE '!' x 2") != sum);
}

TEST_CASE("What generate was allowed stands above its statement, is read back, and is no part of the checksum") {
  const std::string text =
      "-- schemac: transaction\n\n-- deletes-data: rows are lost\n-- schemac: generated with --allow=deletes-data\n"
      "DROP TABLE t;\n";
  const sql::Script script = read_well(text);
  const sql::Statement& statement = script.batches.at(0).statements.at(0);
  CHECK(statement.generated_with == Texts{"deletes-data"});
  CHECK(statement.allows.empty());
  CHECK(sql::write_migration(script, "") == text);
  CHECK(sql::checksum(script) == checksum_of("DROP TABLE t;"));
  Diagnostics diagnostics;
  (void)sql::read("-- schemac: generated with --allow=nonsense\nSELECT 1;", "up.sql", diagnostics);
  CHECK(diagnostics.has_errors());
}
