// Servers that end, or end a session: what is said of it, and whether a retry is safe.
#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <optional>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/retry.hpp>
#include <thread>

#include "database/runtime/numbers_through_network.hpp"
#include "database/runtime/trouble.hpp"
#include "support/cluster.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Lease;
using runtime::Pipeline;
using runtime::Pool;
using runtime::Transaction;
using tests::count, tests::insert, tests::wait_until;
using tests::Said, tests::said;
using Fixture = tests::NumbersThroughNetwork;

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
      static_cast<void>(runtime::touched(pipeline, tests::kInsertNumber, runtime::values(3)));
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
    const auto made = runtime::touched(pipeline, tests::kInsertNumber, runtime::values(2));
    CHECK(said([&] { pipeline.run(); }) == Said::in_doubt);
    CHECK(said([&] { made.get(); }) == Said::in_doubt);
  }
  CHECK_FALSE(db.is_open());
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
  const auto piped = runtime::touched(pipeline, tests::kInsertNumber, runtime::values(2));
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
