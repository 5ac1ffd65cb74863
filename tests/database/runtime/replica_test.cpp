// Several hosts, and a standby that reads go to while it is close enough behind: all against servers that stream. What
// would wait too long here waits for a minute or for good, so that a slow machine proves nothing wrong.
#include <atomic>
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/replicated_pool.hpp>
#include <thread>

#include "database/runtime/replicas.hpp"
#include "support/child.hpp"
#include "support/cluster.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Executor;
using runtime::Lease;
using runtime::ReplicatedOptions;
using runtime::ReplicatedPool;
using runtime::Transaction;
using tests::said, tests::reads_standby, tests::is_standby;

namespace {

constexpr auto kSoon = 10s;

template <class Work>
std::chrono::steady_clock::duration taken_by(const Work& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begun;
}

struct Fixture {
  tests::Cluster primary;
  std::unique_ptr<tests::Cluster> standby = primary.standby();
  Connection db{primary.url()};
  ReplicatedOptions quick{.primary = {}, .standby = {}, .max_lag = 600ms, .look_every = 20ms};

  std::string both(const std::string& wanted) const {
    return "host='" + standby->host() + "," + primary.host() +
           "' port=5432,5432 user=postgres dbname=postgres target_session_attrs=" + wanted;
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "of several hosts the one is chosen that is asked for", "[replicas]") {
  Connection writes(both("read-write"));
  CHECK_FALSE(is_standby(writes));
  Connection reads(both("standby"));
  CHECK(is_standby(reads));
  CHECK_THROWS_AS(reads.execute_unchecked_sql("CREATE TABLE t ()"), runtime::ReadOnlyTransaction);
  Connection prefers(both("prefer-standby"));
  CHECK(is_standby(prefers));
  runtime::Pool pool(both("read-write"));
  { CHECK_FALSE(is_standby(*std::make_unique<Lease>(pool.acquire()))); }
  standby->stop();
  Connection still_prefers(both("prefer-standby"));
  CHECK_FALSE(is_standby(still_prefers));
  try {
    Connection none(both("standby"));
    FAIL("there is none");
  } catch (const runtime::ConnectionFailure& failure) {
    CHECK(failure.retryable());
  }
  // After a failover the same URL leads to what was the standby.
  standby->start();
  primary.stop();
  Connection promoted(both("any"));
  promoted.query_unchecked_sql("SELECT pg_promote()");
  Lease lease = pool.acquire();
  CHECK_FALSE(is_standby(lease));
  lease.execute_unchecked_sql("CREATE TABLE t ()");
}

TEST_CASE_METHOD(Fixture, "a host that does not answer is passed over for the next", "[replicas]") {
  tests::Proxy silent(standby->url());
  silent.hold(true);
  const std::string port = silent.url().substr(silent.url().find("port=") + 5, 5);
  Connection reached("hostaddr=127.0.0.1, host='nowhere," + primary.host() +
                     "' port=" + port.substr(0, port.find(' ')) +
                     ",5432 user=postgres dbname=postgres connect_timeout=2 sslmode=disable gssencmode=disable");
  CHECK_FALSE(is_standby(reached));
}

TEST_CASE_METHOD(Fixture, "what only reads goes to a standby, everything else to the primary", "[replicas]") {
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return pool.standbys()[0].lag.has_value(); }));
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  CHECK(pool.transaction([](Transaction& t) { return is_standby(t); }, {.read_only = true}));
  CHECK(pool.transaction([](Transaction& t) { return is_standby(t); },
                         {.isolation = runtime::Isolation::repeatable_read, .read_only = true}));
  CHECK_FALSE(pool.transaction([](Transaction& t) { return is_standby(t); },
                               {.isolation = runtime::Isolation::serializable, .read_only = true}));
  CHECK_FALSE(pool.transaction([](Transaction& t) { return is_standby(t); }));
  pool.transaction([](Transaction& t) { t.execute_unchecked_sql("CREATE TABLE t (x int)"); });
  Lease writes = pool.acquire();
  CHECK_FALSE(is_standby(writes));
  writes.release();
  CHECK(pool.drain(1h));
  CHECK_THROWS_AS(pool.acquire_to_read(), runtime::UsageError);
}

