// Connections that are cut, servers that end: what is said of it, whether a retry is safe, and that a pool never lends
// a connection that is broken.
#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <optional>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/retry.hpp>
#include <thread>

#include "database/runtime/trouble.hpp"
#include "support/child.hpp"
#include "support/cluster.hpp"
#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Executor;
using runtime::Lease;
using runtime::Pipeline;
using runtime::Pool;
using runtime::Transaction;
using tests::Proxy;
using tests::Said;
using tests::said;

namespace {

constexpr runtime::Statement kInsert{"INSERT INTO t VALUES ($1)"};
constexpr runtime::Statement kCount{"SELECT count(*) FROM t"};

using Number = runtime::Scalar<std::int64_t>;

std::int64_t count(Executor& executor) { return runtime::one<Number>(executor, kCount, runtime::values()); }

bool insert(Executor& executor, std::int32_t value) {
  return runtime::touched(executor, kInsert, runtime::values(value));
}

/// A table `t`, looked at directly and used through a network.
struct Fixture {
  std::string url = tests::fresh_database("trouble");
  Connection observer{url};
  Proxy network{url};
  Fixture() { observer.execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)"); }
};

void wait_until(const std::function<bool()>& condition) { REQUIRE(tests::eventually(condition)); }

}  // namespace

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

