// Transactions that are run again, and what ends them from outside: timeouts, deadlines, cancellation.
#include <atomic>
#include <catch2/catch.hpp>
#include <schemac/runtime/retry.hpp>
#include <thread>
#include <vector>

#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Isolation;
using runtime::Pool;
using runtime::RetryOptions;
using runtime::transact;
using runtime::Transaction;
using runtime::TransactionOptions;

namespace {

struct Fixture {
  std::string url = tests::fresh_database("retry");
  Connection db{url};
  Fixture() {
    db.execute_unchecked_sql(
        "CREATE TABLE account (id int PRIMARY KEY, balance int); "
        "INSERT INTO account VALUES (1, 0), (2, 0)");
  }
  std::string balance(int id) {
    return std::string(
        db.query_unchecked_sql("SELECT balance::text FROM account WHERE id = $1::int", {std::to_string(id)})[0].text(
            0));
  }
};

std::string show(runtime::Executor& executor, const std::string& setting) {
  return std::string(executor.query_unchecked_sql("SHOW " + setting)[0].text(0));
}

/// Reads and writes back: a lost update, were it not for the isolation.
void add_one(Transaction& transaction) {
  const int balance = std::stoi(
      std::string(transaction.query_unchecked_sql("SELECT balance::text FROM account WHERE id = 1")[0].text(0)));
  transaction.query_unchecked_sql("UPDATE account SET balance = $1::int WHERE id = 1", {std::to_string(balance + 1)});
}

const RetryOptions kSerializable{.transaction = {.isolation = Isolation::serializable}, .attempts = 1000};

}  // namespace