TEST_CASE_METHOD(Fixture, "a standby that falls behind is not read until it has caught up", "[replicas]") {
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  Connection on_standby(standby->url());
  on_standby.query_unchecked_sql("SELECT pg_wal_replay_pause()");
  db.execute_unchecked_sql("CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
  // What is read within the bound may be older; behind it it is not.
  REQUIRE(tests::eventually([&] { return !reads_standby(pool); }));
  CHECK(pool.transaction([](Transaction& t) { return said(t, "SELECT count(*) FROM t"); }, {.read_only = true}) == "1");
  std::this_thread::sleep_for(50ms);
  CHECK_FALSE(reads_standby(pool));
  CHECK(pool.standbys()[0].lag > quick.max_lag);
  on_standby.query_unchecked_sql("SELECT pg_wal_replay_resume()");
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  CHECK(said(*std::make_unique<Lease>(pool.acquire_to_read()), "SELECT count(*) FROM t") == "1");
}

TEST_CASE_METHOD(Fixture, "a standby whose stream is broken is known to be old, though it has replayed what it got",
                 "[replicas]") {
  tests::Proxy stream(primary.url());
  Connection on_standby(standby->url());
  std::string quoted;
  for (const char character : stream.url()) quoted.append(character == '\'' ? 2 : 1, character);
  on_standby.execute_unchecked_sql("ALTER SYSTEM SET primary_conninfo = '" + quoted + "'");
  on_standby.query_unchecked_sql("SELECT pg_reload_conf()");
  const std::string streams = "SELECT count(*) FROM pg_stat_wal_receiver WHERE sender_host = '127.0.0.1'";
  REQUIRE(tests::eventually([&] { return said(on_standby, streams) == "1"; }));
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  stream.hold(true);
  db.execute_unchecked_sql("CREATE TABLE t (x int)");
  REQUIRE(tests::eventually([&] { return !reads_standby(pool); }));
  stream.hold(false);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
}

TEST_CASE_METHOD(Fixture, "reads fall back to the primary where a standby is gone, and go there again", "[replicas]") {
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  standby->stop();
  for (int i = 0; i < 20; ++i) CHECK_FALSE(reads_standby(pool));
  CHECK(pool.standbys()[0].counts.lent == 0);
  standby->start();
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  // One that was promoted is no standby any more, whatever it has replayed.
  Connection(standby->url()).query_unchecked_sql("SELECT pg_promote()");
  REQUIRE(tests::eventually([&] { return !pool.standbys()[0].lag; }));
  Lease lease = pool.acquire_to_read();
  CHECK(said(lease, "SELECT setting FROM pg_settings WHERE name = 'data_directory'") ==
        said(db, "SELECT setting FROM pg_settings WHERE name = 'data_directory'"));
  CHECK_THROWS_AS(ReplicatedPool(primary.url(), {}, {.max_lag = 100ms, .look_every = 90ms}), runtime::UsageError);
}

TEST_CASE_METHOD(Fixture, "a primary that is gone leaves reads within the bound, and no longer", "[replicas]") {
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  db.close();
  primary.stop();
  CHECK(tests::eventually([&] {
    try {
      pool.acquire_to_read();
      return false;
    } catch (const runtime::ConnectionFailure& failure) {
      return failure.retryable();
    }
  }));
}

TEST_CASE_METHOD(Fixture, "a standby that is silent leaves the others in use, and costs a read little", "[replicas]") {
  tests::Proxy network(standby->url());
  auto pool = std::make_unique<ReplicatedPool>(primary.url(),
                                               std::vector{network.url("connect_timeout=60"), standby->url()}, quick);
  const auto is_used = [&](std::size_t number) {
    const auto lag = pool->standbys()[number].lag;
    return lag && *lag <= quick.max_lag;
  };
  REQUIRE(tests::eventually([&] { return is_used(0) && is_used(1); }));
  network.hold(true);
  CHECK(taken_by([&] { pool->acquire_to_read(), pool->acquire_to_read(); }) < kSoon);  // each in turn
  REQUIRE(tests::eventually([&] { return !is_used(0); }));
  // For several times as long as what it shows may be old; a machine that stands still meanwhile may miss a look.
  int used = 0;
  for (int look = 0; look < 40; ++look, std::this_thread::sleep_for(50ms)) used += is_used(1) ? 1 : 0;
  CHECK(used > 20);
  CHECK(reads_standby(*pool));
  network.hold(false);
  CHECK(tests::eventually([&] { return is_used(0); }));
  network.hold(true);
  CHECK(taken_by([&] { pool.reset(); }) < kSoon);
}

TEST_CASE_METHOD(Fixture, "servers that are silent do not keep a pool from ending", "[replicas]") {
  tests::Proxy no_primary(primary.url()), no_standby(standby->url());
  no_primary.hold(true);
  no_standby.hold(true);
  ReplicatedPool pool(no_primary.url("connect_timeout=60"), {no_standby.url("connect_timeout=60")}, quick);
  no_primary.wait_for_held();
  no_standby.wait_for_held();
  CHECK(taken_by([&] { CHECK(pool.drain(100ms)); }) < kSoon);
}

TEST_CASE_METHOD(Fixture, "a standby that is busy is not waited for", "[replicas]") {
  quick.standby.maximum = 1;
  quick.standby.acquire_timeout = 60s;
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  std::optional<Lease> kept;
  REQUIRE(tests::eventually([&] {
    kept.emplace(pool.acquire_to_read());
    return is_standby(*kept);
  }));
  CHECK(taken_by([&] { CHECK_FALSE(reads_standby(pool)); }) < kSoon);
  CHECK(taken_by([&] {
          CHECK_FALSE(pool.transaction([](Transaction& t) { return is_standby(t); }, {.read_only = true}));
        }) < kSoon);
  CHECK(pool.standbys()[0].counts.waiting == 0);
  kept.reset();
  CHECK(tests::eventually([&] { return reads_standby(pool); }));
}

TEST_CASE_METHOD(Fixture, "a deadline bounds the waiting for a lease of either", "[replicas]") {
  quick.primary.maximum = quick.standby.maximum = 1;
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  const Lease one = pool.acquire_to_read(), other = pool.acquire();
  for (const bool reads : {true, false})
    CHECK(taken_by([&] {
            CHECK_THROWS_AS(
                pool.transaction([](Transaction&) {}, {.read_only = reads, .deadline = runtime::within(50ms)}),
                runtime::DeadlineExceeded);
          }) < kSoon);
}

TEST_CASE_METHOD(Fixture, "what a standby gives up is run again on the primary", "[replicas]") {
  Connection on_standby(standby->url());
  on_standby.execute_unchecked_sql("ALTER SYSTEM SET max_standby_streaming_delay = 0");
  on_standby.query_unchecked_sql("SELECT pg_reload_conf()");
  db.execute_unchecked_sql("CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually(
      [&] { return reads_standby(pool) && said(on_standby, "SELECT to_regclass('t') IS NOT NULL") == "t"; }));
  std::vector<std::string> ran_on;
  std::function<void(Transaction&)> trouble;
  const auto work = [&](Transaction& t) {
    ran_on.push_back(is_standby(t) ? "standby" : "primary");
    const std::string count = said(t, "SELECT count(*) FROM t");
    if (ran_on.size() == 1) trouble(t);
    return count;
  };
  const auto remove_what_it_reads = [&](const std::string& session) {
    db.execute_unchecked_sql("DELETE FROM t");
    db.execute_unchecked_sql("VACUUM t");
    CHECK(tests::eventually([&] {
      return on_standby.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE pid = $1::int", {session}).empty();
    }));
  };
  std::string failed, expected;
  bool in_doubt = false;
  runtime::RetryOptions options{.transaction = {.isolation = runtime::Isolation::repeatable_read, .read_only = true}};
  options.on_retry = [&](const runtime::Error& failure, int) {
    failed = failure.sqlstate();
    in_doubt = dynamic_cast<const runtime::CommitInDoubt*>(&failure) != nullptr;
  };
  SECTION("a conflict with recovery before a statement") {
    expected = "40001";
    trouble = [&](Transaction& t) {
      remove_what_it_reads(said(t, "SELECT pg_backend_pid()"));
      t.query_unchecked_sql("SELECT 1");
    };
  }
  SECTION("one in a statement") {
    expected = "40001";
    trouble = [&](Transaction& t) {
      const std::string session = said(t, "SELECT pg_backend_pid()");
      std::thread remover([&] {
        tests::eventually([&] {
          return on_standby
                     .query_unchecked_sql("SELECT FROM pg_stat_activity WHERE pid = $1::int AND wait_event = 'PgSleep'",
                                          {session})
                     .size() == 1;
        });
        db.execute_unchecked_sql("DELETE FROM t");
        db.execute_unchecked_sql("VACUUM t");
      });
      try {
        t.query_unchecked_sql("SELECT pg_sleep(60)");
      } catch (...) {
        remover.join();
        throw;
      }
      remover.join();
    };
  }
  bool commits = false;
  SECTION("one before the commit, though that is in doubt then") {
    commits = true;
    expected = "40001";
    trouble = [&](Transaction& t) { remove_what_it_reads(said(t, "SELECT pg_backend_pid()")); };
  }
  SECTION("the end of the session") {
    expected = "57P01";
    trouble = [&](Transaction& t) {
      on_standby.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 10000)",
                                     {said(t, "SELECT pg_backend_pid()")});
      t.query_unchecked_sql("SELECT 1");
    };
  }
  const std::string count = runtime::transact(pool, work, options);
  CHECK(ran_on == std::vector<std::string>{"standby", "primary"});
  CHECK(failed == expected);
  CHECK(in_doubt == commits);
  CHECK(count == said(db, "SELECT count(*) FROM t"));
}

