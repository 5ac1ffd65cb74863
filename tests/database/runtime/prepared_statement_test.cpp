// Prepared statements: kept, bounded, checked against what the program reads, and prepared again when they went stale.
#include <catch2/catch.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/transaction.hpp>
#include <thread>

#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace schemac::runtime;

namespace {

std::string prepared(Connection& db) {
  return std::string(db.query_unchecked_sql("SELECT count(*) FROM pg_prepared_statements")[0].text(0));
}

using Number = Scalar<std::int32_t>;

struct Pair {
  std::int32_t number;
  std::string text;
};
using PairShape = Shape<Pair, std::int32_t, std::string>;

}  // namespace

TEST_CASE("one, optional_one, rows and affected say what they found") {
  Connection db(tests::fresh_database("query"));
  db.execute_unchecked_sql("CREATE TABLE t (number int, text text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
  constexpr Statement kAbove{"SELECT number, text FROM t WHERE number > $1 ORDER BY number"};
  const auto all = rows<PairShape>(db, kAbove, values(std::int32_t{0}));
  REQUIRE(all.size() == 2);
  CHECK(all[1].text == "b");
  CHECK(one<PairShape>(db, kAbove, values(std::int32_t{1})).number == 2);
  CHECK_FALSE(optional_one<PairShape>(db, kAbove, values(std::int32_t{2})));
  CHECK_THROWS_AS(one<PairShape>(db, kAbove, values(std::int32_t{2})), NotFound);
  CHECK_THROWS_WITH(one<PairShape>(db, kAbove, values(std::int32_t{2})),
                    "there is no such row: ... FROM t WHERE number > $1 ORDER BY number");
  CHECK_THROWS_WITH(one<PairShape>(db, kAbove, values(std::int32_t{0})),
                    "there are 2 rows where one was to be: ... FROM t WHERE number > $1 ORDER BY number");
  CHECK_THROWS_AS(one<PairShape>(db, kAbove, values(std::int32_t{0})), TooManyRows);
  constexpr Statement kNamed{"/* name: above_all */ SELECT number, text\nFROM t WHERE number > $1"};
  CHECK_THROWS_WITH(one<PairShape>(db, kNamed, values(std::int32_t{0})),
                    "there are 2 rows where one was to be: `above_all`");
  CHECK_THROWS_AS(optional_one<PairShape>(db, kAbove, values(std::int32_t{0})), TooManyRows);
  CHECK(affected(db, "UPDATE t SET text = $1", values(std::string("c"))) == 2);
  CHECK(affected(db, "DELETE FROM t WHERE number = $1", values(std::int32_t{7})) == 0);
}

TEST_CASE("a statement is prepared once, and again only for other parameter types") {
  Connection db(tests::server_url());
  constexpr Statement kSum{"SELECT ($1 + 1)::int"};
  for (std::int32_t number = 0; number < 5; ++number) CHECK(one<Number>(db, kSum, values(number)) == number + 1);
  CHECK(prepared(db) == "1");
  CHECK(one<Number>(db, kSum, values(std::int64_t{5})) == 6);
  CHECK(prepared(db) == "2");
}

TEST_CASE("the cache is bounded and forgets the least recently used") {
  Connection db(tests::server_url(), {.statement_cache_size = 2});
  const auto names = [&] {
    std::string all;
    for (const auto row : db.query_unchecked_sql("SELECT statement FROM pg_prepared_statements ORDER BY 1"))
      all += row.text(0);
    return all;
  };
  one<Number>(db, "SELECT 1", Parameters());
  one<Number>(db, "SELECT 2", Parameters());
  one<Number>(db, "SELECT 1", Parameters());
  one<Number>(db, "SELECT 3", Parameters());
  CHECK(names() == "SELECT 1SELECT 3");
  CHECK(one<Number>(db, "SELECT 2", Parameters()) == 2);
}

TEST_CASE("without a cache nothing is prepared and everything works") {
  Connection db(tests::server_url(), {.statement_cache_size = 0});
  CHECK(one<Number>(db, "SELECT $1 + 1", values(std::int32_t{1})) == 2);
  CHECK(prepared(db) == "0");
  CHECK_THROWS_AS(one<Number>(db, "SELECT 'x'::text", Parameters()), DecodeError);
  CHECK_THROWS_WITH(one<Number>(db, "SELECT 'x'::text AS stock", Parameters()),
                    Catch::Contains("column 1 (`stock`) of the statement is of type `pg_catalog.text`"));
}

TEST_CASE("columns of another type are an error before the statement has done anything") {
  Connection db(tests::fresh_database("drift"));
  db.execute_unchecked_sql("CREATE TABLE t (number int, text text)");
  constexpr Statement kInsert{"INSERT INTO t VALUES (1, 'a') RETURNING number, text"};
  db.execute_unchecked_sql("ALTER TABLE t ALTER number TYPE bigint");
  CHECK_THROWS_WITH(one<PairShape>(db, kInsert, Parameters()),
                    Catch::Contains("column 1") && Catch::Contains("pg_catalog.int8"));
  CHECK_THROWS_AS(one<Number>(db, kInsert, Parameters()), DecodeError);
  CHECK(db.query_unchecked_sql("SELECT FROM t").empty());
}

TEST_CASE("a statement whose result changed is prepared again") {
  Connection db(tests::fresh_database("stale"));
  db.execute_unchecked_sql("CREATE TABLE t (number int); INSERT INTO t VALUES (1)");
  constexpr Statement kAll{"SELECT * FROM t"};
  CHECK(one<Number>(db, kAll, Parameters()) == 1);
  SECTION("by itself outside of a transaction") {
    db.execute_unchecked_sql("ALTER TABLE t ADD text text DEFAULT 'x'");
    CHECK(one<PairShape>(db, kAll, Parameters()).text == "x");
    db.execute_unchecked_sql("DISCARD ALL");
    CHECK(one<PairShape>(db, kAll, Parameters()).text == "x");
  }
  SECTION("after an error that is worth another try inside of one") {
    db.execute_unchecked_sql("ALTER TABLE t ADD text text DEFAULT 'x'");
    {
      Transaction transaction(db);
      try {
        affected(transaction, kAll, Parameters());
        FAIL("it did not throw");
      } catch (const StaleStatement& error) {
        CHECK(error.retryable());
      }
    }
    Transaction again(db);
    CHECK(one<PairShape>(again, kAll, Parameters()).text == "x");
  }
  SECTION("and is an error when it can no longer be read") {
    db.execute_unchecked_sql("ALTER TABLE t ALTER number TYPE text");
    CHECK_THROWS_AS(one<Number>(db, kAll, Parameters()), DecodeError);
  }
}

TEST_CASE("errors of prepared statements tell the statement, not the values") {
  Connection db(tests::fresh_database("errors"));
  db.execute_unchecked_sql(
      "CREATE TABLE t (text text CONSTRAINT t_text_key UNIQUE CONSTRAINT short CHECK (length(text) < 10))");
  constexpr Statement kInsert{"INSERT INTO t VALUES ($1)"};
  affected(db, kInsert, values(std::string("secret")));
  try {
    affected(db, kInsert, values(std::string("secret")));
    FAIL("it did not throw");
  } catch (const UniqueViolation& error) {
    CHECK(error.constraint() == "t_text_key");
    CHECK(error.table() == "t");
    CHECK(error.schema() == "public");
    CHECK(error.statement() == kInsert.sql());
    CHECK_THAT(error.what(), !Catch::Contains("secret"));
    CHECK_THAT(error.detail(), Catch::Contains("secret"));
  }
  CHECK_THROWS_AS(affected(db, kInsert, values(std::string("longer than ten"))), CheckViolation);
  CHECK_THROWS_AS(affected(db, "SELEC", Parameters()), SyntaxError);
  CHECK_THROWS_AS(affected(db, "", Parameters()), Error);
}

TEST_CASE("a statement of hostile values changes nothing but its row") {
  Connection db(tests::fresh_database("hostile"));
  db.execute_unchecked_sql("CREATE TABLE t (text text)");
  for (const char* text : {"'); DROP TABLE t; --", "\\'; SELECT 1", "$1", "%s", "\" OR 1=1", "NULL"}) {
    affected(db, "INSERT INTO t VALUES ($1)", values(std::string(text)));
    CHECK(one<Scalar<std::string>>(db, "DELETE FROM t RETURNING text", Parameters()) == text);
  }
}

TEST_CASE("a statement has as many parameters as PostgreSQL takes") {
  Connection db(tests::server_url());
  // From 7,499 on libpq cannot read how a statement is described.
  for (const int count : {7498, 7499, 7500, 20'000, 65'535}) {
    INFO(count);
    Assembly sql("SELECT count(*) FROM generate_series(1, 70000) AS x WHERE x IN (");
    Parameters many;
    for (std::int32_t each = 1; each <= count; ++each) {
      sql.separate(", ").placeholder();
      many.add(each);
    }
    sql.add(")");
    using Count = Scalar<std::int64_t>;
    for (int run = 0; run < 2; ++run) CHECK(one<Count>(db, sql.statement(), many) == count);
    Pipeline pipeline(db);
    const auto first = one<Count>(pipeline, sql.statement(), many);
    const auto second = one<Count>(pipeline, "SELECT 5::bigint", values());
    pipeline.run();
    CHECK(first.get() == count);
    CHECK(second.get() == 5);
  }
}

TEST_CASE("what is prepared and cannot be described does not stay on the server") {
  const std::string url = tests::fresh_database("described");
  Connection other(url);
  other.execute_unchecked_sql("CREATE TABLE t (number int)");
  tests::Proxy network(url);
  Connection db(network.url());
  db.execute_unchecked_sql("SET statement_timeout = 300");
  network.hold(true);
  std::thread asking([&] { CHECK_THROWS_AS(rows<Number>(db, "SELECT number FROM t", Parameters()), QueryCanceled); });
  network.wait_for_held();  // that it was prepared; describing it takes a lock again
  {
    Transaction locking(other);
    locking.execute_unchecked_sql("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
    network.hold(false);
    asking.join();
  }
  CHECK(prepared(db) == "0");
  CHECK(rows<Number>(db, "SELECT number FROM t", Parameters()).empty());
}
