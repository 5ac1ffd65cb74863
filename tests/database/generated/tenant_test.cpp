// Row-level security: a session says in each transaction for whom it works, and no statement of generated code shows or
// touches what is another's. The role is neither the owner of the tables nor a superuser, whom policies do not bind.
// https://www.postgresql.org/docs/15/ddl-rowsecurity.html
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/people.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::Numeric;
using runtime::Transaction;
using runtime::TransactionOptions;
using runtime::Uuid;

namespace {

/// Ada and Bob have bookings; statements run as a role of its own.
struct Fixture {
  std::string url = tests::eventide_database();
  runtime::Connection owner{url};
  runtime::Connection clerk{url};
  std::string role = "clerk_of_" + owner.database();
  UserRepository users{owner};
  BookingRepository bookings{owner};
  Uuid ada = person("ada@example.org");
  Uuid bob = person("bob@example.org");
  Booking of_ada = bookings.insert(booked(ada, "ADA-1", 1));
  Booking of_bob = bookings.insert(booked(bob, "BOB-1", 1));

  Fixture() {
    owner.execute_unchecked_sql("CREATE ROLE \"" + role + "\"; GRANT USAGE ON SCHEMA public TO \"" + role +
                                "\"; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \"" + role +
                                "\"");
    clerk.execute_unchecked_sql("SET ROLE \"" + role + "\"");
  }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  ~Fixture() {
    clerk.close();
    owner.execute_unchecked_sql("DROP OWNED BY \"" + role + "\"; DROP ROLE \"" + role + "\"");
  }

  Uuid person(const std::string& email) {
    return users
        .insert({.email = email, .first_name = "Some", .family_name = "Body", .password = runtime::PasswordHash{"$"}})
        .id;
  }
  static NewBooking booked(const Uuid& user, const std::string& reference, int number) {
    return {.user_id = user, .reference = reference, .during = tests::hour(number), .price = Numeric(5)};
  }
  static TransactionOptions working_for(const Uuid& user) {
    TransactionOptions options;
    options.settings["app.user_id"] = user.to_string();
    return options;
  }
};

bool is_of(const Booking& booking, const Uuid& user) { return booking.user_id == user; }
bool is_of(const std::vector<Booking>& rows, const Uuid& user) {
  return std::all_of(rows.begin(), rows.end(), [&](const Booking& row) { return is_of(row, user); });
}

}  // namespace

TEST_CASE_METHOD(Fixture, "one tenant sees nothing of another's through any function of a repository", "[tenant]") {
  Transaction transaction(clerk, working_for(ada));
  BookingRepository mine(transaction);
  CHECK(mine.get(of_ada.id) == of_ada);
  CHECK_FALSE(mine.find(of_bob.id));
  CHECK_THROWS_AS(mine.get(of_bob.id), runtime::NotFound);
  CHECK_FALSE(mine.exists(of_bob.id));
  CHECK(mine.find_many({of_ada.id, of_bob.id}) == std::vector{of_ada});
  CHECK_FALSE(mine.find_by_reference("BOB-1"));
  CHECK(mine.list_by_user(bob).empty());
  CHECK(mine.page(10) == std::vector{of_ada});
  CHECK(is_of(mine.page_after(Uuid{}, 10), ada));
  CHECK(mine.count() == 1);

  CHECK(mine.query().all() == std::vector{of_ada});
  CHECK(mine.where(booking::user_id == bob).all().empty());
  CHECK(mine.where(booking::user_id == bob || booking::price > 0).all() == std::vector{of_ada});
  CHECK(mine.where(runtime::raw_condition("TRUE")).all() == std::vector{of_ada});
  CHECK(mine.where(booking::user_id == bob).count() == 0);
  CHECK_FALSE(mine.where(booking::reference == "BOB-1").exists());
  CHECK(mine.query().page(10).rows == std::vector{of_ada});
  for (const Booking& each : mine.query().stream()) CHECK(each == of_ada);
  CHECK(mine.query().select(booking::reference).all() == std::vector<std::string>{"ADA-1"});
  CHECK(mine.query().select(runtime::count()).all() == std::vector<std::int64_t>{1});
  UserRepository people(transaction);
  for (const auto& person : people.query().with(user::bookings).all()) CHECK(is_of(person[user::bookings], ada));
  CHECK(people.where(runtime::has(user::bookings)).select(user::id).all() == std::vector{ada});
  CHECK(people.query().join(user::bookings).select(user::id).all() == std::vector{ada});
  CHECK(people.where(user::id.in(runtime::from<Booking>().select(booking::user_id))).count() == 1);
}

