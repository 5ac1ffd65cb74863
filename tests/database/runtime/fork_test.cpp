// What holds in a process that was forked off one that has used the runtime.
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/transaction.hpp>
#include <stop_token>
#include <thread>

#include "support/child.hpp"
#include "support/private_server.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Transaction;

#ifndef __SANITIZE_THREAD__  // ThreadSanitizer lets no process have threads that was forked off one with threads

TEST_CASE("deadlines and stopping hold in a forked process too", "[fork]") {
  Connection used(tests::server_url());
  Transaction open(used, {.deadline = runtime::within(1h)});  // whose thread the child does not have
  tests::Proxy network(tests::server_url());
  std::array<int, 2> go{};
  REQUIRE(::pipe(go.data()) == 0);
  const bool stops = GENERATE(false, true);
  constexpr int kEnded = 7;
  tests::Child child([&](const tests::Child::Say& say) {
    ::alarm(60);  // instead of waiting for ever
    std::stop_source stop;
    runtime::TransactionOptions options;
    if (stops)
      options.stop = stop.get_token();
    else
      options.deadline = runtime::within(1s);
    Connection db(network.url());
    Transaction transaction(db, options);
    say("begun");
    char byte = 0;
    if (::read(go[0], &byte, 1) != 1) return 1;
    std::thread stopper([&] {
      std::this_thread::sleep_for(100ms);
      if (stops) stop.request_stop();
    });
    int result = 2;
    try {
      transaction.execute_unchecked_sql("SELECT 1");
    } catch (const runtime::DeadlineExceeded&) {
      result = stops ? 3 : kEnded;
    } catch (const runtime::QueryCanceled&) {
      result = stops ? kEnded : 4;
    }
    stopper.join();
    return db.is_open() ? 5 : result;
  });
  CHECK(child.hear() == "begun");
  network.hold(true);
  CHECK(::write(go[1], "x", 1) == 1);
  CHECK(child.wait() == kEnded);
  // What the parent has is its own.
  CHECK(open.query_unchecked_sql("SELECT 1").size() == 1);
  open.commit();
  ::close(go[0]);
  ::close(go[1]);
}

TEST_CASE("a forked process that stops what it has does not hang up on the other's connections", "[fork]") {
  Connection db(tests::server_url());
  std::stop_source stop;
  Transaction open(db, {.stop = stop.get_token()});
  tests::Child child([&](const tests::Child::Say&) { return stop.request_stop() ? 0 : 1; });
  CHECK(child.wait() == 0);
  CHECK(open.query_unchecked_sql("SELECT 1").size() == 1);
  open.commit();
}

TEST_CASE("a forked process destroys what it has got, and the other does not notice", "[fork]") {
  auto db = std::make_unique<Connection>(tests::server_url());
  auto open = std::make_unique<Transaction>(*db);
  open->execute_unchecked_sql("CREATE TEMPORARY TABLE mine (x int)");
  auto pool = std::make_unique<runtime::Pool>(tests::server_url());
  auto lease = std::make_unique<runtime::Lease>(pool->acquire());
  auto kept = std::make_unique<runtime::Lease>(pool->acquire());
  kept.reset();
  tests::Child child([&](const tests::Child::Say&) {
    ::alarm(60);  // instead of waiting for ever
    open.reset();
    db.reset();
    lease.reset();
    pool.reset();
    return 0;
  });
  CHECK(child.wait() == 0);
  CHECK(open->query_unchecked_sql("SELECT FROM mine").empty());
  open->commit();
  CHECK(lease->query_unchecked_sql("SELECT 1").size() == 1);
  lease.reset();
  CHECK(pool->acquire().query_unchecked_sql("SELECT 1").size() == 1);
}

// AddressSanitizer has more addresses than any limit, and UBSan beside it opens a pipe to look at an object.
#ifndef __SANITIZE_ADDRESS__

TEST_CASE("where nobody can watch over a deadline, none is promised", "[limits]") {
  tests::Child child([](const tests::Child::Say&) {
    Connection db(tests::server_url());
    const int lowest = ::dup(0);
    ::close(lowest);
    const rlimit none{static_cast<rlim_t>(lowest), static_cast<rlim_t>(lowest)};
    if (::setrlimit(RLIMIT_NOFILE, &none) != 0) return 1;
    try {
      Transaction watched(db, {.deadline = runtime::within(1h)});
      return 2;
    } catch (const runtime::InsufficientResources& failure) {
      if (std::string_view(failure.what()).find("Too many open files") == std::string_view::npos) return 3;
    }
    Transaction unwatched(db);
    return unwatched.query_unchecked_sql("SELECT 1").size() == 1 ? 0 : 4;
  });
  CHECK(child.wait() == 0);
}

TEST_CASE("a pipeline of which not all could be sent has done nothing", "[pipeline]") {
  const std::string url = tests::fresh_database("unsent");
  Connection observer(url);
  observer.execute_unchecked_sql("CREATE TABLE t (x int, y text)");
  tests::Child child([&](const tests::Child::Say& say) {
    Connection db(url);
    runtime::Pipeline pipeline(db);
    constexpr runtime::Statement kInsert{"INSERT INTO t VALUES ($1, $2)"};
    const auto first = runtime::affected(pipeline, kInsert, runtime::values(std::int32_t{1}, std::string("a")));
    const auto second =
        runtime::affected(pipeline, kInsert, runtime::values(std::int32_t{2}, std::string(300'000'000, 'x')));
    std::ifstream pages("/proc/self/statm");
    rlim_t size = 0;
    pages >> size;
    const rlim_t most = size * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + 50'000'000;
    const rlimit few{most, most};
    if (::setrlimit(RLIMIT_AS, &few) != 0) return 1;
    try {
      pipeline.run();
      return 2;
    } catch (const runtime::Error& failure) {
      say(failure.what());
    }
    return db.is_open() ? 3 : 0;
  });
  CHECK_THAT(child.hear(), Catch::Contains("cannot allocate memory"));
  CHECK(child.wait() == 0);
  CHECK(observer.query_unchecked_sql("SELECT FROM t").empty());
}

#endif
#endif
