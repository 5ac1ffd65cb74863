// A violation names its constraint as an enumerator, and the fields that it is about.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>

#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "parts/oddities.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;

namespace {

/// What `work` violates in the table of a repository.
template <class Repository, class Work>
std::optional<typename Repository::Constraint> violated(const Work& work) {
  try {
    work();
  } catch (const runtime::ConstraintViolation& violation) {
    return Repository::violated(violation);
  }
  FAIL("nothing was violated");
  return std::nullopt;
}

using Fields = std::vector<std::string_view>;

}  // namespace

TEST_CASE("each constraint that is violated is an enumerator, which knows its fields", "[violations]") {
  runtime::Connection database(tests::eventide_database());
  UserRepository users(database);
  BookingRepository bookings(database);
  const NewUser new_ada{.email = "ada@example.org",
                        .first_name = "Ada",
                        .family_name = "Lovelace",
                        .password = runtime::PasswordHash{"$"}};
  const User ada = users.insert(new_ada);
  const auto hours = [](const char* from, const char* to) {
    return runtime::Range<runtime::TimestampTz>(runtime::TimestampTz::parse(from), runtime::TimestampTz::parse(to));
  };
  const NewBooking first{.user_id = ada.id,
                         .reference = "R1",
                         .during = hours("2026-06-01 10:00Z", "2026-06-01 11:00Z"),
                         .price = runtime::Numeric(1)};
  bookings.insert(first);
  using Constraint = BookingRepository::Constraint;
  const auto insert = [&](const auto& change) {
    NewBooking row = first;
    row.reference = "R2";
    row.during = hours("2026-06-01 12:00Z", "2026-06-01 13:00Z");
    change(row);
    return violated<BookingRepository>([&] { bookings.insert(row); });
  };
  CHECK(insert([](NewBooking& row) { row.reference = "R1"; }) == Constraint::uq_bookings_reference);
  CHECK(insert([&](NewBooking& row) { row.during = first.during; }) == Constraint::excl_bookings_user_id_during);
  CHECK(insert([](NewBooking& row) { row.price = runtime::Numeric(-1); }) == Constraint::chk_bookings_not_negative);
  CHECK(insert([](NewBooking& row) { row.user_id = runtime::Uuid{}; }) == Constraint::fk_bookings_user);
  CHECK(BookingRepository::fields_of(Constraint::uq_bookings_reference) == Fields{"reference"});
  CHECK(BookingRepository::fields_of(Constraint::excl_bookings_user_id_during) == Fields{"user_id", "during"});
  CHECK(BookingRepository::fields_of(Constraint::chk_bookings_not_negative) == Fields{"price"});
  CHECK(BookingRepository::fields_of(Constraint::fk_bookings_user) == Fields{"user_id"});

  const auto again = violated<UserRepository>([&] { users.insert(new_ada); });
  REQUIRE(again);
  CHECK(UserRepository::fields_of(*again) == Fields{"email"});
  // Of another table it is nothing.
  CHECK_FALSE(violated<BookingRepository>([&] { users.insert(new_ada); }));
  const auto shorten = [&] { users.query().everywhere().update(runtime::set(user::first_name, "B")); };
  CHECK(UserRepository::fields_of(violated<UserRepository>(shorten).value()) == Fields{"first_name"});
}

TEST_CASE("constraints with odd names are enumerators too", "[violations][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  RoomRepository rooms(database);
  const NewRoom room{.building = "North", .Condition_ = museum::catalogue::Condition::new_, .number = 1};
  rooms.insert(room);
  CHECK(RoomRepository::fields_of(violated<RoomRepository>([&] { rooms.insert(room); }).value()) ==
        Fields{"building", "number"});
  NewRoom other = room;
  other.number = std::int16_t{2};
  CHECK(RoomRepository::fields_of(violated<RoomRepository>([&] { rooms.insert(other); }).value()) ==
        Fields{"class_", "limit"});
  ShelfRepository shelves(database);
  CHECK(ShelfRepository::fields_of(violated<ShelfRepository>([&] {
                                     shelves.insert({.in_building = "West", .in_room = 9});
                                   }).value()) == Fields{"in_building", "in_room"});
  // Removing what is referred to violates the key of the table that refers.
  shelves.insert({.in_building = "North", .in_room = 1});
  CHECK_FALSE(violated<RoomRepository>([&] { rooms.remove(1, "North"); }));
  CHECK(violated<ShelfRepository>([&] { rooms.remove(1, "North"); }));
}
