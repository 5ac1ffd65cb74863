// What a standby shows is within the bound, or is not read: whatever history it follows, and however what it lacks was
// committed. All against servers that stream; nothing here depends on how quick they are.
#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/replicated_pool.hpp>
#include <thread>

#include "database/runtime/replicas.hpp"
#include "support/child.hpp"
#include "support/cluster.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Executor;
using runtime::Lease;
using runtime::ReplicatedOptions;
using runtime::ReplicatedPool;
using runtime::Transaction;
using tests::said, tests::reads_standby;

namespace {

const ReplicatedOptions kQuick{.primary = {}, .standby = {}, .max_lag = 600ms, .look_every = 20ms};

bool is_used(const ReplicatedPool& pool, std::size_t standby) {
  const auto lag = pool.standbys()[standby].lag;
  return lag && *lag <= kQuick.max_lag;
}

/// What a transaction that reads is told; nothing while no server can be reached.
std::string read(ReplicatedPool& pool, std::string_view sql) {
  try {
    return pool.transaction([&](Transaction& t) { return said(t, sql); }, {.read_only = true});
  } catch (const runtime::ConnectionFailure&) {
    return {};
  }
}

std::string url_of(const tests::Cluster& cluster, const std::string& user) {
  return "host='" + cluster.host() + "' user=" + user + " dbname=postgres";
}

void promote(const tests::Cluster& standby) {
  Connection db(standby.url());
  db.query_unchecked_sql("SELECT pg_promote()");
}

void follow(const tests::Cluster& standby, const tests::Cluster& primary) {
  Connection db(standby.url());
  db.execute_unchecked_sql("ALTER SYSTEM SET primary_conninfo = 'host=''" + primary.host() + "'' user=postgres'");
  db.execute_unchecked_sql("ALTER SYSTEM SET wal_retrieve_retry_interval = '100ms'");
  db.query_unchecked_sql("SELECT pg_reload_conf()");
}

struct OneStandby {
  tests::Cluster primary;
  std::unique_ptr<tests::Cluster> standby = primary.standby();
  Connection db{primary.url()};
};

/// A primary and two standbys; `next` is the primary once the first one is gone.
struct Failover {
  tests::Cluster primary{{"full_page_writes=on"}};  // so that a standby can be copied too
  std::unique_ptr<tests::Cluster> next = primary.standby(), other = primary.standby();
  Connection db{primary.url()};
  const std::string writes = "host='" + next->host() + "," + primary.host() +
                             "' user=postgres dbname=postgres target_session_attrs=read-write";

