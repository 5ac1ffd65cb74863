// The last that a server says before it ends a session: whatever the session is asked next tells it.
#include <catch2/catch.hpp>
#include <schemac/runtime/copy.hpp>
#include <schemac/runtime/description.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/health.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>

#include "database/runtime/numbers_through_network.hpp"
#include "support/cluster.hpp"
#include "support/pg_bouncer.hpp"
#include "support/tls_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using Catch::Contains;
using runtime::Connection;
using runtime::Transaction;
using tests::wait_until;

namespace {

struct Failure {
  std::string sqlstate;
  std::string what;
  bool in_doubt = false;
};

template <class Work>
Failure failure_of(const Work& work) {
  try {
    work();
  } catch (const runtime::CommitInDoubt& failure) {
    return {failure.sqlstate(), failure.what(), true};
  } catch (const runtime::ConnectionFailure& failure) {
    CHECK(failure.retryable());
    return {failure.sqlstate(), failure.what()};
  }
  FAIL("it did not fail");
  return {};
}

void await_end_of(int session, Connection& observer) {
  const std::vector<std::optional<std::string>> pid{std::to_string(session)};
  wait_until([&] { return observer.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE pid = $1", pid).empty(); });
}

void end_session(int session, Connection& observer) {
  observer.query_unchecked_sql("SELECT pg_terminate_backend($1::int)", {std::to_string(session)});
  await_end_of(session, observer);
}

constexpr runtime::Statement kCopy{"COPY t FROM STDIN (FORMAT binary)"};

void copy_one(runtime::Executor& to) {
  runtime::CopyIn copy(to, kCopy);
  copy.begin_row(1);
  copy.add(std::int32_t{7});
  copy.finish();
}

/// A server reached by a socket, by TCP and by TLS.
std::vector<std::string> ways() {
  static const tests::TlsServer server;
  static const bool made = [] {
    Connection(server.socket_url()).execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)");
    return true;
  }();
  static_cast<void>(made);
  return {server.socket_url(), server.url("sslmode=disable"), server.url("sslmode=require")};
}

}  // namespace

TEST_CASE("what is asked first of a session that was ended says why it was", "[trouble]") {
  for (const std::string& url : ways()) {
    INFO(url);
    Connection observer(url);
    const auto told = [&](const auto& work) {
      Connection db(url);
      end_session(db.backend_pid(), observer);
      const Failure failure = failure_of([&] { work(db); });
      CHECK(failure.sqlstate == "57P01");
      CHECK_FALSE(failure.in_doubt);
      CHECK_THAT(failure.what, Contains("terminating connection due to administrator command"));
      CHECK_FALSE(db.is_open());
      CHECK_THROWS_AS(db.execute_unchecked_sql("SELECT 1"), runtime::ConnectionFailure);
    };
    told([](Connection& db) { const Transaction begun(db); });
    told([](Connection& db) { tests::count(db); });
    told([](Connection& db) { tests::insert(db, 1); });
    told([](Connection& db) { copy_one(db); });
    told([](Connection& db) { db.describe_unchecked_sql("SELECT 1"); });
    told([](Connection& db) { db.execute_unchecked_sql("SELECT 1"); });
    told([](Connection& db) { db.query_unchecked_sql("SELECT 1"); });
    told([](Connection& db) {
      runtime::Pipeline pipeline(db);
      static_cast<void>(runtime::touched(pipeline, tests::kInsertNumber, runtime::values(2)));
      pipeline.run();
    });
    CHECK(tests::count(observer) == 0);
  }
}

TEST_CASE("a transaction that was idle for too long says so, whatever it is asked next", "[trouble]") {
  for (const std::string& url : ways()) {
    INFO(url);
    Connection observer(url);
    const auto failure_after_idling = [&](const auto& work) {
      Connection db(url);
      const int session = db.backend_pid();
      Transaction transaction(db);
      transaction.execute_unchecked_sql("SET LOCAL idle_in_transaction_session_timeout = 1");
      await_end_of(session, observer);
      const Failure failure = failure_of([&] { work(transaction); });
      CHECK(failure.sqlstate == "25P03");
      CHECK_THAT(failure.what, Contains("idle-in-transaction timeout"));
      return failure;
    };
    CHECK_FALSE(failure_after_idling([](Transaction& on) { tests::insert(on, 1); }).in_doubt);
    CHECK_FALSE(failure_after_idling([](Transaction& on) { copy_one(on); }).in_doubt);
    CHECK_FALSE(failure_after_idling([](Transaction& on) { const runtime::Savepoint inner(on); }).in_doubt);
    // In doubt, unless the end was read together with the answer before it: nothing is sent then.
    failure_after_idling([](Transaction& on) { on.commit(); });
  }
}

TEST_CASE("a COPY whose session was ended on the way says why", "[trouble]") {
  for (const std::string& url : ways()) {
    INFO(url);
    Connection observer(url);
    Connection db(url);
    runtime::CopyIn copy(db, kCopy);
    end_session(db.backend_pid(), observer);
    const Failure failure = failure_of([&] {
      for (std::int32_t x = 0; x < 200'000; ++x) {
        copy.begin_row(1);
        copy.add(x);
      }
      copy.finish();
    });
    CHECK(failure.sqlstate == "57P01");
    CHECK_FALSE(failure.in_doubt);
  }
}

TEST_CASE("a session that says it was ended is not lent again, also where its end has not come yet", "[trouble]") {
  for (const std::string& url : ways()) {
    INFO(url);
    Connection observer(url);
    runtime::Pool pool(url, {.maximum = 1});
    runtime::Lease lease = pool.acquire();
    end_session(lease->backend_pid(), observer);
    // The pool looks whether the session is alive, without asking the server.
    lease.release();
    CHECK(pool.counts().idle == 0);
    runtime::Lease again = pool.acquire();
    CHECK(again.query_unchecked_sql("SELECT 1").size() == 1);
  }
}

TEST_CASE("a pooler says why it has no server, to whatever it is asked", "[trouble]") {
  tests::Cluster cluster;
  Connection(cluster.url()).execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)");
  const tests::PgBouncer pooler(cluster.url(), "transaction", "query_wait_timeout = 1\nserver_login_retry = 1\n");
  runtime::PoolOptions options;
  options.connection.statement_cache_size = 0;
  runtime::Pool pool(pooler.url(), options);
  runtime::Lease alone = pool.acquire(), begins = pool.acquire();
  {
    const runtime::Lease idle = pool.acquire();
    CHECK(tests::count(alone) == 0);
  }
  cluster.stop();
  const auto is_told = [](const Failure& failure) {
    CHECK(failure.sqlstate == "08P01");
    CHECK_THAT(failure.what, Contains("query_wait_timeout") || Contains("server_login_retry"));
  };
  is_told(failure_of([&] { const Transaction begun(begins); }));
  CHECK_THAT(runtime::health(pool, 20s).problem, Contains("08P01"));
  is_told(failure_of([&] { tests::count(alone); }));
  CHECK(pool.counts().lent == 2);
}
