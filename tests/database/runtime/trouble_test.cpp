// Connections that are cut: what is said of it, whether a retry is safe, and that a pool never lends a connection that
// is broken.
#include <atomic>
#include <catch2/catch.hpp>
#include <optional>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/retry.hpp>
#include <thread>

#include "database/runtime/numbers_through_network.hpp"
#include "database/runtime/trouble.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Lease;
using runtime::Pipeline;
using runtime::Pool;
using runtime::Transaction;
using tests::count, tests::insert, tests::wait_until;
using tests::Proxy;
using tests::Said, tests::said;
using Fixture = tests::NumbersThroughNetwork;

TEST_CASE_METHOD(Fixture, "a statement that commits itself is in doubt where its answer is lost", "[trouble]") {
  Connection db(network.url());
  CHECK(insert(db, 1));  // from here on it is prepared
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  const bool done = cut == Proxy::Cut::before_answer;
  network.cut_at("", cut);
  SECTION("a prepared one") {
    CHECK(said([&] { insert(db, 2); }) == Said::in_doubt);
  }
  SECTION("one of run-time SQL") {
    CHECK(said([&] { db.execute_unchecked_sql("INSERT INTO t VALUES (2)"); }) == Said::in_doubt);
  }
  SECTION("one with parameters") {
    CHECK(said([&] { db.query_unchecked_sql("INSERT INTO t VALUES ($1)", {"2"}); }) == Said::in_doubt);
  }
  wait_until([&] { return count(observer) == (done ? 2 : 1); });
  CHECK_FALSE(db.is_open());
  CHECK(said([&] { insert(db, 3); }) == Said::retry);  // this one was not sent
  CHECK(count(observer) == (done ? 2 : 1));
}

TEST_CASE_METHOD(Fixture, "a statement that was only to be prepared was not done", "[trouble]") {
  Connection db(network.url());
  network.cut_at("INSERT", GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer));
  CHECK(said([&] { insert(db, 1); }) == Said::retry);
  CHECK(count(observer) == 0);
}

TEST_CASE_METHOD(Fixture, "what is lost in a transaction was not done, but for the commit", "[trouble]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  Pool pool(network.url(), {.maximum = 1});
  int runs = 0;
  const auto work = [&](Transaction& transaction) {
    insert(transaction, 1);
    if (++runs == 1) network.cut_at("", cut);
    insert(transaction, 2);
  };
  SECTION("it is worth another attempt") {
    runtime::transact(pool, work);
    CHECK(runs == 2);
    CHECK(count(observer) == 2);
  }
  SECTION("its commit is not") {
    CHECK(said([&] {
            runtime::transact(pool, [&](Transaction& transaction) {
              ++runs;
              insert(transaction, 1);
              network.cut_at("COMMIT", cut);
            });
          }) == Said::in_doubt);
    CHECK(runs == 1);
    wait_until([&] { return count(observer) == (cut == Proxy::Cut::before_answer ? 1 : 0); });
  }
  SECTION("nor does it matter where it is to be given up") {
    CHECK_THROWS_AS(pool.transaction([&](Transaction& transaction) {
      insert(transaction, 1);
      network.cut_all();
      throw 7;
    }),
                    int);
    wait_until([&] { return count(observer) == 0; });
  }
  CHECK(insert(*std::make_unique<Lease>(pool.acquire()), 5));
  CHECK(pool.counts().idle == 1);
}

