// How often the server is asked, counted on the way to it: an observer of statements does not hear of what is prepared,
// nor of types that are looked up.
#include <catch2/catch.hpp>
#include <schemac/runtime/check_contract.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/transaction.hpp>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/samples.hpp"
#include "schemac_contract.hpp"
#include "support/proxy.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::Pipeline;
using runtime::Uuid;

namespace {

struct Fixture {
  tests::Proxy network{tests::eventide_database()};
  runtime::Connection database{network.url()};
  /// How many round trips `work` takes.
  template <class Work>
  int round_trips(const Work& work) {
    const int before = network.round_trips();
    work();
    return network.round_trips() - before;
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "round trips are counted, of whatever kind they are", "[round_trips]") {
  CHECK(round_trips([&] { database.execute_unchecked_sql("SELECT 1"); }) == 1);
  CHECK(round_trips([&] { database.query_unchecked_sql("SELECT $1::int", {"1"}); }) == 1);
  UserRepository users(database);
  CHECK(round_trips([&] { CHECK_FALSE(users.find(Uuid{})); }) >
        1);  // it is prepared, and the name of the type `role` looked up
  CHECK(round_trips([&] { CHECK_FALSE(users.find(Uuid{})); }) == 1);
}

TEST_CASE_METHOD(Fixture, "a contract is compared in one round trip", "[round_trips][contract]") {
  for (const auto mode : {runtime::ContractMode::strict, runtime::ContractMode::warn})
    CHECK(round_trips([&] { CHECK(check_contract(database, schemac_contract(), mode).equal()); }) == 1);
}

TEST_CASE_METHOD(Fixture, "a pipeline takes one round trip, and another one for statements that are new",
                 "[round_trips][pipeline]") {
  const auto run = [&] {
    Pipeline pipeline(database);
    BookingPipeline bookings(pipeline);
    const auto count = bookings.count();
    const auto there = bookings.exists(Uuid{});
    for (int i = 0; i < 10; ++i) static_cast<void>(bookings.exists(Uuid{}));
    pipeline.run();
    CHECK(count.get() == 0);
    CHECK_FALSE(there.get());
  };
  CHECK(round_trips(run) == 2);
  CHECK(round_trips(run) == 1);
}

TEST_CASE("rows with arrays go together, though a column of arrays has no array of its own",
          "[round_trips][pipeline]") {
  using museum::catalogue::Lists, museum::catalogue::ListsRepository;
  tests::Proxy network{tests::second_database()};
  runtime::Connection database{network.url()};
  ListsRepository lists(database);
  const auto key = ListsRepository::Key::few_words;
  lists.upsert(tests::lists_named("a", 1)[0], key);  // prepared, and the names of types looked up
  lists.insert(tests::lists_named("b", 1)[0]);
  const auto round_trips = [&](const auto& work) {
    const int before = network.round_trips();
    work();
    return network.round_trips() - before;
  };
  CHECK(round_trips([&] { CHECK(lists.insert_many(tests::lists_named("c", 10)).at(9).few_words.at(1) == "9"); }) == 1);
  CHECK(round_trips([&] { CHECK(lists.upsert_many(tests::lists_named("c", 10), key).size() == 10); }) == 1);
  CHECK(round_trips([&] { CHECK(lists.insert_many({}).empty()); }) == 0);
  CHECK(lists.count() == 12);
}

TEST_CASE_METHOD(Fixture, "settings and limits of a transaction go with its begin", "[round_trips]") {
  CHECK(UserRepository(database).count() == 0);  // prepared
  const auto counted = [&](const runtime::TransactionOptions& options) {
    return round_trips([&] {
      runtime::Transaction transaction(database, options);
      CHECK(UserRepository(transaction).count() == 0);
      transaction.commit();
    });
  };
  using namespace std::chrono_literals;
  CHECK(counted({}) == 3);
  CHECK(counted({.isolation = runtime::Isolation::serializable,
                 .read_only = true,
                 .statement_timeout = 1min,
                 .lock_timeout = 1min}) == 3);
}
