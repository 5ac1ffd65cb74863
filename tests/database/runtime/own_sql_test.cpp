// A program whose own SQL begins, ends and commits transactions: what is known of them, and what a failure says.
#include <malloc.h>

#include <catch2/catch.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/query/row_stream.hpp>
#include <schemac/runtime/transaction.hpp>
#include <thread>

#include "database/runtime/numbers_through_network.hpp"
#include "database/runtime/trouble.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Transaction;
using tests::count, tests::insert, tests::wait_until;
using tests::Said, tests::said;
using Fixture = tests::NumbersThroughNetwork;

TEST_CASE_METHOD(Fixture, "a COMMIT of the program's own is in doubt when its answer is lost", "[trouble]") {
  Connection db(network.url());
  db.execute_unchecked_sql("BEGIN");
  CHECK(insert(db, 1));
  network.cut_at("COMMIT", tests::Proxy::Cut::before_answer);
  SECTION("by run-time SQL") {
    CHECK(said([&] { db.execute_unchecked_sql("COMMIT"); }) == Said::in_doubt);
  }
  SECTION("with results") {
    CHECK(said([&] { db.query_unchecked_sql("COMMIT"); }) == Said::in_doubt);
  }
}

TEST_CASE_METHOD(Fixture, "what commits on its way and is ended by the server is in doubt", "[trouble]") {
  Connection db(url);
  const std::string work = "INSERT INTO t VALUES (1); COMMIT; PERFORM pg_sleep(60); INSERT INTO t VALUES (2);";
  observer.execute_unchecked_sql("CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN " + work + " END'");
  const std::string session = std::to_string(db.backend_pid());
  std::thread administrator([&] {
    if (tests::eventually([&] { return count(observer) == 1; }))
      observer.query_unchecked_sql("SELECT pg_terminate_backend($1::int)", {session});
  });
  SECTION("a block") {
    CHECK(said([&] { db.execute_unchecked_sql(" /* a */ DO 'BEGIN " + work + " END'"); }) == Said::in_doubt);
  }
  SECTION("a procedure") {
    CHECK(said([&] { db.query_unchecked_sql("call p()"); }) == Said::in_doubt);
  }
  SECTION("a prepared call") {
    CHECK(said([&] { runtime::affected(db, "CALL p()", runtime::values()); }) == Said::in_doubt);
  }
  administrator.join();
  CHECK(count(observer) == 1);
}

TEST_CASE_METHOD(Fixture, "a statement that fails for another that is not prepared runs once", "[stale]") {
  Connection db(url);
  db.execute_unchecked_sql("CREATE TABLE calls (at int GENERATED ALWAYS AS IDENTITY)");
  db.execute_unchecked_sql(
      "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO calls DEFAULT VALUES; COMMIT; "
      "RAISE EXCEPTION 'prepared statement \"mine\" does not exist' USING ERRCODE = '26000'; END $$");
  const auto call = [&] { runtime::affected(db, "CALL p()", runtime::values()); };
  for (int calls = 1; calls <= 3; ++calls) {
    try {
      call();
      FAIL("it did not throw");
    } catch (const runtime::Error& failure) {
      CHECK(failure.sqlstate() == "26000");
      CHECK_FALSE(failure.retryable());
    }
    CHECK(db.query_unchecked_sql("SELECT count(*) FROM calls")[0].text(0) == std::to_string(calls));
  }
  try {
    db.execute_unchecked_sql("EXECUTE mine");
    FAIL("it did not throw");
  } catch (const runtime::Error& failure) {
    CHECK_FALSE(failure.retryable());
  }
}

