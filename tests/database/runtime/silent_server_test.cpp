// Servers that accept and stay silent, sessions that stand still: whoever said how long he waits does not wait longer.
// What would wait too long here waits for a minute or for good, so that a slow machine proves nothing wrong.
#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/health.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/retry.hpp>
#include <thread>

#include "support/child.hpp"
#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using Catch::Contains;
using runtime::Connection;
using runtime::Lease;
using runtime::Pool;
using runtime::PoolOptions;
using runtime::Transaction;

namespace {

constexpr auto kSoon = 10s;
const std::string kPatient = "connect_timeout=60";

template <class Work>
std::chrono::steady_clock::duration taken_by(const Work& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begun;
}

/// What is thrown, and soon.
template <class Failure, class Work>
std::string soon_fails(const Work& work) {
  std::string message;
  CHECK(taken_by([&] {
          try {
            work();
            FAIL_CHECK("it did not throw");
          } catch (const Failure& failure) {
            message = failure.what();
          }
        }) < kSoon);
  return message;
}

/// A network in front of the tests' server.
struct Fixture {
  tests::Proxy network{tests::server_url()};
  std::string url = network.url(kPatient);
};

struct SilentFixture : Fixture {
  SilentFixture() { network.hold(true); }
};

/// A session that stands still while this lives.
struct Frozen {
  explicit Frozen(int process) : session(process) { ::kill(session, SIGSTOP); }
  Frozen(const Frozen&) = delete;
  Frozen& operator=(const Frozen&) = delete;
  ~Frozen() { ::kill(session, SIGCONT); }
  int session;
};

const auto kNothing = [](Transaction&) {};

}  // namespace