TEST_CASE_METHOD(Fixture, "what is in doubt elsewhere is not done again for a transaction that reads", "[replicas]") {
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  runtime::RetryOptions options{.transaction = {.read_only = true}};
  int runs = 0;
  const auto work = [&](Transaction&) {
    ++runs;
    throw runtime::CommitInDoubt("of a commit on another connection");
  };
  CHECK_THROWS_AS(runtime::transact(pool, work, options), runtime::CommitInDoubt);
  CHECK(runs == 1);
}

TEST_CASE_METHOD(Fixture, "what writes is run and run again on the primary", "[replicas]") {
  ReplicatedPool pool(primary.url(), {standby->url()}, quick);
  REQUIRE(tests::eventually([&] { return reads_standby(pool); }));
  int runs = 0;
  runtime::transact(pool,
                    [&](Transaction& t) {
                      CHECK_FALSE(is_standby(t));
                      t.execute_unchecked_sql("CREATE TABLE t (x int)");
                      if (++runs < 3)
                        t.execute_unchecked_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
                    },
                    {.first_pause = 1ms});
  CHECK(runs == 3);
  CHECK(said(db, "SELECT count(*) FROM t") == "0");
}

TEST_CASE_METHOD(Fixture, "a transaction that is asked to stop does not wait for a silent standby", "[replicas]") {
  tests::Proxy network(standby->url());
  ReplicatedPool pool(primary.url(), {network.url()}, {.primary = {}, .standby = {}, .max_lag = 1h});
  REQUIRE(tests::eventually([&] { return pool.standbys()[0].lag.has_value(); }));
  network.hold(true);
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(pool.acquire_for({.read_only = true, .stop = stop.get_token()}), runtime::QueryCanceled);
  CHECK(pool.standbys()[0].lag);  // nothing was said against it
}