TEST_CASE_METHOD(Fixture, "what has committed on its way to a conflict is not worth another attempt", "[retry]") {
  Connection db(url);
  const std::string conflict = "RAISE EXCEPTION 'again' USING ERRCODE = '40001'";
  db.execute_unchecked_sql("CREATE TABLE calls (at int GENERATED ALWAYS AS IDENTITY)");
  db.execute_unchecked_sql(
      "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO calls DEFAULT VALUES; COMMIT; " + conflict +
      "; END $$");
  db.execute_unchecked_sql("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN " + conflict + "; END $$");
  const auto retryable = [&](const auto& run) {
    try {
      run();
    } catch (const runtime::SerializationFailure& failure) {
      return failure.retryable();
    }
    throw std::logic_error("it did not throw");
  };
  CHECK_FALSE(retryable([&] { db.query_unchecked_sql("call p()"); }));
  CHECK_FALSE(retryable([&] { runtime::affected(db, "CALL p()", runtime::values()); }));
  CHECK_FALSE(
      retryable([&] { db.execute_unchecked_sql("BEGIN; INSERT INTO calls DEFAULT VALUES; COMMIT; SELECT f()"); }));
  CHECK_FALSE(retryable([&] { db.execute_unchecked_sql("DO $$ BEGIN CALL p(); END $$"); }));
  CHECK(db.query_unchecked_sql("SELECT count(*) FROM calls")[0].text(0) == "4");
  // These are one transaction, and undone.
  CHECK(retryable([&] { db.execute_unchecked_sql("INSERT INTO calls DEFAULT VALUES; SELECT f()"); }));
  CHECK(retryable([&] { db.query_unchecked_sql("SELECT f()"); }));
  Transaction transaction(db);
  CHECK(retryable([&] { transaction.execute_unchecked_sql("DO $$ BEGIN PERFORM f(); END $$"); }));
}

TEST_CASE_METHOD(Fixture, "a transaction that SQL has ended is over", "[transaction]") {
  Connection db(url);
  const std::string end = GENERATE("ROLLBACK", "COMMIT", "ROLLBACK; SELECT 1");
  INFO(end);
  Transaction transaction(db);
  CHECK(insert(transaction, 1));
  SECTION("by a call without results") { transaction.execute_unchecked_sql(end); }
  SECTION("by one on the connection") { db.execute_unchecked_sql(end); }
  CHECK_THROWS_AS(transaction.commit(), runtime::UsageError);
  CHECK_THROWS_AS(insert(transaction, 2), runtime::UsageError);
  CHECK(insert(db, 3));
  Transaction next(db);
  CHECK(insert(next, 4));
  next.commit();
  CHECK(count(observer) == (end == "COMMIT" ? 3 : 2));
}

TEST_CASE_METHOD(Fixture, "a COMMIT of a transaction that a statement has ended is an error", "[transaction]") {
  Connection db(url);
  Transaction transaction(db);
  CHECK(insert(transaction, 1));
  runtime::affected(transaction, "ROLLBACK", runtime::values());
  CHECK_THROWS_WITH(transaction.commit(), Catch::Contains("was ended by SQL of the program's own"));
  CHECK(count(db) == 0);
}

TEST_CASE_METHOD(Fixture, "a stream ends no transaction but its own", "[stream]") {
  Connection db(url);
  constexpr runtime::Statement kMany{"SELECT generate_series(1, 100000)::int"};
  std::optional<runtime::RowStream<std::int32_t>> numbers(
      runtime::stream<runtime::Scalar<std::int32_t>>(db, kMany, runtime::Parameters(), false));
  CHECK(*numbers->begin() == 1);
  db.execute_unchecked_sql("ROLLBACK");
  db.execute_unchecked_sql("BEGIN; INSERT INTO t VALUES (1)");
  const auto read_on = [&] {
    for (const std::int32_t each : *numbers) static_cast<void>(each);
  };
  CHECK_THROWS_AS(read_on(), runtime::UsageError);
  numbers.reset();
  db.execute_unchecked_sql("COMMIT");
  CHECK(count(observer) == 1);
}

#ifndef __SANITIZE_ADDRESS__  // whose allocator does not say what is in use
TEST_CASE_METHOD(Fixture, "notifications that nobody hears do not pile up", "[connection]") {
  Connection db(url);
  db.execute_unchecked_sql("LISTEN here");
  const auto notify = [&](int times) {
    for (int i = 0; i < times; ++i)
      db.execute_unchecked_sql("NOTIFY here, '" + std::string(7'000, 'x') + std::to_string(i) + "'");
  };
  notify(10);
  const std::size_t before = mallinfo2().uordblks;
  notify(500);
  CHECK(mallinfo2().uordblks < before + 1'000'000);
}
#endif
