// What holds in a process that was forked off one that has used the runtime.
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
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

#endif
