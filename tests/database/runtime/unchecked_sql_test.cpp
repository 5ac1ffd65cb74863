// SQL that is not known at compile time: scripts, and queries whose rows come back as text.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>

#include "support/private_server.hpp"

using namespace schemac;
using runtime::Connection;

TEST_CASE("rows of a run-time query come back as text or NULL, with their names") {
  Connection db(tests::server_url());
  const auto result = db.query_unchecked_sql(
      "SELECT n AS \"Odd Name\", CASE n WHEN 2 THEN NULL ELSE 'x' || n END AS t "
      "FROM generate_series(1, $1::int) n ORDER BY n",
      {"3"});
  REQUIRE(result.size() == 3);
  REQUIRE(result.columns() == 2);
  CHECK(result.column_name(0) == "Odd Name");
  CHECK(result[0].text("Odd Name") == "1");
  CHECK(result[0]["t"] == "x1");
  CHECK_FALSE(result[1]["t"].has_value());
  CHECK(result[2][1] == "x3");
  CHECK(result.tag() == "SELECT 3");
  CHECK_THROWS_AS(result[1].text("t"), runtime::DecodeError);
  CHECK_THROWS_AS(result[0]["odd name"], runtime::UsageError);
  CHECK_THROWS_AS(result[3], runtime::UsageError);
  std::string seen;
  for (const auto row : result) seen += row.text(0);
  CHECK(seen == "123");
  // A row of a result that nobody keeps has it.
  const auto row = db.query_unchecked_sql("SELECT 'a long text that no string keeps within itself' AS a, NULL AS b")[0];
  const auto text = row.text("a");
  CHECK(text == "a long text that no string keeps within itself");
  CHECK(row[0] == text);
  CHECK_FALSE(row["b"].has_value());
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT 1")[1], runtime::UsageError);
}

TEST_CASE("parameters are values, whatever they look like") {
  Connection db(tests::server_url());
  const std::string hostile = "'; DROP TABLE x; --\\ \" $1";
  const auto result = db.query_unchecked_sql("SELECT $1::text, $2::text IS NULL", {hostile, std::nullopt});
  CHECK(result[0].text(0) == hostile);
  CHECK(result[0].text(1) == "t");
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT $1::text", {std::string("a\0b", 3)}), runtime::InvalidValue);
  CHECK_THROWS_AS(db.query_unchecked_sql("SELECT 1", std::vector<std::optional<std::string>>(65'536, "x")),
                  runtime::InvalidValue);
  CHECK_THROWS_AS(db.execute_unchecked_sql(std::string_view("SELECT 1\0 garbage", 17)), runtime::InvalidValue);
}

TEST_CASE("a script is all or nothing unless it says otherwise") {
  Connection db(tests::fresh_database("script"));
  db.execute_unchecked_sql("CREATE TABLE a (x int); CREATE TABLE b (x int); ; INSERT INTO a VALUES (1), (2)");
  CHECK(db.query_unchecked_sql("SELECT count(*) FROM a")[0].text(0) == "2");
  CHECK_THROWS_AS(db.execute_unchecked_sql("DROP TABLE a; SELECT 1/0; DROP TABLE b"), runtime::DataException);
  CHECK(db.query_unchecked_sql("SELECT count(*) FROM a")[0].text(0) == "2");
  CHECK_FALSE(db.in_transaction());
  db.execute_unchecked_sql("");
}

TEST_CASE("an error of the server tells its place and everything else it knows") {
  Connection db(tests::fresh_database("errors"));
  SECTION("the position counts characters of the statement") {
    try {
      db.execute_unchecked_sql("SELECT 'é'; SELECT nothing_here");
      FAIL("it did not throw");
    } catch (const runtime::UndefinedColumn& error) {
      CHECK(error.sqlstate() == "42703");
      CHECK(error.position() == 20);
      CHECK(error.statement() == "SELECT 'é'; SELECT nothing_here");
      CHECK(error.message() == "column \"nothing_here\" does not exist");
      CHECK(std::string(error.what()) == "column \"nothing_here\" does not exist [42703]");
      CHECK(error.fields().severity == "ERROR");
      CHECK_FALSE(error.retryable());
    }
  }
  SECTION("what a function raises keeps detail, hint, context and names") {
    try {
      db.execute_unchecked_sql(
          "DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = 'd', HINT = 'h', SCHEMA = 's', "
          "TABLE = 't', COLUMN = 'c', CONSTRAINT = 'k', DATATYPE = 'y'; END $$");
      FAIL("it did not throw");
    } catch (const runtime::RaisedException& error) {
      CHECK(error.detail() == "d");
      CHECK(error.hint() == "h");
      CHECK(error.schema() == "s");
      CHECK(error.table() == "t");
      CHECK(error.column() == "c");
      CHECK(error.constraint() == "k");
      CHECK(error.fields().data_type == "y");
      CHECK_THAT(error.context(), Catch::Contains("PL/pgSQL function inline_code_block line 1"));
    }
  }
  SECTION("a query inside a function is told with its own position") {
    try {
      db.execute_unchecked_sql("DO $$ BEGIN PERFORM 1 FROM missing; END $$");
      FAIL("it did not throw");
    } catch (const runtime::UndefinedTable& error) {
      CHECK(error.fields().internal_query == "SELECT 1 FROM missing");
      CHECK(error.fields().internal_position == 15);
      CHECK(error.position() == 0);
    }
  }
}

TEST_CASE("COPY that would talk to the client is refused and the connection stays usable") {
  Connection db(tests::fresh_database("copy"));
  db.execute_unchecked_sql("CREATE TABLE a (x int)");
  CHECK_THROWS_AS(db.execute_unchecked_sql("COPY a FROM STDIN"), runtime::Error);
  CHECK_THROWS_AS(db.execute_unchecked_sql("COPY (SELECT 1) TO STDOUT"), runtime::Error);
  CHECK_THROWS_AS(db.query_unchecked_sql("COPY a FROM STDIN"), runtime::Error);
  CHECK_THROWS_AS(db.query_unchecked_sql("COPY (SELECT 1) TO STDOUT"), runtime::Error);
  CHECK(db.query_unchecked_sql("SELECT 1")[0].text(0) == "1");
}

TEST_CASE("notices reach the handler of the connection") {
  Connection db(tests::server_url());
  db.execute_unchecked_sql("DO $$ BEGIN RAISE WARNING 'nobody hears this'; END $$");
  std::vector<runtime::Notice> heard;
  db.on_notice([&](const runtime::Notice& notice) { heard.push_back(notice); });
  db.execute_unchecked_sql("DO $$ BEGIN RAISE NOTICE 'one' USING HINT = 'h'; RAISE WARNING 'two'; END $$");
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].severity == "NOTICE");
  CHECK(heard[0].message == "one");
  CHECK(heard[0].hint == "h");
  CHECK(heard[1].severity == "WARNING");
  CHECK(heard[1].sqlstate == "01000");
  db.on_notice([](const runtime::Notice&) { throw runtime::UsageError("who hears fails"); });
  CHECK_NOTHROW(db.execute_unchecked_sql("DO $$ BEGIN RAISE NOTICE 'three'; END $$"));
  CHECK(db.query_unchecked_sql("SELECT 1")[0].text(0) == "1");
}