TEST_CASE_METHOD(Fixture, "transactions that conflict are run again until each has happened once", "[retry]") {
  constexpr int kThreads = 4;
  constexpr int kTimes = 25;
  Pool pool(url, {.maximum = kThreads});
  std::atomic<int> retries = 0;
  RetryOptions options = kSerializable;
  options.on_retry = [&retries](const runtime::Error& failure, int attempt) {
    if (failure.retryable() && attempt > 1) ++retries;
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&] {
      for (int time = 0; time < kTimes; ++time) transact(pool, add_one, options);
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(balance(1) == std::to_string(kThreads * kTimes));
  INFO("retries: " << retries);
  CHECK(retries > 0);
}

TEST_CASE_METHOD(Fixture, "a deadlock is resolved by running one of the two again", "[retry]") {
  Connection other(url);
  std::atomic<int> first_locks = 0;
  std::atomic<int> attempts = 0;
  const auto move = [&](Connection& connection, const char* from, const char* to) {
    bool first = true;
    transact(connection, [&](Transaction& transaction) {
      ++attempts;
      transaction.query_unchecked_sql("UPDATE account SET balance = balance + 1 WHERE id = $1::int", {from});
      // Both hold their first row before either wants its second.
      if (std::exchange(first, false)) {
        ++first_locks;
        while (first_locks < 2) std::this_thread::yield();
      }
      transaction.query_unchecked_sql("UPDATE account SET balance = balance + 1 WHERE id = $1::int", {to});
    });
  };
  std::thread back([&] { move(other, "2", "1"); });
  move(db, "1", "2");
  back.join();
  CHECK(attempts >= 3);  // one of the two was run again; on a slow machine they may meet once more
  CHECK(balance(1) == "2");
  CHECK(balance(2) == "2");
}

TEST_CASE_METHOD(Fixture, "what its work has committed is not run again", "[retry]") {
  const auto add = [](Transaction& transaction) {
    transaction.execute_unchecked_sql("UPDATE account SET balance = balance + 1 WHERE id = 1");
  };
  const auto conflict = [] {
    runtime::ErrorFields fields;
    fields.sqlstate = "40001";
    throw runtime::SerializationFailure(fields);
  };
  const std::string how = GENERATE("commit", "COMMIT", "rolled back", "not committed");
  INFO(how);
  int runs = 0;
  const auto work = [&](Transaction& transaction) {
    add(transaction);
    if (how == "commit") transaction.commit();
    if (how == "COMMIT") transaction.execute_unchecked_sql("COMMIT");
    if (how == "rolled back") transaction.rollback();
    if (++runs < 3) conflict();
  };
  const bool kept = how == "commit" || how == "COMMIT";
  if (kept)
    CHECK_THROWS_AS(transact(db, work, {.first_pause = 0ms}), runtime::SerializationFailure);
  else
    transact(db, work, {.first_pause = 0ms});
  CHECK(runs == (kept ? 1 : 3));
  CHECK(balance(1) == (how == "rolled back" ? "0" : "1"));
}

TEST_CASE_METHOD(Fixture, "work that has committed by itself has nothing more to commit", "[retry]") {
  const int result = transact(db, [&](Transaction& transaction) {
    transaction.execute_unchecked_sql("UPDATE account SET balance = 7 WHERE id = 1");
    transaction.commit();
    return 5;
  });
  CHECK(result == 5);
  CHECK(balance(1) == "7");
}

TEST_CASE_METHOD(Fixture, "what would fail again is thrown at once, and so is the last failure", "[retry]") {
  int runs = 0;
  const auto broken = [&](Transaction& transaction) {
    ++runs;
    transaction.execute_unchecked_sql("INSERT INTO account VALUES (1, 0)");
  };
  CHECK_THROWS_AS(transact(db, broken), runtime::UniqueViolation);
  CHECK(runs == 1);
  struct Mine {};
  CHECK_THROWS_AS(transact(db,
                           [&](Transaction& transaction) {
                             transaction.execute_unchecked_sql("UPDATE account SET balance = 9");
                             throw Mine();
                           }),
                  Mine);
  CHECK(balance(1) == "0");

  runs = 0;
  const auto always = [&](Transaction& transaction) {
    ++runs;
    transaction.execute_unchecked_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
  };
  CHECK_THROWS_AS(transact(db, always, {.attempts = 4, .first_pause = 0ms}), runtime::SerializationFailure);
  CHECK(runs == 4);
  CHECK_THROWS_AS(transact(db, always, {.attempts = 0}), runtime::UsageError);
  Transaction open(db);
  CHECK_THROWS_AS(transact(db, always), runtime::UsageError);
  CHECK(runs == 4);
}

TEST_CASE_METHOD(Fixture, "a transaction gives back what its function returns, of the attempt that was kept",
                 "[retry]") {
  int runs = 0;
  const int result = transact(
      db,
      [&](Transaction& transaction) {
        transaction.execute_unchecked_sql("UPDATE account SET balance = balance + 1 WHERE id = 1");
        if (++runs < 3)
          transaction.execute_unchecked_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END $$");
        return runs;
      },
      {.first_pause = 1ms});
  CHECK(result == 3);
  CHECK(balance(1) == "1");
}

TEST_CASE_METHOD(Fixture, "a pool gives another connection where one was lost, but not for a commit in doubt",
                 "[retry]") {
  Pool pool(url, {.maximum = 2});
  int runs = 0;
  const auto killed = [&](Transaction& transaction) {
    transaction.execute_unchecked_sql("UPDATE account SET balance = balance + 1 WHERE id = 1");
    if (++runs == 1)
      db.query_unchecked_sql(
          "SELECT pg_terminate_backend($1::int, 10000)",
          {std::string(transaction.query_unchecked_sql("SELECT pg_backend_pid()::text")[0].text(0))});
    transaction.execute_unchecked_sql("UPDATE account SET balance = balance + 1 WHERE id = 2");
  };
  transact(pool, killed);
  CHECK(runs == 2);
  CHECK(balance(1) == "1");

  runs = 0;
  const auto in_doubt = [&](Transaction& transaction) {
    ++runs;
    const std::string session(transaction.query_unchecked_sql("SELECT pg_backend_pid()::text")[0].text(0));
    db.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 10000)", {session});
  };
  CHECK_THROWS_AS(transact(pool, in_doubt), runtime::CommitInDoubt);
  CHECK(runs == 1);
  runs = 0;
  // On a connection of one's own there is no other to go on with.
  Connection own(url);
  CHECK_THROWS_AS(transact(own,
                           [&](Transaction& transaction) {
                             ++runs;
                             db.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 10000)",
                                                    {std::to_string(own.backend_pid())});
                             transaction.execute_unchecked_sql("SELECT 1");
                           }),
                  runtime::ConnectionFailure);
  CHECK(runs == 1);
}

TEST_CASE_METHOD(Fixture, "timeouts hold for the transaction that asked for them and no longer", "[limits]") {
  const std::string before = show(db, "statement_timeout");
  {
    Transaction limited(db, {.statement_timeout = 50ms, .lock_timeout = 40ms});
    CHECK(show(limited, "statement_timeout") == "50ms");
    CHECK(show(limited, "lock_timeout") == "40ms");
    CHECK_THROWS_AS(limited.execute_unchecked_sql("SELECT pg_sleep(60)"), runtime::QueryCanceled);
  }
  CHECK(show(db, "statement_timeout") == before);
  Connection other(url);
  Transaction holder(other);
  holder.execute_unchecked_sql("UPDATE account SET balance = 1 WHERE id = 1");
  Transaction waiter(db, {.lock_timeout = 20ms});
  CHECK_THROWS_AS(waiter.execute_unchecked_sql("UPDATE account SET balance = 2 WHERE id = 1"),
                  runtime::LockNotAvailable);
  waiter.rollback();
  CHECK_THROWS_AS(Transaction(db, {.statement_timeout = -1ms}), runtime::UsageError);
  CHECK_FALSE(db.in_transaction());
  Transaction endless(db, {.statement_timeout = std::chrono::milliseconds::max()});
  CHECK(show(endless, "statement_timeout") == before);
}

