// Functions of generated code that take several messages to the server, cut between them: what is said of it, and that
// nothing of it is left, in the database or in the pool.
#include <catch2/catch.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/retry.hpp>
#include <schemac/runtime/select.hpp>

#include "database/generated/many_bookings.hpp"
#include "database/runtime/trouble.hpp"
#include "support/proxy.hpp"

using namespace schemac;
using namespace eventide;
using runtime::Lease;
using runtime::Pool;
using runtime::Transaction;
using tests::Proxy;
using tests::Said;
using tests::said;

namespace {

constexpr int kRows = 2'000;  // several pieces of a stream

struct Fixture : tests::ManyBookings {
  Fixture() : ManyBookings(kRows) {}
  Proxy network{url};
  Pool pool{network.url(), {.maximum = 1}};

  std::vector<NewBooking> more() const {
    std::vector<NewBooking> rows;
    for (int i = 0; i < 10; ++i)
      rows.push_back({.user_id = ada.id,
                      .reference = "BULK-" + std::to_string(i),
                      .during = runtime::Range<runtime::TimestampTz>(),
                      .price = runtime::Numeric(i)});
    rows.back().status = BookingStatus::confirmed;  // another list of columns: a COPY of its own
    return rows;
  }
  /// What was lent before is lent to nobody again.
  void check_the_pool() {
    CHECK(pool.counts().lent == 0);
    CHECK(pool.counts().idle == 0);
    Lease lease = pool.acquire();
    CHECK(UserRepository(lease).count() == 1);
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "insert_bulk that is cut leaves nothing, but for a commit that nobody heard of", "[cut]") {
  SECTION("of one COPY") {
    {
      Lease lease = pool.acquire();
      BookingRepository rows(lease);
      network.cut_at("BULK-0", Proxy::Cut::before_answer);  // the rows and their end go together
      std::vector<NewBooking> alike = more();
      alike.pop_back();
      CHECK(said([&] { rows.insert_bulk(alike); }) == Said::in_doubt);
    }
    CHECK(bookings.where(booking::reference.starts_with("BULK")).count() == 9);
  }
  SECTION("of several, in a transaction of its own") {
    {
      Lease lease = pool.acquire();
      BookingRepository rows(lease);
      network.cut_at("BULK-9", Proxy::Cut::before_answer);
      CHECK(said([&] { rows.insert_bulk(more()); }) == Said::retry);
    }
    CHECK(bookings.where(booking::reference.starts_with("BULK")).count() == 0);
  }
  SECTION("and is done again in a transaction") {
    int runs = 0;
    runtime::transact(pool, [&](Transaction& transaction) {
      if (++runs == 1) network.cut_at("BULK-9", Proxy::Cut::before_answer);
      BookingRepository(transaction).insert_bulk(more());
    });
    CHECK(runs == 2);
    CHECK(bookings.where(booking::reference.starts_with("BULK")).count() == 10);
    return;
  }
  check_the_pool();
}

TEST_CASE_METHOD(Fixture, "a stream that is cut in the middle of its rows says so, and may be read again", "[cut]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  const bool in_transaction = GENERATE(false, true);
  {
    Lease lease = pool.acquire();
    std::optional<Transaction> transaction;
    if (in_transaction) transaction.emplace(lease);
    BookingRepository rows(transaction ? static_cast<runtime::Executor&>(*transaction) : lease);
    int seen = 0;
    CHECK(said([&] {
            for (const Booking& each : rows.query().order_by(booking::reference).stream()) {
              CHECK_FALSE(each.reference.empty());
              if (++seen == 10) network.cut_at("FETCH", cut);
            }
          }) == Said::retry);
    CHECK(seen >= 10);
    CHECK(seen < kRows);
    CHECK_FALSE(lease->is_open());
  }
  check_the_pool();
}

TEST_CASE_METHOD(Fixture, "what is loaded along a relation comes whole, or not at all", "[cut]") {
  const auto cut = GENERATE(Proxy::Cut::before_request, Proxy::Cut::before_answer);
  const auto load = [](runtime::Executor& executor) {
    const auto people = UserRepository(executor).query().with(user::bookings).all();
    REQUIRE(people.size() == 1);
    return people[0][user::bookings].size();
  };
  SECTION("where its second statement is new") {
    {
      Lease lease = pool.acquire();
      network.cut_at("public.bookings", cut);
      CHECK(said([&] { load(lease); }) == Said::retry);  // not done: it was only to be prepared
    }
    check_the_pool();
  }
  SECTION("in a transaction") {
    int runs = 0;
    std::size_t found = 0;
    runtime::transact(pool, [&](Transaction& transaction) {
      if (++runs == 1) network.cut_at("public.bookings", cut);
      found = load(transaction);
    });
    CHECK(runs == 2);
    CHECK(found == kRows);
  }
}