TEST_CASE_METHOD(Fixture, "one tenant changes nothing of another's through any function of a repository", "[tenant]") {
  const auto refused = [&](const auto& write) {
    Transaction transaction(clerk, working_for(ada));
    BookingRepository mine(transaction);
    CHECK_THROWS_AS(write(mine), runtime::InsufficientPrivilege);
  };
  refused([&](BookingRepository& mine) { mine.insert(booked(bob, "ADA-2", 2)); });
  refused([&](BookingRepository& mine) { mine.insert_many({booked(ada, "ADA-2", 2), booked(bob, "ADA-3", 3)}); });
  refused([&](BookingRepository& mine) { mine.upsert(booked(bob, "ADA-2", 2), BookingRepository::Key::reference); });
  refused([&](BookingRepository& mine) { mine.upsert(booked(ada, "BOB-1", 2), BookingRepository::Key::reference); });
  refused([&](BookingRepository& mine) { mine.insert_or_ignore(booked(bob, "ADA-2", 2)); });
  refused([&](BookingRepository& mine) { mine.update(of_ada.id, {.user_id = bob}); });
  refused([&](BookingRepository& mine) { mine.query().everywhere().update({.user_id = bob}); });
  {
    Transaction transaction(clerk, working_for(ada));
    BookingRepository mine(transaction);
    // COPY knows no policies, so PostgreSQL refuses it to whom they bind.
    CHECK_THROWS_AS(mine.insert_bulk({booked(ada, "ADA-2", 2)}), runtime::FeatureNotSupported);
  }
  Transaction transaction(clerk, working_for(ada));
  BookingRepository mine(transaction);
  CHECK_FALSE(mine.insert_or_ignore(booked(ada, "BOB-1", 2)));  // that it is taken shows, and nothing else
  CHECK_FALSE(mine.update(of_bob.id, {.notes = "mine now"}));
  CHECK(mine.where(booking::user_id == bob).update({.notes = "mine now"}) == 0);
  CHECK(mine.where(booking::id == of_bob.id).update_returning({.notes = "mine now"}).empty());
  CHECK_FALSE(mine.remove(of_bob.id));
  CHECK(mine.where(booking::id == of_bob.id).remove_returning().empty());
  CHECK(mine.query().everywhere().update({.notes = "seen"}) == 1);
  CHECK(is_of(mine.insert(booked(ada, "ADA-4", 4)), ada));
  CHECK(mine.query().everywhere().remove() == 2);
  transaction.commit();
  CHECK(bookings.query().all() == std::vector{of_bob});
}

TEST_CASE_METHOD(Fixture, "who does not say for whom he works sees nothing at all", "[tenant]") {
  BookingRepository unsaid(clerk);
  CHECK_THROWS_AS(unsaid.count(), runtime::UndefinedObject);
  CHECK_THROWS_AS(unsaid.insert(booked(ada, "ADA-2", 2)), runtime::UndefinedObject);
  {
    Transaction transaction(clerk, working_for(ada));
    CHECK(BookingRepository(transaction).count() == 1);
    transaction.commit();
  }
  // What a transaction said is gone with it, also for whom a pool lends the session to next.
  CHECK_THROWS_AS(unsaid.count(), runtime::DataException);
  {
    Transaction transaction(clerk, working_for(bob));
    CHECK(BookingRepository(transaction).query().all() == std::vector{of_bob});
  }
  CHECK_THROWS_AS(unsaid.query().all(), runtime::DataException);
  Transaction nobody(clerk, working_for(Uuid{}));
  CHECK(BookingRepository(nobody).count() == 0);
}