TEST_CASE_METHOD(SilentFixture, "a new connection is waited for no longer than a lease is", "[silence]") {
  Pool pool(url, {.maximum = 2, .acquire_timeout = 200ms});
  CHECK_THAT(soon_fails<runtime::PoolTimeout>([&] { pool.acquire(); }),
             Contains("was not made within 200 ms") && Contains("did not answer"));
  soon_fails<runtime::PoolTimeout>([&] { pool.acquire_within(50ms); });
  soon_fails<runtime::PoolTimeout>([&] { pool.transaction(kNothing); });
  soon_fails<runtime::PoolTimeout>([&] { runtime::transact(pool, kNothing); });
  CHECK(pool.counts().lent == 0);
  network.hold(false);
  CHECK(pool.acquire_within(60s).query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE_METHOD(SilentFixture, "all hosts of a URL share what is left of the wait", "[silence]") {
  std::string hosts = url;
  hosts.replace(hosts.find("host=127.0.0.1"), 14, "host=127.0.0.1,127.0.0.1,127.0.0.1");
  Pool pool(hosts, {.acquire_timeout = 200ms});
  soon_fails<runtime::PoolTimeout>([&] { pool.acquire(); });
}

TEST_CASE_METHOD(SilentFixture, "the connect timeout holds where it is the shorter one", "[silence]") {
  Pool pool(network.url("connect_timeout=1"), {.acquire_timeout = 60s});
  CHECK_THAT(soon_fails<runtime::ConnectionFailure>([&] { pool.acquire(); }), Contains("connect timeout"));
}

TEST_CASE_METHOD(Fixture, "preparing a new connection is part of the wait for it", "[silence]") {
  Pool pool(url, {.acquire_timeout = 200ms, .on_connect = [&](Connection& connection) {
                    network.hold(true);
                    connection.execute_unchecked_sql("SET application_name = 'prepared'");
                  }});
  soon_fails<runtime::PoolTimeout>([&] { pool.acquire(); });
  network.hold(false);
  // What is made of the failure there does not matter: the connection is no good any more.
  Pool careless(url, {.acquire_timeout = 200ms, .on_connect = [&](Connection& connection) {
                        network.hold(true);
                        try {
                          connection.execute_unchecked_sql("SELECT 1");
                        } catch (const runtime::Error&) {
                        }
                      }});
  soon_fails<runtime::PoolTimeout>([&] { careless.acquire(); });
}

TEST_CASE_METHOD(SilentFixture, "a deadline bounds the making of a connection", "[silence]") {
  Pool pool(url, {.acquire_timeout = 60s});
  CHECK_THAT(
      soon_fails<runtime::DeadlineExceeded>([&] { pool.transaction(kNothing, {.deadline = runtime::within(200ms)}); }),
      Contains("deadline") && Contains("did not answer"));
  soon_fails<runtime::DeadlineExceeded>(
      [&] { runtime::transact(pool, kNothing, {.transaction = {.deadline = runtime::within(200ms)}}); });
}

TEST_CASE("a deadline bounds the waiting for a lease", "[silence]") {
  Pool pool(tests::server_url(), {.maximum = 1, .acquire_timeout = 60s});
  const Lease kept = pool.acquire();
  CHECK_THAT(
      soon_fails<runtime::DeadlineExceeded>([&] { pool.transaction(kNothing, {.deadline = runtime::within(100ms)}); }),
      Contains("deadline") && Contains("1 of 1 are lent"));
  soon_fails<runtime::DeadlineExceeded>(
      [&] { runtime::transact(pool, kNothing, {.transaction = {.deadline = runtime::within(100ms)}}); });
  // The pool's own timeout holds where it is the shorter one.
  Pool impatient(tests::server_url(), {.maximum = 1, .acquire_timeout = 20ms});
  const Lease kept_too = impatient.acquire();
  soon_fails<runtime::PoolTimeout>([&] { impatient.transaction(kNothing, {.deadline = runtime::within(60s)}); });
}

TEST_CASE_METHOD(SilentFixture, "health is told in time though no connection can be made", "[silence]") {
  Pool pool(url);
  runtime::Health now;
  CHECK(taken_by([&] { now = runtime::health(pool, 200ms); }) < kSoon);
  CHECK_FALSE(now.healthy);
  CHECK_THAT(now.problem, Contains("200 ms") && Contains("did not answer"));
}

TEST_CASE("health is told in time though the session stands still", "[silence]") {
  Pool pool(tests::server_url(), {.maximum = 1});
  const Frozen frozen(pool.acquire()->backend_pid());
  runtime::Health now;
  CHECK(taken_by([&] { now = runtime::health(pool, 200ms); }) < kSoon);
  CHECK_FALSE(now.healthy);
  CHECK_THAT(now.problem, Contains("the server did not answer within 200 ms"));
  // Nobody gets that session any more.
  now = runtime::health(pool, 60s);
  CHECK(now.healthy);
  CHECK(now.problem.empty());
  CHECK(pool.counts().opened == 2);
}

TEST_CASE_METHOD(SilentFixture, "a pool that ends gives up what it connects", "[silence]") {
  auto pool = std::make_unique<Pool>(url, PoolOptions{.minimum = 1, .maximum = 2});
  network.wait_for_held();
  SECTION("when it is drained") {
    CHECK(taken_by([&] { CHECK(pool->drain(100ms)); }) < kSoon);
  }
  SECTION("when it is closed, for who waits as well") {
    std::atomic<bool> told = false;
    std::thread waiting([&] {
      try {
        pool->acquire_within(60s);
      } catch (const runtime::UsageError& closed) {
        told = std::string_view(closed.what()).find("closed") != std::string_view::npos;
      }
    });
    CHECK(tests::eventually([&] { return pool->counts().lent == 1; }));
    CHECK(taken_by([&] {
            pool->close();
            waiting.join();
          }) < kSoon);
    CHECK(told);
  }
  SECTION("when it is destroyed") {}
  CHECK(taken_by([&] { pool.reset(); }) < kSoon);
}

TEST_CASE_METHOD(Fixture, "a pool that ends gives up what prepares a connection", "[silence]") {
  Pool pool(url, {.minimum = 1, .on_connect = [&](Connection& connection) {
                    network.hold(true);
                    connection.execute_unchecked_sql("SELECT 1");
                  }});
  network.wait_for_held();
  CHECK(taken_by([&] { CHECK(pool.drain(100ms)); }) < kSoon);
}

TEST_CASE_METHOD(Fixture, "what comes back with an open transaction is given up where the server is silent",
                 "[silence]") {
  Pool pool(url, {.maximum = 1});
  std::optional<Lease> lease(pool.acquire());
  lease->execute_unchecked_sql("BEGIN");
  network.hold(true);
  CHECK(taken_by([&] { lease.reset(); }) < 50s);
  CHECK(pool.counts().idle == 0);
}

TEST_CASE_METHOD(Fixture, "who is asked to stop is set free though the server is silent", "[silence]") {
  Pool pool(url, {.maximum = 1});
  std::stop_source source;
  bool commits = false;
  SECTION("in a statement") {}
  SECTION("in the commit") { commits = true; }
  std::atomic<int> freed = 0;
  std::thread waiting([&] {
    try {
      pool.transaction(
          [&](Transaction& transaction) {
            network.hold(true);
            if (!commits) transaction.execute_unchecked_sql("SELECT 1");
          },
          {.stop = source.get_token()});
    } catch (const runtime::CommitInDoubt&) {
      freed = commits ? 1 : 2;
    } catch (const runtime::QueryCanceled& stopped) {
      freed = !commits && std::string(stopped.what()).find("asked to stop") != std::string::npos ? 1 : 2;
    }
  });
  network.wait_for_held();
  CHECK(taken_by([&] { source.request_stop(); }) < kSoon);
  CHECK(taken_by([&] { waiting.join(); }) < kSoon);
  CHECK(freed == 1);
  CHECK(pool.counts().idle == 0);
}

TEST_CASE_METHOD(Fixture, "to cancel does not wait for a server that is silent", "[silence]") {
  Connection db(url);
  network.hold(true);
  CHECK(taken_by([&] { db.cancel(); }) < kSoon);
  CHECK(taken_by([&] { db.cancel(); }) < kSoon);
  network.hold(false);
  // A request that came late finds nothing to cancel, or this; the next one runs.
  CHECK(tests::eventually([&] {
    try {
      return db.query_unchecked_sql("SELECT 1").size() == 1;
    } catch (const runtime::QueryCanceled&) {
      return false;
    }
  }));
}

TEST_CASE_METHOD(Fixture, "a deadline bounds what is done before a transaction begins", "[silence]") {
  Connection db(url, {.statement_cache_size = 1});
  for (const runtime::Statement& each : {runtime::Statement("SELECT 1"), runtime::Statement("SELECT 2")})
    runtime::affected(db, each, runtime::Parameters());  // the second puts the first out, which is yet to be told
  network.hold(true);
  soon_fails<runtime::DeadlineExceeded>([&] { Transaction transaction(db, {.deadline = runtime::within(200ms)}); });
  CHECK_FALSE(db.is_open());
}

TEST_CASE("who is asked to stop waits for no connection", "[silence]") {
  tests::Proxy network(tests::server_url());
  const bool connects = GENERATE(false, true);
  network.hold(connects);
  Pool pool(connects ? network.url(kPatient) : tests::server_url(), {.maximum = 1, .acquire_timeout = 60s});
  std::optional<Lease> kept;
  if (!connects) kept.emplace(pool.acquire());
  std::stop_source source;
  std::atomic<bool> stopped = false;
  std::thread waiting([&] {
    try {
      pool.transaction(kNothing, {.stop = source.get_token()});
    } catch (const runtime::QueryCanceled&) {
      stopped = true;
    }
  });
  CHECK(tests::eventually([&] { return connects ? pool.counts().lent == 1 : pool.counts().waiting == 1; }));
  CHECK(taken_by([&] {
          source.request_stop();
          waiting.join();
        }) < kSoon);
  CHECK(stopped);
  kept.reset();
  network.hold(false);
  CHECK(pool.counts().waiting == 0);
  CHECK(pool.acquire().query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE("nothing is begun by who was asked to stop before", "[silence]") {
  std::stop_source source;
  source.request_stop();
  Connection db(tests::server_url());
  CHECK_THROWS_AS(Transaction(db, {.stop = source.get_token()}), runtime::QueryCanceled);
  CHECK_FALSE(db.in_transaction());
  CHECK(db.query_unchecked_sql("SELECT 1").size() == 1);
}

TEST_CASE_METHOD(Fixture, "a connection that the network has forgotten is not lent once it was idle for long",
                 "[silence]") {
  Pool pool(url, {.maximum = 2, .ping_after = 1ms, .ping_timeout = 200ms});
  const int forgotten = pool.acquire()->backend_pid();
  network.forget_all();
  std::this_thread::sleep_for(5ms);
  CHECK(taken_by([&] {
          Lease lease = pool.acquire();
          CHECK(lease->backend_pid() != forgotten);
          CHECK(lease.query_unchecked_sql("SELECT 1").size() == 1);
        }) < kSoon);
  CHECK(pool.counts().opened == 2);
  CHECK(pool.counts().idle == 1);
  // Asking is part of the wait.
  Pool asks_for_long(url, {.maximum = 1, .ping_after = 1ms, .ping_timeout = 60s});
  { const Lease used = asks_for_long.acquire(); }
  network.forget_all();
  std::this_thread::sleep_for(5ms);
  soon_fails<runtime::PoolTimeout>([&] { asks_for_long.acquire_within(200ms); });
}

TEST_CASE("a connection is asked for a sign of life where it was idle for long, and else not", "[silence]") {
  Connection observer(tests::server_url());
  const auto last_said = [&](std::chrono::milliseconds ping_after) {
    Pool pool(tests::server_url(), {.maximum = 1, .ping_after = ping_after});
    pool.acquire().execute_unchecked_sql("SELECT 'the last word'");
    std::this_thread::sleep_for(5ms);
    const Lease lease = pool.acquire();
    CHECK(pool.counts().opened == 1);
    return std::string(observer
                           .query_unchecked_sql("SELECT query FROM pg_stat_activity WHERE pid = $1::int",
                                                {std::to_string(lease->backend_pid())})[0]
                           .text(0));
  };
  CHECK(last_said(1h) == "SELECT 'the last word'");
  CHECK(last_said(std::chrono::milliseconds::max()) == "SELECT 'the last word'");
  CHECK(last_said(1ms) != "SELECT 'the last word'");
}
