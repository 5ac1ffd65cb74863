// What bounds transactions, pools and waits at their edges: savepoints under a deadline, and no bound at all.
#include <atomic>
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/replicated_pool.hpp>
#include <schemac/runtime/retry.hpp>
#include <schemac/runtime/slow_log.hpp>
#include <stop_token>
#include <thread>

#include "support/private_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Transaction;

namespace {

void conflict(Transaction& transaction) {
  transaction.execute_unchecked_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
}

}  // namespace

TEST_CASE("what a rollback to a savepoint took back of a deadline is said again", "[limits]") {
  Connection db(tests::server_url());
  Transaction transaction(db, {.deadline = runtime::within(10s)});
  const auto told = [&] {
    return std::stod(std::string(
        transaction.query_unchecked_sql("SELECT extract(epoch FROM current_setting('statement_timeout')::interval)")[0]
            .text(0)));
  };
  std::this_thread::sleep_for(1500ms);  // more than may be told too much
  {
    runtime::Savepoint savepoint(transaction);
    CHECK(told() <= 8.5);
  }
  CHECK(told() <= 8.5);
}

TEST_CASE("no bound at all is a bound that can be counted with", "[limits]") {
  constexpr auto kNever = std::chrono::milliseconds::max();
  CHECK(runtime::within(kNever) > runtime::within(24h));
  CHECK(runtime::within(std::chrono::milliseconds::min()) < runtime::within(0ms));
  const std::string url = tests::server_url();
  SECTION("for a transaction") {
    Connection db(url);
    Transaction transaction(db,
                            {.statement_timeout = kNever, .lock_timeout = kNever, .deadline = runtime::within(kNever)});
    CHECK(transaction.query_unchecked_sql("SELECT 1").size() == 1);
    transaction.commit();
  }
  SECTION("for the pauses between attempts") {
    Connection db(url);
    std::stop_source stop;
    runtime::RetryOptions options{.transaction = {.stop = stop.get_token()}, .first_pause = kNever};
    options.longest_pause = kNever;
    options.on_retry = [&](const runtime::Error&, int) { stop.request_stop(); };
    CHECK_THROWS_AS(runtime::transact(db, conflict, options), runtime::QueryCanceled);
    options.transaction.stop = {};
    options.first_pause = 1ms;
    options.attempts = 3;
    options.on_retry = nullptr;
    CHECK_THROWS_AS(runtime::transact(db, conflict, options), runtime::SerializationFailure);
  }
  SECTION("for pools of standbys") {
    runtime::ReplicatedPool pool(url, {url}, {.primary = {}, .standby = {}, .max_lag = kNever, .look_every = 20ms});
    CHECK(pool.acquire_to_read().query_unchecked_sql("SELECT 1").size() == 1);
    CHECK(pool.drain(kNever));
    CHECK_THROWS_AS(
        runtime::ReplicatedPool(url, {}, {.primary = {}, .standby = {}, .max_lag = 1s, .look_every = kNever}),
        runtime::UsageError);
  }
  SECTION("for a log of slow queries") {
    int lines = 0;
    runtime::ConnectionOptions options;
    runtime::log_slow_queries(options, {.over = kNever, .write = [&lines](const std::string&) { ++lines; }});
    Connection(url, options).query_unchecked_sql("SELECT 1");
    CHECK(lines == 0);
  }
}

TEST_CASE("who asks a transaction to stop does not wait for the pause before its next attempt", "[limits]") {
  Connection db(tests::server_url());
  std::stop_source stop;
  runtime::RetryOptions options{.transaction = {.stop = stop.get_token()}, .first_pause = 24h, .longest_pause = 24h};
  std::atomic<bool> pauses = false;
  options.on_retry = [&pauses](const runtime::Error&, int) { pauses = true; };
  std::thread stopper([&] {
    while (!pauses) std::this_thread::yield();
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  CHECK_THROWS_AS(runtime::transact(db, conflict, options), runtime::QueryCanceled);
  stopper.join();
}

TEST_CASE("a connection on which nothing runs outlives the deadline of its transaction, and who stops it", "[limits]") {
  Connection db(tests::server_url());
  std::stop_source stop;
  const bool stops = GENERATE(false, true);
  runtime::TransactionOptions options;
  if (stops)
    options.stop = stop.get_token();
  else
    options.deadline = runtime::within(100ms);
  {
    Transaction transaction(db, options);
    if (stops) stop.request_stop();
    std::this_thread::sleep_for(1500ms);  // more than it is given to answer
    CHECK(db.is_open());
    CHECK_THROWS_AS(transaction.execute_unchecked_sql("SELECT 1"), runtime::QueryCanceled);
    SECTION("rolled back") { transaction.rollback(); }
    SECTION("left") {}
  }
  CHECK(db.is_open());
  Transaction next(db);
  CHECK(next.query_unchecked_sql("SELECT 1").size() == 1);
  next.commit();
}
