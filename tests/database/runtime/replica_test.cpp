// Several hosts, and a standby that reads go to while it is close enough behind: all against servers that stream.
#include <atomic>
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/replicated_pool.hpp>
#include <thread>

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

namespace {

std::string said(Executor& executor, std::string_view sql) {
  return std::string(executor.query_unchecked_sql(sql)[0].text(0));
}

bool is_standby(Executor& executor) { return said(executor, "SELECT pg_is_in_recovery()") == "t"; }

bool reads_standby(ReplicatedPool& pool) {
  Lease lease = pool.acquire_to_read();
  return is_standby(lease);
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
  quick.primary.acquire_timeout = 50ms;
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
