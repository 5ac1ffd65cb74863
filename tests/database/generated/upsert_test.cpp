// Rows that may be there already are inserted or changed, one by one and many at once.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query_event.hpp>
#include <schemac/runtime/select.hpp>

#include "booking.hpp"
#include "database/generated/bookings_of_ada.hpp"
#include "database/generated/samples.hpp"
#include "parts/oddities.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::Numeric, runtime::set;

using Fixture = tests::BookingsOfAda;

TEST_CASE("an upsert inserts, or changes the row that a key finds", "[write]") {
  Fixture f;
  using Key = BookingRepository::Key;
  NewBooking row = f.new_booking(1);
  const Booking first = f.bookings.upsert(row, Key::reference);
  row.price = Numeric("99.00");
  row.notes = std::nullopt;
  const Booking again = f.bookings.upsert(row, Key::reference);
  CHECK(again.id == first.id);
  CHECK(again.price == 99);
  CHECK_FALSE(again.notes);
  const Booking patched = f.bookings.upsert(row, Key::reference, {.status = BookingStatus::confirmed});
  CHECK(patched.id == first.id);
  CHECK(patched.status == BookingStatus::confirmed);
  NewBooking other = f.new_booking(2);
  other.id = first.id;
  CHECK(f.bookings.upsert(other, Key::primary_key).reference == "R2");
  CHECK(f.bookings.count() == 1);
  CHECK_FALSE(f.bookings.insert_or_ignore(other));
  CHECK_FALSE(f.bookings.insert_or_ignore(f.new_booking(2)));  // the exclusion
  CHECK(f.bookings.insert_or_ignore(f.new_booking(3))->reference == "R3");
  // A key that another row has as well is a violation, whichever key was asked about.
  other = f.new_booking(4);
  other.reference = "R3";
  CHECK_THROWS_AS(f.bookings.upsert(other, Key::primary_key), runtime::UniqueViolation);
}

TEST_CASE("an upsert goes by a key that holds for some rows only", "[write]") {
  Fixture f;
  using Key = UserRepository::Key;
  const User same = f.users.upsert(Fixture::new_user("ada@example.org"), Key::email, {.first_name = "Augusta"});
  CHECK(same.id == f.ada.id);
  CHECK(same.first_name == "Augusta");
  f.users.remove(f.ada.id);
  CHECK(f.users.upsert(Fixture::new_user("ada@example.org"), Key::email).id != f.ada.id);
}

TEST_CASE("an upsert sets what expressions of both rows say", "[write]") {
  Fixture f;
  using Key = BookingRepository::Key;
  using runtime::from_new;
  NewBooking row = f.new_booking(1);
  const Booking first = f.bookings.upsert(row, Key::reference, set(booking::price, 0));
  CHECK(first.price == 10);
  row.price = Numeric(5);
  row.notes = "newer";
  row.status = BookingStatus::confirmed;
  const Booking raised =
      f.bookings.upsert(row, Key::reference, set(booking::price, booking::price + 1), from_new(booking::notes));
  CHECK(raised.id == first.id);
  CHECK(raised.price == 11);
  CHECK(raised.notes == "newer");
  CHECK(raised.status == first.status);
  CHECK(f.bookings.upsert(row, Key::reference, set(booking::price, booking::price + from_new(booking::price))).price ==
        16);
  CHECK(f.bookings.upsert(row, Key::reference, from_new(booking::status)).status == BookingStatus::confirmed);
  CHECK_FALSE(f.bookings.upsert(row, Key::reference, set(booking::notes, std::nullopt)).notes);
  CHECK(f.bookings.count() == 1);

  runtime::Pipeline pipeline(f.database);
  const auto queued = BookingPipeline(pipeline).upsert(row, Key::reference, from_new(booking::notes),
                                                       set(booking::price, booking::price * 2));
  CHECK(queued.get().price == 32);
  CHECK(queued.get().notes == "newer");
}

TEST_CASE("many rows are inserted or changed in one statement, and come back in their order", "[write]") {
  Fixture f;
  using Key = BookingRepository::Key;
  const std::vector<Booking> five = f.five();
  std::vector<NewBooking> rows{f.new_booking(7), f.new_booking(2), f.new_booking(6), f.new_booking(4)};
  for (NewBooking& row : rows) row.notes = std::nullopt;
  std::size_t statements = 0;
  runtime::ConnectionOptions options;
  options.on_query = [&](const runtime::QueryEvent&) { ++statements; };
  runtime::Connection counted(f.url, options);
  const std::vector<Booking> there = BookingRepository(counted).upsert_many(rows, Key::reference);
  CHECK(statements == 1);
  REQUIRE(there.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(there[i].reference == rows[i].reference.value());
  CHECK(there[1].id == five[1].id);
  CHECK_FALSE(there[1].notes);
  CHECK(f.bookings.count() == 7);

  // Rows that give different columns are statements of their own, all or none.
  rows[0].status = BookingStatus::cancelled;
  const auto changed = f.bookings.upsert_many(rows, Key::reference, set(booking::price, booking::price + 100));
  CHECK(changed[0].price == 170);
  CHECK(changed[0].status == there[0].status);
  CHECK(changed[3].price == 140);
  CHECK(f.bookings.upsert_many(rows, Key::reference, {.notes = "patched"})[2].notes == "patched");
  rows[3].during = rows[0].during;
  rows[3].reference = "R9";
  CHECK_THROWS_AS(f.bookings.upsert_many(rows, Key::reference, set(booking::price, 1)), runtime::ExclusionViolation);
  CHECK(f.bookings.where(booking::price == 1).count() == 0);
  CHECK(f.bookings.upsert_many({}, Key::reference).empty());

  // Two rows of one key are PostgreSQL's to refuse.
  try {
    f.bookings.upsert_many({f.new_booking(8), f.new_booking(8)}, Key::reference);
    FAIL("it did not throw");
  } catch (const runtime::Error& error) {
    CHECK(error.sqlstate() == "21000");
  }
}

TEST_CASE("many rows are upserted row by row where a column is an array, or nothing is given", "[write][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  ListsRepository lists(database);
  NewLists other = tests::sample_lists();
  other.few_words = std::vector<std::string>{"other"};
  const std::vector<Lists> made = lists.upsert_many({tests::sample_lists(), other}, ListsRepository::Key::primary_key);
  REQUIRE(made.size() == 2);
  CHECK(made[0].id != made[1].id);
  RoomRepository rooms(database);
  const NewRoom room{.building = "North", .Condition_ = museum::catalogue::Condition::new_, .number = 1};
  rooms.insert(room);
  const auto moved = rooms.upsert_many({room}, RoomRepository::Key::primary_key, set(room::limit, room::limit + 3));
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].limit == 7);
  WordRepository words(database);
  CHECK(words.upsert_many({{.text = "A"}, {.text = "b"}}, WordRepository::Key::primary_key).size() == 2);
  CHECK(words.upsert_many({{.text = "a"}}, WordRepository::Key::primary_key).size() == 1);
  CHECK(words.count() == 2);
}
