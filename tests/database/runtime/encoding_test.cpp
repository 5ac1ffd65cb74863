// Values are UTF-8: a session that was told otherwise sends nothing, rather than to store garbage.
#include <catch2/catch.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/copy.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/query.hpp>

#include "support/pg_bouncer.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Lease;
using runtime::Pool;
using runtime::Transaction;

namespace {

constexpr runtime::Statement kInsert{"INSERT INTO t VALUES ($1)"};

bool insert(runtime::Executor& executor, const std::string& value) {
  return runtime::touched(executor, kInsert, runtime::values(value));
}

struct Fixture {
  std::string url = tests::fresh_database("encoding");
  Connection db{url};
  Fixture() { db.execute_unchecked_sql("CREATE TABLE t (x text)"); }
};

template <class Work>
void is_refused(const Work& work) {
  CHECK_THROWS_MATCHES(work(), runtime::UsageError,
                       Catch::Message("the session was told to speak LATIN1 (`client_encoding`), and values are UTF-8: "
                                      "nothing is sent until it is told `SET client_encoding = 'UTF8'`"));
}

}  // namespace

TEST_CASE_METHOD(Fixture, "nothing is sent to a session that was told to speak another encoding") {
  const std::string fine = "fin\u00e9";
  CHECK(insert(db, fine));
  db.execute_unchecked_sql("SET client_encoding = 'LATIN1'");
  is_refused([&] { insert(db, fine); });
  is_refused([&] { db.query_unchecked_sql("SELECT x FROM t"); });
  is_refused([&] { db.execute_unchecked_sql("INSERT INTO t VALUES ('" + fine + "')"); });
  is_refused([&] { runtime::CopyIn(db, runtime::Statement("COPY t FROM STDIN (FORMAT binary)")); });
  is_refused([&] {
    runtime::Pipeline pipeline(db);
    static_cast<void>(runtime::touched(pipeline, kInsert, runtime::values(fine)));
    pipeline.run();
  });
  db.execute_unchecked_sql("SET client_encoding = 'UTF8'");  // ASCII, which is the same in both
  CHECK(insert(db, fine));
  CHECK(db.query_unchecked_sql("SELECT DISTINCT x FROM t")[0].text(0) == fine);
}

TEST_CASE_METHOD(Fixture,
                 "a transaction that spoke another encoding for a while is kept, and its session speaks UTF-8") {
  const std::string fine = "fin\u00e9";
  Transaction transaction(db);
  CHECK(insert(transaction, fine));
  transaction.execute_unchecked_sql("SET LOCAL client_encoding = 'LATIN1'");
  is_refused([&] { insert(transaction, fine); });
  transaction.commit();
  CHECK(db.query_unchecked_sql("SELECT x FROM t")[0].text(0) == fine);
}

TEST_CASE_METHOD(Fixture, "a pool lends no session that was told to speak another encoding", "[pool]") {
  Pool pool(url, {.maximum = 1});
  {
    Lease lease = pool.acquire();
    lease.query_unchecked_sql("SELECT set_config('client_encoding', 'LATIN1', false)");
  }
  CHECK(pool.counts().idle == 0);
  Lease again = pool.acquire();
  CHECK(insert(again, "fin\u00e9"));
  CHECK(pool.counts().opened == 2);

  runtime::PoolOptions options;
  options.on_connect = [](Connection& made) { made.execute_unchecked_sql("SET client_encoding = 'LATIN1'"); };
  Pool misled(url, options);
  is_refused([&] { misled.acquire(); });
  CHECK(misled.counts().lent == 0);
}

TEST_CASE_METHOD(Fixture, "a pooler and a database that speak otherwise by themselves are told to speak UTF-8") {
  db.execute_unchecked_sql("ALTER DATABASE \"" + db.database() + "\" SET client_encoding = 'LATIN1'");
  const tests::PgBouncer pooler(url, "transaction");
  for (const std::string& way : {url, pooler.url()}) {
    Connection other(way, {.statement_cache_size = 0});
    CHECK(insert(other, "fin\u00e9"));
    CHECK(other.query_unchecked_sql("SELECT x FROM t")[0].text(0) == "fin\u00e9");
  }
}