TEST_CASE_METHOD(Fixture, "a pipeline that is cut is in doubt as a whole, in a transaction not at all", "[trouble]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  Pool pool(network.url(), {.maximum = 1});
  {
    Lease lease = pool.acquire();
    CHECK(insert(lease, 1));
    Pipeline pipeline(lease);
    const auto second = runtime::touched(pipeline, tests::kInsertNumber, runtime::values(2));
    const auto third = runtime::touched(pipeline, tests::kInsertNumber, runtime::values(3));
    network.cut_at("", cut);
    CHECK(said([&] { pipeline.run(); }) == Said::in_doubt);
    CHECK(said([&] { second.get(); }) == Said::in_doubt);
    CHECK(said([&] { third.get(); }) == Said::in_doubt);
  }
  wait_until([&] { return count(observer) == (cut == Proxy::Cut::before_answer ? 3 : 1); });
  observer.execute_unchecked_sql("TRUNCATE t");
  int runs = 0;
  runtime::transact(pool, [&](Transaction& transaction) {
    insert(transaction, 1);
    Pipeline pipeline(transaction);
    const auto second = runtime::touched(pipeline, tests::kInsertNumber, runtime::values(2));
    const auto third = runtime::touched(pipeline, tests::kInsertNumber, runtime::values(3));
    if (++runs == 1) network.cut_at("", cut);
    third.get();
    second.get();
  });
  CHECK(runs == 2);
  CHECK(count(observer) == 3);
}

TEST_CASE_METHOD(Fixture, "a connection that is cut while idle is not lent", "[trouble]") {
  Pool pool(network.url(), {.maximum = 2});
  { const Lease one = pool.acquire(), two = pool.acquire(); }
  REQUIRE(pool.counts().idle == 2);
  network.cut_all();
  for (int i = 0; i < 3; ++i) {
    Lease one = pool.acquire();
    Lease two = pool.acquire();
    CHECK(insert(one, 2 * i));
    CHECK(insert(two, 2 * i + 1));
  }
}

TEST_CASE_METHOD(Fixture, "answers that come late are answers", "[trouble]") {
  Connection db(network.url());
  CHECK(insert(db, 1));
  network.hold(true);
  std::atomic<bool> done = false;
  std::thread waiting([&] {
    CHECK(insert(db, 2));
    done = true;
  });
  network.wait_for_held();
  CHECK_FALSE(done);
  network.hold(false);
  waiting.join();
  CHECK(count(db) == 2);
}

TEST_CASE_METHOD(Fixture, "who finds a pool run dry is told who has its connections", "[trouble]") {
  Pool pool(url, {.maximum = 2, .acquire_timeout = 5ms});
  const int line = __LINE__ + 1;
  const Lease first = pool.acquire_within(60s);
  const Lease second = pool.acquire_within(60s);
  try {
    pool.acquire();
    FAIL("it did not throw");
  } catch (const runtime::PoolTimeout& timeout) {
    CHECK(timeout.retryable());
    CHECK_THAT(timeout.what(), Catch::Contains("within 5 ms: 2 of 2 are lent, the longest since"));
    CHECK_THAT(timeout.what(), Catch::Contains("trouble_test.cpp:" + std::to_string(line)));
  }
}

TEST_CASE_METHOD(Fixture, "a pool ends while queries are under way, and lets them end", "[trouble]") {
  auto pool = std::make_unique<Pool>(url, runtime::PoolOptions{.maximum = 3});
  std::vector<std::thread> threads;
  std::atomic<int> ended = 0;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&, i, lease = std::make_shared<Lease>(pool->acquire())] {
      lease->query_unchecked_sql("SELECT pg_advisory_lock_shared(7)");
      if (insert(*lease, i)) ++ended;
    });
  Connection gate(url);
  const bool drains = GENERATE(true, false);
  if (drains) {
    CHECK((pool->drain(1h), pool->counts().lent) == 0);
  } else {
    pool.reset();
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(ended == 3);
  CHECK(count(observer) == 3);
}

TEST_CASE_METHOD(Fixture, "a thread that leaves with a connection gives it back", "[trouble]") {
  Pool pool(url, {.maximum = 1});
  int session = 0;
  std::thread([&] {
    thread_local std::optional<Lease> mine;
    mine.emplace(pool.acquire());
    session = (*mine)->backend_pid();
    mine->execute_unchecked_sql("BEGIN; INSERT INTO t VALUES (1)");
  }).join();
  CHECK(pool.counts().lent == 0);
  Lease lease = pool.acquire();
  CHECK(lease->backend_pid() == session);
  CHECK(count(lease) == 0);  // what it left open was rolled back
}
