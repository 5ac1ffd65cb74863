// COPY, logging in, and preparing, cut wherever they can be: nothing of it is kept until the server has said that all
// of it is, and only where it may be kept without our knowing is it in doubt.
#include <catch2/catch.hpp>
#include <csignal>
#include <optional>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/copy.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/retry.hpp>

#include "database/runtime/trouble.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::CopyIn;
using runtime::Executor;
using runtime::Lease;
using runtime::Pool;
using runtime::Transaction;
using tests::Proxy;
using tests::Said;
using tests::said;

namespace {

constexpr runtime::Statement kCopy{"COPY t FROM STDIN (FORMAT binary)"};
constexpr runtime::Statement kInsert{"INSERT INTO t VALUES ($1)"};
constexpr std::int32_t kRows = 200'000;         // more than any buffer on the way holds
constexpr std::int32_t kMarked = 0x48455245;    // in binary, as a row sends it: HERE
const std::string kCopyDone("c\0\0\0\x04", 5);  // the message that ends the rows

/// @param halfway done when half of the rows, the marked one among them, are on their way
std::uint64_t copy(
    Executor& executor, const std::function<void()>& halfway = [] {}, std::int32_t rows = kRows) {
  CopyIn copy(executor, kCopy);
  for (std::int32_t row = 0; row < rows; ++row) {
    if (row == rows / 2) halfway();
    copy.begin_row(1);
    copy.add(row == rows / 4 ? kMarked : row);
  }
  return copy.finish();
}

struct Fixture {
  std::string url = tests::fresh_database("copy_trouble");
  Connection observer{url};
  Proxy network{url};
  Pool pool{network.url(), {.maximum = 1}};
  Fixture() { observer.execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)"); }