  void shows(const tests::Cluster& standby, const std::string& sql, const std::string& value) const {
    Connection reads(standby.url());
    REQUIRE(tests::eventually([&] { return said(reads, sql) == value; }));
  }
};

pid_t process(Executor& server, const std::string& kind) {
  return std::stoi(said(server, "SELECT pid FROM pg_stat_activity WHERE backend_type = '" + kind + "'"));
}

/// Commits until the log ends with a page; others must be silent.
void end_page(Executor& primary) {
  constexpr int kPage = 8192, kHeader = 24, kSome = 1000;
  const auto in_page = [&] {
    return std::stoi(said(primary, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint % 8192"));
  };
  int fill = kSome;
  for (int tries = 0; tries < 100 && in_page() != kHeader; ++tries) {
    const int before = in_page();
    primary.query_unchecked_sql("SELECT pg_logical_emit_message(true, '', repeat('x', $1::int))",
                                {std::to_string(fill)});
    const int after = in_page(), others = after - before - fill;
    fill = others > 0 && kPage - after > others ? kPage - after - others : kSome;
  }
  REQUIRE(in_page() == kHeader);
}

/// Stands still while it lives.
class Stopped {
 public:
  explicit Stopped(pid_t process) : process_(process) { REQUIRE(::kill(process_, SIGSTOP) == 0); }
  Stopped(const Stopped&) = delete;
  Stopped& operator=(const Stopped&) = delete;
  ~Stopped() { ::kill(process_, SIGCONT); }

 private:
  pid_t process_;
};

}  // namespace

TEST_CASE_METHOD(Failover, "a standby that went on where the new primary's history does not is not read",
                 "[replicas]") {
  db.execute_unchecked_sql("CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
  shows(*next, "SELECT coalesce(to_regclass('t')::text, '')", "t");
  shows(*other, "SELECT coalesce(to_regclass('t')::text, '')", "t");
  ReplicatedPool pool(writes, {other->url()}, kQuick);
  REQUIRE(tests::eventually([&] { return is_used(pool, 0); }));
  next->stop();
  db.execute_unchecked_sql("INSERT INTO t SELECT 2 FROM generate_series(1, 50000)");
  shows(*other, "SELECT count(*) FROM t", "50001");  // far ahead of what follows
  primary.crash();
  next->start();
  promote(*next);
  Connection(next->url()).execute_unchecked_sql("UPDATE t SET x = 3");
  CHECK(tests::eventually([&] { return read(pool, "SELECT max(x) FROM t") == "3"; }));
  CHECK(tests::eventually([&] { return !pool.standbys()[0].lag; }));
  SECTION("while it follows nobody") {}
  SECTION("though it has turned to the new primary, which it cannot follow") { follow(*other, *next); }
  int read_there = 0;
  for (int look = 0; look < 40; ++look, std::this_thread::sleep_for(20ms)) read_there += reads_standby(pool) ? 1 : 0;
  CHECK(read_there == 0);
}

TEST_CASE_METHOD(Failover, "standbys that follow the new primary are read again", "[replicas]") {
  db.execute_unchecked_sql("CREATE ROLE app LOGIN");
  const auto cascaded = other->standby();
  shows(*other, "SELECT count(*) FROM pg_roles WHERE rolname = 'app'", "1");
  shows(*cascaded, "SELECT count(*) FROM pg_roles WHERE rolname = 'app'", "1");
  ReplicatedPool pool(writes, {other->url(), cascaded->url(), url_of(*other, "app"), url_of(*cascaded, "app")}, kQuick);
  const auto are_used = [&](std::initializer_list<std::size_t> standbys) {
    return std::all_of(standbys.begin(), standbys.end(), [&](std::size_t standby) { return is_used(pool, standby); });
  };
  REQUIRE(tests::eventually([&] { return are_used({0, 1, 2, 3}); }));
  primary.crash();
  promote(*next);
  follow(*other, *next);
  CHECK(tests::eventually([&] { return are_used({0, 1}); }));
  // A role without privileges hears of the new timeline where the standby has noted it, at its next restartpoint.
  CHECK(tests::eventually([&] {
    for (const auto* server : {next.get(), other.get(), cascaded.get()})
      Connection(server->url()).execute_unchecked_sql("CHECKPOINT");
    return are_used({0, 1, 2, 3});
  }));
}

TEST_CASE_METHOD(OneStandby, "a commit that is not yet written is not missed for longer than any other", "[replicas]") {
  db.execute_unchecked_sql("CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
  ReplicatedPool pool(primary.url(), {standby->url()}, kQuick);
  REQUIRE(tests::eventually([&] { return is_used(pool, 0) && read(pool, "SELECT x FROM t") == "1"; }));
  const Stopped wal_writer(process(db, "walwriter"));
  db.execute_unchecked_sql("SET synchronous_commit = off; UPDATE t SET x = 2");
  CHECK(tests::eventually([&] { return read(pool, "SELECT x FROM t") == "2"; }));
  int missed = 0;
  for (int look = 0; look < 40; ++look, std::this_thread::sleep_for(20ms))
    missed += read(pool, "SELECT x FROM t") == "2" ? 0 : 1;
  CHECK(missed == 0);
}

TEST_CASE_METHOD(OneStandby, "a standby of a primary that writes nothing is read, wherever its log ends",
                 "[replicas]") {
  const Stopped background_writer(process(db, "background writer"));  // it would write something now and then
  SECTION("in the midst of a page") { db.execute_unchecked_sql("CREATE TABLE t ()"); }
  SECTION("where a page ends") { end_page(db); }
  SECTION("where a segment ends") { db.query_unchecked_sql("SELECT pg_switch_wal()"); }
  ReplicatedPool pool(primary.url(), {standby->url()}, kQuick);
  CHECK(tests::eventually([&] { return reads_standby(pool); }));
}

TEST_CASE_METHOD(OneStandby, "what nobody has committed keeps no standby from being read", "[replicas]") {
  db.execute_unchecked_sql("CREATE TABLE t (x int)");
  ReplicatedPool pool(primary.url(), {standby->url()}, kQuick);
  REQUIRE(tests::eventually([&] { return is_used(pool, 0); }));
  const Stopped wal_writer(process(db, "walwriter"));
  db.execute_unchecked_sql("BEGIN; INSERT INTO t VALUES (1)");
  // For several times as long as the bound; a machine that stands still meanwhile may miss a look.
  int used = 0;
  for (int look = 0; look < 40; ++look, std::this_thread::sleep_for(50ms)) used += is_used(pool, 0) ? 1 : 0;
  CHECK(used > 20);
}