TEST_CASE_METHOD(Fixture, "a server that ends a session says why, and has not done what it was asked then",
                 "[trouble]") {
  Connection db(url);
  CHECK(insert(db, 1));
  constexpr runtime::Statement kSlow{"INSERT INTO t SELECT 2 FROM pg_sleep(60)"};
  const std::string session = std::to_string(db.backend_pid());
  const auto end_session = [&] { observer.query_unchecked_sql("SELECT pg_terminate_backend($1::int)", {session}); };
  const auto runs = [&] {
    const std::vector<std::optional<std::string>> pid{session};
    return !observer.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", pid)
                .empty();
  };
  const auto fails = [&](const auto& work) {
    try {
      work();
      FAIL("it did not fail");
    } catch (const runtime::Error& failure) {
      CHECK(failure.sqlstate() == "57P01");
      CHECK(failure.retryable());
      CHECK_THAT(failure.what(), Catch::Contains("terminating connection"));
    }
  };
  SECTION("while it runs a statement") {
    std::thread administrator([&] {
      if (tests::eventually(runs)) end_session();
    });
    SECTION("a prepared one") {
      fails([&] { runtime::touched(db, kSlow, runtime::values()); });
    }
    SECTION("one with parameters") {
      fails([&] { db.query_unchecked_sql("INSERT INTO t SELECT $1 FROM pg_sleep(60)", {"2"}); });
    }
    SECTION("one of run-time SQL") {
      fails([&] { db.execute_unchecked_sql("INSERT INTO t SELECT 2 FROM pg_sleep(60)"); });
    }
    SECTION("in a pipeline") {
      Pipeline pipeline(db);
      static_cast<void>(runtime::touched(pipeline, kInsert, runtime::values(3)));
      static_cast<void>(runtime::touched(pipeline, kSlow, runtime::values()));
      fails([&] { pipeline.run(); });
    }
    administrator.join();
  }
  SECTION("while nothing is asked") {
    end_session();
    wait_until(
        [&] { return observer.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE pid = $1", {session}).empty(); });
    fails([&] { insert(db, 2); });
  }
  CHECK_FALSE(db.is_open());
  CHECK(count(observer) == 1);
}

TEST_CASE_METHOD(Fixture, "behind the result of a statement nobody knows whether it was kept", "[trouble]") {
  // As it commits, the server ends the session: here before it is kept, which nobody can tell from the other case.
  observer.execute_unchecked_sql(
      "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend("
      "pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER leave AFTER INSERT ON t "
      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION leave()");
  Connection db(url);
  SECTION("a prepared one") {
    CHECK(said([&] { insert(db, 2); }) == Said::in_doubt);
  }
  SECTION("one with parameters") {
    CHECK(said([&] { db.query_unchecked_sql("INSERT INTO t VALUES ($1)", {"2"}); }) == Said::in_doubt);
  }
  SECTION("in a pipeline") {
    Pipeline pipeline(db);
    const auto made = runtime::touched(pipeline, kInsert, runtime::values(2));
    CHECK(said([&] { pipeline.run(); }) == Said::in_doubt);
    CHECK(said([&] { made.get(); }) == Said::in_doubt);
  }
  CHECK_FALSE(db.is_open());
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
    const auto second = runtime::touched(pipeline, kInsert, runtime::values(2));
    const auto third = runtime::touched(pipeline, kInsert, runtime::values(3));
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
    const auto second = runtime::touched(pipeline, kInsert, runtime::values(2));
    const auto third = runtime::touched(pipeline, kInsert, runtime::values(3));
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

TEST_CASE("what a server is asked after it ended was not done", "[trouble]") {
  tests::Cluster cluster;
  Connection(cluster.url()).execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY); INSERT INTO t VALUES (0)");
  Pool pool(cluster.url(), {.maximum = 4});
  const bool crashes = GENERATE(false, true);
  const auto end = [&] { crashes ? cluster.crash() : cluster.stop(); };
  std::optional<Lease> alone(pool.acquire()), in_transaction(pool.acquire()), in_pipeline(pool.acquire());
  { const Lease idle = pool.acquire(); }
  CHECK(count(*alone) == 1);
  Transaction transaction(*in_transaction);
  CHECK(insert(transaction, 1));
  Pipeline pipeline(*in_pipeline);
  const auto piped = runtime::touched(pipeline, kInsert, runtime::values(2));
  end();
  CHECK(said([&] { insert(*alone, 3); }) == Said::retry);
  CHECK(said([&] { insert(transaction, 4); }) == Said::retry);
  CHECK(said([&] { pipeline.run(); }) == Said::retry);
  CHECK(said([&] { piped.get(); }) == Said::retry);
  CHECK_THROWS_AS(transaction.commit(), runtime::Error);
  CHECK(said([&] { pool.acquire(); }) == Said::retry);  // nobody is there to connect to
  cluster.start();
  alone.reset();
  in_transaction.reset();
  in_pipeline.reset();
  CHECK(pool.counts().idle == 0);
  runtime::transact(pool, [](Transaction& again) { insert(again, 5); });
  CHECK(count(*std::make_unique<Lease>(pool.acquire())) == 2);
}

TEST_CASE("a session that dies without a word leaves what committed itself in doubt", "[trouble]") {
  tests::Cluster cluster;
  Connection observer(cluster.url());
  observer.execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)");
  Pool pool(cluster.url(), {.maximum = 1});
  const bool alone = GENERATE(true, false);
  {
    Lease lease = pool.acquire();
    CHECK(count(lease) == 0);
    std::optional<Transaction> transaction;
    if (!alone) transaction.emplace(lease);
    const int session = lease->backend_pid();
    std::thread killer([&] {
      // Once it sleeps; the whole server restarts then.
      const auto sleeps = [&] {
        return observer.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'").size() == 1;
      };
      if (tests::eventually(sleeps)) ::kill(session, SIGKILL);
    });
    CHECK(said([&] { lease.execute_unchecked_sql("SELECT pg_sleep(60)"); }) == (alone ? Said::in_doubt : Said::retry));
    killer.join();
  }
  CHECK(pool.counts().idle == 0);
  // A server that has not yet noticed still takes new sessions, and ends them a moment later.
  const auto has_noticed = [&] {
    try {
      observer.query_unchecked_sql("SELECT 1");
      return false;
    } catch (const runtime::ConnectionFailure&) {
      return true;
    }
  };
  REQUIRE(tests::eventually(has_noticed));
  const auto is_back = [&] {
    try {
      pool.transaction([](Transaction& again) { insert(again, 1); });
      return true;
    } catch (const runtime::ConnectionFailure& failure) {  // the server recovers, and says so
      CHECK(failure.retryable());
      return false;
    }
  };
  REQUIRE(tests::eventually(is_back));
  Connection once_more(cluster.url());
  CHECK(count(once_more) == 1);
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

TEST_CASE_METHOD(Fixture, "a server that ends while queries are under way fails each of them, typed", "[trouble]") {
  tests::Cluster cluster;
  Pool pool(cluster.url(), {.maximum = 3});
  std::vector<std::thread> threads;
  std::atomic<int> retries = 0;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] {
      if (said([&] {
            Lease lease = pool.acquire();
            lease.execute_unchecked_sql("SELECT pg_sleep(60)");
          }) == Said::retry)
        ++retries;
    });
  Connection observer_of_all(cluster.url());
  wait_until([&] {
    return observer_of_all.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'").size() == 3;
  });
  cluster.stop();
  for (std::thread& thread : threads) thread.join();
  CHECK(retries == 3);
  CHECK(pool.counts().idle == 0);
  CHECK(pool.counts().lent == 0);
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