TEST_CASE_METHOD(Fixture, "a server that does not answer is hung up on behind the deadline", "[limits]") {
  tests::Proxy network(url);
  const auto far = [&] {
    network.hold(false);
    return runtime::Connection(network.url());
  };
  runtime::Connection asks = far();
  {
    Transaction transaction(asks, {.deadline = runtime::within(100ms)});
    network.hold(true);
    CHECK_THROWS_AS(transaction.execute_unchecked_sql("UPDATE account SET balance = 5"), runtime::DeadlineExceeded);
  }
  CHECK_THROWS_AS(asks.execute_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
  runtime::Connection commits = far();
  // Within a tenth of it the server need not be told what is left, so that the COMMIT is all that is not answered.
  Transaction transaction(commits, {.deadline = runtime::within(2s)});
  network.hold(true);
  CHECK_THROWS_AS(transaction.commit(), runtime::CommitInDoubt);
  runtime::Connection leaves = far();
  {
    const Transaction left(leaves, {.deadline = runtime::within(100ms)});
    network.hold(true);
  }
  CHECK_THROWS_AS(leaves.execute_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
  CHECK(balance(1) == "0");
}

TEST_CASE_METHOD(Fixture, "a deadline reaches the server, and behind it nothing is sent", "[limits]") {
  {
    Transaction late(db, {.deadline = runtime::within(100ms)});
    late.execute_unchecked_sql("UPDATE account SET balance = 5");
    CHECK_THROWS_AS(late.execute_unchecked_sql("SELECT pg_sleep(60)"), runtime::DeadlineExceeded);
    CHECK_THROWS_AS(late.execute_unchecked_sql("SELECT 1"), runtime::DeadlineExceeded);
    CHECK_THROWS_AS(late.commit(), runtime::DeadlineExceeded);
    CHECK_FALSE(late.is_open());
  }
  CHECK(balance(1) == "0");
  {
    // Each statement is quick enough, all of them are not.
    Transaction slow(db, {.deadline = runtime::within(200ms)});
    const auto work = [&] {
      for (int i = 0; i < 1000; ++i) slow.execute_unchecked_sql("SELECT pg_sleep(0.02)");
    };
    CHECK_THROWS_AS(work(), runtime::DeadlineExceeded);
  }
  CHECK_THROWS_AS(Transaction(db, {.deadline = runtime::within(0ms)}), runtime::DeadlineExceeded);
  CHECK_FALSE(db.in_transaction());
  Transaction in_time(db, {.deadline = runtime::within(1h)});
  in_time.execute_unchecked_sql("UPDATE account SET balance = 7");
  in_time.commit();
  CHECK(balance(1) == "7");
  // No attempt begins that the deadline would cut off.
  int runs = 0;
  const auto conflict = [&](Transaction& transaction) {
    ++runs;
    transaction.execute_unchecked_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
  };
  RetryOptions options{.transaction = {.deadline = runtime::within(300ms)}, .attempts = 1'000'000, .first_pause = 1ms};
  CHECK_THROWS_AS(transact(db, conflict, options), runtime::Error);
  CHECK(runs > 1);
}

TEST_CASE_METHOD(Fixture, "a transaction is stopped from another thread", "[limits]") {
  std::stop_source source;
  Transaction stopped(db, {.stop = source.get_token()});
  stopped.execute_unchecked_sql("UPDATE account SET balance = 5");
  std::thread stopper([&] {
    Connection watcher(url);
    while (watcher.query_unchecked_sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'").size() == 0)
      std::this_thread::yield();
    source.request_stop();
  });
  CHECK_THROWS_AS(stopped.execute_unchecked_sql("SELECT pg_sleep(600)"), runtime::QueryCanceled);
  stopper.join();
  CHECK_THROWS_AS(stopped.commit(), runtime::QueryCanceled);
  CHECK(balance(1) == "0");
  // Once it has ended, nobody stops what follows on the connection.
  std::stop_source later;
  Transaction kept(db, {.stop = later.get_token()});
  kept.commit();
  later.request_stop();
  CHECK(balance(1) == "0");
}

TEST_CASE_METHOD(Fixture, "session variables hold until the transaction ends, whatever their values are", "[limits]") {
  const std::string hostile = "x'; DROP TABLE account; --";
  {
    Transaction tenant(db, {.settings = {{"app.user_id", hostile}, {"app.role", "clerk"}}});
    CHECK(tenant.query_unchecked_sql("SELECT current_setting('app.user_id')")[0].text(0) == hostile);
    CHECK(show(tenant, "app.role") == "clerk");
    tenant.commit();
  }
  CHECK(db.query_unchecked_sql("SELECT coalesce(nullif(current_setting('app.user_id', true), ''), 'none')")[0].text(
            0) == "none");
  CHECK_THROWS_AS(Transaction(db, {.settings = {{"no such setting", "x"}}}), runtime::Error);
  CHECK_FALSE(db.in_transaction());
  CHECK(balance(1) == "0");
}
