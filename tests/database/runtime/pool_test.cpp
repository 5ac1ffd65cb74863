// The pool: bounds, order, and what never goes back into it.
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <optional>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>
#include <thread>
#include <vector>

#include "support/private_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Lease;
using runtime::Pool;
using runtime::PoolOptions;
using runtime::Transaction;

namespace {

template <class Condition>
void wait_until(const Condition& condition) {
  while (!condition()) std::this_thread::yield();
}

void terminate(int backend) {
  runtime::Connection killer(tests::server_url());
  killer.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 5000)", {std::to_string(backend)});
}

}  // namespace

TEST_CASE("a pool lends the same connection again and never more than its maximum") {
  Pool pool(tests::server_url(), {.maximum = 2});
  int first = 0;
  {
    const Lease lease = pool.acquire();
    first = lease->backend_pid();
    CHECK(pool.counts().lent == 1);
  }
  CHECK(pool.counts().idle == 1);
  Lease again = pool.acquire();
  CHECK(again->backend_pid() == first);
  Lease other = pool.acquire();
  CHECK(other->backend_pid() != first);
  CHECK(pool.counts().opened == 2);
  CHECK_THROWS_AS(pool.acquire_within(20ms), runtime::PoolTimeout);
  CHECK(pool.counts().waiting == 0);
  other.release();
  CHECK_THROWS_AS(other.execute_unchecked_sql("SELECT 1"), runtime::UsageError);
  CHECK(pool.acquire()->is_open());
  Lease moved = std::move(again);
  CHECK(moved.query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE("contradicting options and a URL that does not parse are told at once") {
  CHECK_THROWS_AS(Pool(tests::server_url(), {.maximum = 0}), runtime::UsageError);
  CHECK_THROWS_AS(Pool(tests::server_url(), {.minimum = 3, .maximum = 2}), runtime::UsageError);
  CHECK_THROWS_AS(Pool("nonsense"), runtime::InvalidUrl);
}

TEST_CASE("who cannot connect is told why, and the place becomes free again") {
  Pool pool(tests::with_database(tests::server_url(), "no_such_database"), {.maximum = 1});
  for (int attempt = 0; attempt < 3; ++attempt) CHECK_THROWS_AS(pool.acquire(), runtime::UndefinedDatabase);
  CHECK(pool.counts().lent == 0);
}

TEST_CASE("what comes back with an open transaction is rolled back first") {
  const std::string url = tests::fresh_database("pool");
  runtime::Connection(url).execute_unchecked_sql("CREATE TABLE t (x int)");
  Pool pool(url, {.maximum = 1});
  int backend = 0;
  {
    Lease lease = pool.acquire();
    backend = lease->backend_pid();
    lease.execute_unchecked_sql("BEGIN; INSERT INTO t VALUES (1)");
  }
  {
    Lease lease = pool.acquire();
    CHECK(lease->backend_pid() == backend);
    CHECK_FALSE(lease.in_transaction());
    CHECK(lease.query_unchecked_sql("SELECT FROM t").empty());
  }
  auto lease = std::make_unique<Lease>(pool.acquire());
  Transaction forgotten(*lease);
  forgotten.execute_unchecked_sql("INSERT INTO t VALUES (1)");
  CHECK_THROWS(forgotten.execute_unchecked_sql("SELECT 1/0"));
  lease.reset();
  CHECK_FALSE(forgotten.is_open());
  CHECK_FALSE(pool.acquire().in_transaction());
}

TEST_CASE("a broken connection never goes back, and one that broke while idle is not lent") {
  Pool pool(tests::server_url(), {.maximum = 1});
  {
    Lease lease = pool.acquire();
    terminate(lease->backend_pid());
    CHECK_THROWS_AS(lease.execute_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
  }
  CHECK(pool.counts().idle == 0);
  int idle = 0;
  {
    Lease lease = pool.acquire();
    idle = lease->backend_pid();
  }
  CHECK(pool.counts().idle == 1);
  terminate(idle);
  Lease fresh = pool.acquire();
  CHECK(fresh->backend_pid() != idle);
  CHECK(fresh.query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE("who waits longest is served first") {
  Pool pool(tests::server_url(), {.maximum = 1});
  std::vector<int> order;
  std::mutex mutex;
  std::vector<std::thread> threads;
  {
    Lease held = pool.acquire();
    for (int number = 0; number < 5; ++number) {
      threads.emplace_back([&, number] {
        const Lease lease = pool.acquire();
        const std::lock_guard lock(mutex);
        order.push_back(number);
      });
      wait_until([&] { return pool.counts().waiting == static_cast<std::size_t>(number) + 1; });
    }
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("many threads share few connections") {
  const std::string url = tests::fresh_database("threads");
  runtime::Connection(url).execute_unchecked_sql("CREATE TABLE t (x int); INSERT INTO t VALUES (0)");
  Pool pool(url, {.maximum = 3});
  std::atomic<int> at_once{0};
  std::atomic<int> most{0};
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        pool.transaction([&](Transaction& transaction) {
          const int now = ++at_once;
          for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
          }
          transaction.execute_unchecked_sql("UPDATE t SET x = x + 1");
          --at_once;
        });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(most <= 3);
  CHECK(pool.acquire().query_unchecked_sql("SELECT x FROM t")[0].text(0) == "160");
}

TEST_CASE("a transaction of the pool gives back what its work returns, and nothing when it throws") {
  const std::string url = tests::fresh_database("work");
  runtime::Connection(url).execute_unchecked_sql("CREATE TABLE t (x int)");
  Pool pool(url);
  CHECK(pool.transaction([](Transaction& transaction) {
    transaction.execute_unchecked_sql("INSERT INTO t VALUES (1)");
    return 5;
  }) == 5);
  CHECK_THROWS_AS(pool.transaction([](Transaction& transaction) {
    transaction.execute_unchecked_sql("INSERT INTO t VALUES (2)");
    throw 7;
  }),
                  int);
  CHECK_THROWS_AS(
      pool.transaction([](Transaction& t) { t.execute_unchecked_sql("DELETE FROM t"); }, {.read_only = true}),
      runtime::ReadOnlyTransaction);
  CHECK(pool.acquire().query_unchecked_sql("SELECT x FROM t")[0].text(0) == "1");
  CHECK(pool.counts().lent == 0);
}

TEST_CASE("the minimum is kept open, made up again, and not closed for being idle") {
  Pool pool(tests::server_url(), {.minimum = 2, .maximum = 4, .idle_timeout = 1ms});
  wait_until([&] { return pool.counts().idle == 2; });
  {
    const Lease one = pool.acquire();
    const Lease two = pool.acquire();
    const Lease three = pool.acquire();
    CHECK(pool.counts().lent == 3);
  }
  wait_until([&] { return pool.counts().idle == 2; });
  {
    Lease broken = pool.acquire();
    terminate(broken->backend_pid());
    CHECK_THROWS(broken.execute_unchecked_sql("SELECT 1"));
  }
  wait_until([&] { return pool.counts().idle == 2; });
  CHECK(pool.counts().opened >= 4);
}

TEST_CASE("an idle connection is closed in the end, and one that has lived long enough is not lent again") {
  {
    Pool pool(tests::server_url(), {.idle_timeout = 1ms});
    { const Lease lease = pool.acquire(); }
    wait_until([&] { return pool.counts().idle == 0; });
  }
  Pool pool(tests::server_url(), {.idle_timeout = 0ms, .max_lifetime = 1ms});
  const int first = pool.acquire()->backend_pid();
  std::this_thread::sleep_for(2ms);
  CHECK(pool.acquire()->backend_pid() != first);
}

TEST_CASE("a thread gets the connection that it had a moment ago, though another came back after it") {
  constexpr int kRounds = 50;  // a machine that stands still for longer than a moment lends the one used last
  Pool pool(tests::server_url(), {.maximum = 2});
  int own_again = 0;
  for (int round = 0; round < kRounds; ++round) {
    Lease own = pool.acquire();
    std::optional<Lease> other;
    std::thread([&] { other.emplace(pool.acquire()); }).join();
    const int had = own->backend_pid();
    own.release();
    other->release();
    if (pool.acquire()->backend_pid() == had) ++own_again;
  }
  CHECK(own_again > 0);
  CHECK(pool.counts().opened == 2);
}

TEST_CASE("connections that came back one after another are all closed for being idle") {
  Pool pool(tests::server_url(), {.maximum = 3, .idle_timeout = 100ms});
  {
    const Lease one = pool.acquire(), two = pool.acquire();
    { const Lease three = pool.acquire(); }
    std::this_thread::sleep_for(30ms);
  }
  CHECK(pool.counts().opened == 3);
  wait_until([&] { return pool.counts().idle == 0; });
}

TEST_CASE("each new connection is prepared by the application, and a failure there is the acquirer's") {
  bool fail = false;
  Pool pool(tests::server_url(), {.on_connect = [&](runtime::Connection& connection) {
              if (fail) throw std::runtime_error("no");
              connection.execute_unchecked_sql("SET application_name = 'prepared'");
            }});
  Lease lease = pool.acquire();
  CHECK(lease.query_unchecked_sql("SHOW application_name")[0].text(0) == "prepared");
  fail = true;
  CHECK_THROWS_AS(pool.acquire(), std::runtime_error);
  CHECK(pool.counts().lent == 1);
}

TEST_CASE("a closed pool lends nothing, and what it lent outlives it") {
  auto pool = std::make_unique<Pool>(tests::server_url(), PoolOptions{.maximum = 1});
  Lease lease = pool->acquire();
  std::thread waiting([&] { CHECK_THROWS_AS(pool->acquire(), runtime::UsageError); });
  wait_until([&] { return pool->counts().waiting == 1; });
  pool->close();
  waiting.join();
  CHECK_THROWS_AS(pool->acquire(), runtime::UsageError);
  pool.reset();
  CHECK(lease.query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE("what the application leaves open on a new connection is not lent", "[pool]") {
  bool leaves = true;
  Pool pool(tests::server_url(), {.maximum = 1, .on_connect = [&](runtime::Connection& connection) {
                                    if (leaves) connection.execute_unchecked_sql("BEGIN");
                                  }});
  CHECK_THROWS_AS(pool.acquire(), runtime::UsageError);
  leaves = false;
  CHECK_FALSE(pool.acquire().in_transaction());
  CHECK(pool.counts().opened == 1);
}