  std::int64_t count() {
    return std::stoll(std::string(observer.query_unchecked_sql("SELECT count(*) FROM t")[0].text(0)));
  }
  bool has_sessions() {
    return observer.query_unchecked_sql("SELECT FROM pg_stat_activity WHERE datname = current_database()").size() > 1;
  }
  /// The server has seen the end of every session that went through the network.
  void wait_for_the_server() {
    REQUIRE(tests::eventually([&] { return !has_sessions(); }));
  }
  /// Nobody is lent what was cut, and what is lent instead works.
  void check_the_pool() {
    CHECK(pool.counts().lent == 0);
    CHECK(pool.counts().idle == 0);
    const std::int64_t before = count();
    Lease lease = pool.acquire();
    CHECK(runtime::touched(lease, kInsert, runtime::values(-1)));
    CHECK(count() == before + 1);
  }
};

struct Place {
  const char* what;
  std::string words;
  Proxy::Cut cut;
  Said alone;  ///< What is said where the COPY commits itself.
  bool is_kept;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a COPY that is cut is in doubt from its end on, and not before", "[trouble][copy]") {
  using Cut = Proxy::Cut;
  const auto place =
      GENERATE(Place{"before it is begun", "COPY", Cut::before_request, Said::retry, false},
               Place{"before it is said that it has begun", "COPY", Cut::before_answer, Said::retry, false},
               Place{"in the middle of its rows", "HERE", Cut::before_request, Said::retry, false},
               Place{"before its end has come through", kCopyDone, Cut::before_request, Said::in_doubt, false},
               Place{"before it is said that it is done", kCopyDone, Cut::before_answer, Said::in_doubt, true});
  INFO(place.what);
  {
    Lease lease = pool.acquire();
    network.cut_at(place.words, place.cut);
    const auto halfway = [&] {
      if (place.words == "HERE") wait_for_the_server();
    };
    SECTION("alone") {
      CHECK(said([&] { copy(lease, halfway); }) == place.alone);
      CHECK_FALSE(lease->is_open());
      CHECK(said([&] { copy(lease); }) == Said::retry);  // this one was not sent
    }
    SECTION("in a transaction, which is given up") {
      Transaction transaction(lease);
      CHECK(said([&] { copy(transaction, halfway); }) == Said::retry);
      CHECK(said([&] { transaction.commit(); }) == Said::retry);
      wait_for_the_server();
      CHECK(count() == 0);
      return;
    }
  }
  wait_for_the_server();
  CHECK(count() == (place.is_kept ? kRows : 0));
  check_the_pool();
}

TEST_CASE_METHOD(Fixture, "a COPY that is given up half-way ends, whether its connection stands or not",
                 "[trouble][copy]") {
  const bool stands = GENERATE(true, false);
  {
    Lease lease = pool.acquire();
    {
      CopyIn copy(lease, kCopy);
      for (std::int32_t row = 0; row < kRows; ++row) {
        copy.begin_row(1);
        copy.add(row);
      }
      if (!stands) network.cut_all();
    }  // without `finish`
    if (stands) CHECK(runtime::touched(lease, kInsert, runtime::values(1)));
  }
  if (!stands) wait_for_the_server();
  CHECK(count() == (stands ? 1 : 0));
  CHECK(pool.counts().idle == (stands ? 1U : 0U));
}

TEST_CASE("a COPY with a value that was refused keeps nothing, though the program goes on", "[copy]") {
  Connection db(tests::fresh_database("refused_value"));
  db.execute_unchecked_sql("CREATE TABLE texts (number int, text text)");
  {
    CopyIn copy(db, "COPY texts FROM STDIN (FORMAT binary)");
    copy.begin_row(2);
    copy.add(std::int32_t{1});
    copy.add(std::string("good"));
    copy.begin_row(2);
    copy.add(std::int32_t{2});
    CHECK_THROWS_AS(copy.add(std::string("bad\xff")), runtime::InvalidValue);
    SECTION("with another value") { copy.add(std::string("instead")); }
    SECTION("with another row") {
      copy.begin_row(2);
      copy.add(std::int32_t{3});
      copy.add(std::string("good"));
    }
    try {
      copy.finish();
      FAIL("it did not throw");
    } catch (const runtime::DataException& failure) {
      CHECK(failure.sqlstate() == "22P04");
    }
  }
  CHECK(db.query_unchecked_sql("SELECT FROM texts").empty());
}

TEST_CASE_METHOD(Fixture, "a COPY that was cut in a transaction is done again by `transact`", "[trouble][copy]") {
  int runs = 0;
  runtime::transact(pool, [&](Transaction& transaction) {
    if (++runs == 1) network.cut_at("HERE", Proxy::Cut::before_request);
    const std::uint64_t copied = copy(transaction);
    CHECK(copied == static_cast<std::uint64_t>(kRows));
  });
  CHECK(runs == 2);
  CHECK(count() == kRows);
}

TEST_CASE_METHOD(Fixture, "a COPY whose session the server ends was not done", "[trouble][copy]") {
  {
    Lease lease = pool.acquire();
    const std::string session = std::to_string(lease->backend_pid());
    const auto end_it = [&] {
      observer.execute_unchecked_sql("SELECT pg_terminate_backend(" + session + ")");
      wait_for_the_server();
      REQUIRE(tests::eventually([&] { return network.connections() == 0; }));  // this side can know by now
    };
    // Few rows are all sent together with their end, to a session that is no more by then.
    const std::int32_t rows = GENERATE(values<std::int32_t>({200'000, 10}));
    CHECK(said([&] { copy(lease, end_it, rows); }) == Said::retry);
  }
  wait_for_the_server();
  CHECK(count() == 0);
  check_the_pool();
}

TEST_CASE_METHOD(Fixture, "who is cut while he logs in is told so, and may try again", "[trouble]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  const auto cut_the_login = [&] { network.cut_at("user", cut); };
  cut_the_login();
  CHECK(said([&] { const Connection db(network.url()); }) == Said::retry);
  cut_the_login();
  CHECK(said([&] { pool.acquire(); }) == Said::retry);
  CHECK(pool.counts().lent == 0);
  cut_the_login();
  int runs = 0;
  runtime::transact(pool, [&](Transaction& transaction) {
    ++runs;
    runtime::touched(transaction, kInsert, runtime::values(1));
  });
  CHECK(runs == 1);  // there was nobody to run it on the first time
  CHECK(count() == 1);
}

TEST_CASE_METHOD(Fixture, "what is cut while it is prepared once more was not done", "[trouble]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  {
    Lease lease = pool.acquire();
    const auto insert = [&] { return runtime::touched(lease, kInsert, runtime::values(7)); };
    CHECK(insert());
    // The session has lost what it had prepared, which shows only when it is to run.
    lease.execute_unchecked_sql("DELETE FROM t; DEALLOCATE ALL");
    network.cut_at("INSERT", cut);
    SECTION("alone") { CHECK(said(insert) == Said::retry); }
    SECTION("in a pipeline") {
      runtime::Pipeline pipeline(lease);
      const auto queued = runtime::touched(pipeline, kInsert, runtime::values(7));
      CHECK(said([&] { pipeline.run(); }) == Said::retry);
      CHECK(said([&] { queued.get(); }) == Said::retry);
    }
  }
  wait_for_the_server();
  CHECK(count() == 0);
  check_the_pool();
}

TEST_CASE_METHOD(Fixture, "a pipeline that is cut while it prepares was not done", "[trouble]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  {
    Lease lease = pool.acquire();
    runtime::Pipeline pipeline(lease);
    const auto first = runtime::touched(pipeline, kInsert, runtime::values(1));
    const auto second = runtime::touched(pipeline, kInsert, runtime::values(2));
    network.cut_at("INSERT", cut);
    CHECK(said([&] { pipeline.run(); }) == Said::retry);
    CHECK(said([&] { first.get(); }) == Said::retry);
    CHECK(said([&] { second.get(); }) == Said::retry);
  }
  wait_for_the_server();
  CHECK(count() == 0);
  check_the_pool();
}
