// How a pool ends, what it tells of loans that do not come back, and passwords that are good for a while.
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/retry.hpp>
#include <set>
#include <thread>

#include "support/pg_bouncer.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Lease;
using runtime::Pool;

namespace {

template <class Condition>
void wait_until(const Condition& condition) {
  while (!condition()) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a pool that is drained lets end what has begun and begins nothing", "[pool]") {
  Pool pool(tests::server_url(), {.maximum = 1});
  std::optional<Lease> lease(pool.acquire());
  std::atomic<bool> refused = false;
  std::thread waiting([&] {
    try {
      pool.acquire();
    } catch (const runtime::UsageError&) {
      refused = true;
    }
  });
  wait_until([&] { return pool.counts().waiting == 1; });
  CHECK_FALSE(pool.drain(0ms));
  waiting.join();
  CHECK(refused);
  CHECK_THROWS_AS(pool.acquire(), runtime::UsageError);
  CHECK(lease->query_unchecked_sql("SELECT 1").size() == 1);  // what was lent goes on

  std::thread ending([&] {
    std::this_thread::sleep_for(20ms);
    lease.reset();
  });
  CHECK(pool.drain(1h));
  ending.join();
  CHECK(pool.counts().lent == 0);
  CHECK(pool.counts().idle == 0);
  CHECK(pool.drain(0ms));
}

TEST_CASE("a loan says where it was made", "[pool]") {
  Pool pool(tests::server_url(), {.maximum = 3});
  CHECK(pool.loans().empty());
  const int first_line = __LINE__ + 1;
  const Lease first = pool.acquire();
  std::optional<Lease> second(pool.acquire());
  const auto loans = pool.loans();
  REQUIRE(loans.size() == 2);
  CHECK(std::filesystem::path(loans[0].file).filename() == "pool_life_test.cpp");
  CHECK(loans[0].line == first_line);
  CHECK(loans[1].line == first_line + 1);
  CHECK(loans[0].held >= loans[1].held);
  second.reset();
  CHECK(pool.loans().size() == 1);
  const int line = __LINE__ + 1;
  pool.transaction([&](runtime::Transaction&) { CHECK(pool.loans().back().line == line); });
  runtime::transact(pool, [&](runtime::Transaction&) { CHECK(pool.loans().back().line == line + 1); });
  CHECK(pool.loans().size() == 1);
}

TEST_CASE("connections that are made together do not end together", "[pool]") {
  Pool pool(tests::server_url(), {.maximum = 16, .max_lifetime = 1000h});
  std::vector<Lease> leases;
  for (int i = 0; i < 16; ++i) leases.push_back(pool.acquire());
  std::set<std::chrono::milliseconds> lifetimes;
  for (const runtime::Loan& loan : pool.loans()) lifetimes.insert(loan.lifetime);
  CHECK(lifetimes.size() > 8);  // that some are the same is as good as impossible
  CHECK(*lifetimes.begin() >= 900h);
  CHECK(*lifetimes.rbegin() <= 1000h);
  leases.clear();
  const Lease again = pool.acquire();
  CHECK(lifetimes.contains(pool.loans()[0].lifetime));  // drawn once

  Pool lasting(tests::server_url(), {.max_lifetime = 0ms});
  const Lease lease = lasting.acquire();
  CHECK(lasting.loans()[0].lifetime == 0ms);
}

TEST_CASE("a loan that does not come back is told once", "[pool]") {
  std::mutex mutex;
  std::vector<runtime::Loan> leaks;
  const auto told = [&] {
    const std::lock_guard lock(mutex);
    return leaks.size();
  };
  Pool pool(tests::server_url(), {.maximum = 3, .leak_after = 5ms, .on_leak = [&](const runtime::Loan& loan) {
                                    const std::lock_guard lock(mutex);
                                    leaks.push_back(loan);
                                  }});
  const int line = __LINE__ + 1;
  std::optional<Lease> kept(pool.acquire());
  wait_until([&] { return told() == 1; });
  const Lease other = pool.acquire();
  wait_until([&] { return told() == 2; });
  CHECK(leaks[0].line == line);
  CHECK(leaks[0].held >= 5ms);
  CHECK(leaks[1].line > line);
  kept.reset();
  // The same connection, lent again, is another loan.
  kept.emplace(pool.acquire());
  wait_until([&] { return told() == 3; });
  CHECK(told() == 3);
}

TEST_CASE("what is thrown by who hears of a pool changes nothing", "[pool]") {
  std::atomic<int> heard{0};
  const auto fail = [&](const auto&) {
    ++heard;
    throw runtime::UsageError("the log is full");
  };
  Pool pool(tests::server_url(), {.maximum = 1, .leak_after = 5ms, .on_leak = fail, .on_acquire = fail});
  {
    const Lease kept = pool.acquire();
    wait_until([&] { return heard == 2; });
    CHECK_THROWS_AS(pool.acquire_within(1ms), runtime::PoolTimeout);
  }
  CHECK(heard == 3);
  CHECK_NOTHROW(pool.acquire());
}

TEST_CASE("the password of each connection is asked for when it is made", "[pool]") {
  // A pooler stands for a server that takes passwords which are good for one log-in.
  const std::string users = "/dev/shm/schemac-users-" + std::to_string(::getpid());
  const auto take = [&](const std::string& password) {
    std::ofstream(users + ".new") << "\"anybody\" \"" << password << "\"\n";
    std::filesystem::permissions(users + ".new", std::filesystem::perms::all);
    std::filesystem::rename(users + ".new", users);
  };
  take("token 1'\\");
  const tests::PgBouncer pooler(tests::fresh_database("password"), "session",
                                "auth_type = plain\nauth_file = " + users + "\nadmin_users = anybody\n");
  int asked = 0;
  runtime::ConnectionOptions options;
  options.password = [&] { return "token " + std::to_string(++asked) + "'\\"; };
  {
    runtime::Connection first(pooler.url() + " password=stale", options);
    CHECK(first.query_unchecked_sql("SELECT 1").size() == 1);
    CHECK(asked == 1);
    try {
      runtime::Connection second(pooler.url(), options);
      FAIL("it did not throw");
    } catch (const runtime::Error& refused) {
      CHECK_THAT(refused.what(), !Catch::Contains("token"));
    }
    CHECK(asked == 2);
  }
  options.password = []() -> std::string { throw std::domain_error("no token today"); };
  CHECK_THROWS_AS(runtime::Connection(pooler.url(), options), std::domain_error);
  options.password = [] { return std::string("a\0b", 3); };
  CHECK_THROWS_AS(runtime::Connection(pooler.url(), options), runtime::InvalidValue);
  asked = 0;
  Pool pool(pooler.url(),
            {.maximum = 1, .connection = {.password = [&] { return "token " + std::to_string(++asked) + "'\\"; }}});
  CHECK(asked == 0);  // it is not asked for to read a URL
  CHECK(pool.acquire().query_unchecked_sql("SELECT 1").size() == 1);
  CHECK(asked == 1);
  std::filesystem::remove(users);
}
