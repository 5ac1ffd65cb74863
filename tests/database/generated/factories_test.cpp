// Factories: rows that the database takes, whatever a test says of them, of both schemas; and what they cannot know.
#include <set>

#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/key_ring.hpp>
#include <schemac/testing/factory.hpp>

#include "database/generated/database.hpp"
#include "eventide factories/schemac_factories.hpp"
#include "second factories/schemac_factories.hpp"

namespace schemac::tests {
namespace {

using Catch::Contains;
using testing::FactoryFailure;
namespace shop = eventide::factories;
namespace museum_rows = museum::catalogue::factories;
namespace visitors = museum::factories;

/// Rows of a factory, all of which the database took.
template <class Factory>
std::size_t count_made(runtime::Connection& connection) {
  return Factory(connection).create_many(5).size();
}

}  // namespace

TEST_CASE("a factory makes a row and its parents of nothing") {
  runtime::Connection connection(eventide_database());
  const eventide::Booking booking = shop::make_booking(connection);
  const eventide::User user = eventide::UserRepository(connection).get(booking.user_id);
  CHECK_THAT(user.email, Contains("@example.org"));
  CHECK(user.first_name.size() >= 2);
  CHECK(user.password.verifies("password"));
  CHECK(booking.status == eventide::BookingStatus::pending);
  CHECK_FALSE(booking.notes);
  CHECK_FALSE(user.phone_number);
}

TEST_CASE("what a test says of a row holds, and a parent that is given is not made again") {
  runtime::Connection connection(eventide_database());
  const eventide::User alice = shop::make_user(connection, {.first_name = "Alice"});
  const eventide::Booking booking =
      shop::BookingFactory(connection).create({.user_id = alice.id, .price = 10, .notes = "by the window"});
  CHECK(alice.first_name == "Alice");
  CHECK(booking.user_id == alice.id);
  CHECK(booking.price == 10);
  CHECK(booking.notes == "by the window");
  CHECK(eventide::UserRepository(connection).count() == 1);
}

TEST_CASE("rows of a factory differ where keys and exclusions want it") {
  runtime::Connection connection(eventide_database());
  const eventide::User alice = shop::make_user(connection);
  std::set<std::string> references;
  for (const eventide::Booking& each : shop::BookingFactory(connection).create_many(30, {.user_id = alice.id}))
    references.insert(each.reference);
  CHECK(references.size() == 30);
  CHECK(shop::UserFactory(connection).create_many(20).size() == 20);
}

TEST_CASE("every entity of Eventide has a factory that the database agrees with") {
  runtime::Connection connection(eventide_database());
  CHECK(count_made<shop::AvailabilityFactory>(connection) == 5);
  CHECK(count_made<shop::AuditLogFactory>(connection) == 5);
}

TEST_CASE("what is encrypted is for the application's keys to say") {
  runtime::Connection connection(eventide_database());
  CHECK_THROWS_WITH(shop::make_session(connection), Contains("SessionFactory knows no value for `token`"));
  const runtime::KeyRing keys({{1, runtime::SecretKey::random()}}, 1, runtime::SecretKey::random());
  shop::SessionFactory::define([&](const shop::SessionGiven&, std::int64_t number) {
    const std::string token = "token " + std::to_string(number);
    return shop::SessionGiven{.token = keys.encrypt(token), .token_lookup = keys.lookup_of(token)};
  });
  CHECK(count_made<shop::SessionFactory>(connection) == 5);
  CHECK_THAT(keys.decrypt(shop::make_session(connection).token), Contains("token "));
  shop::SessionFactory::define(nullptr);
}

TEST_CASE("a row can be built without being inserted, and inserted by a repository") {
  runtime::Connection connection(eventide_database());
  const eventide::NewUser alice = shop::UserFactory(connection).build({.email = "alice@example.org"});
  CHECK_FALSE(alice.phone_number.is_given());
  CHECK(shop::UserFactory(connection).build({.phone_number = std::nullopt}).phone_number.is_given());
  CHECK(eventide::UserRepository(connection).count() == 0);
  CHECK(eventide::UserRepository(connection).insert(alice).email == "alice@example.org");
}

TEST_CASE("factories make values of every type, and of arrays of them") {
  runtime::Connection connection(second_database());
  const std::vector<museum::catalogue::Everything> rows = museum_rows::EverythingFactory(connection).create_many(3);
  CHECK(rows[0].words != rows[1].words);
  CHECK(rows[0].padded.size() == 6);
  CHECK(rows[0].bits.size() == 4);
  CHECK(rows[0].date < rows[2].date);
  CHECK(rows[0].condition == museum::catalogue::Condition::new_);
  CHECK(count_made<museum_rows::MaybeFactory>(connection) == 5);
  CHECK(museum_rows::MaybeFactory(connection).create().whole == 7);
  const museum::catalogue::Lists lists = museum_rows::make_lists(connection);
  CHECK(lists.few_words.size() == 1);
  CHECK(lists.larges.empty());
}

TEST_CASE("factories keep to the rules of the schema, and to keys of several columns") {
  runtime::Connection connection(second_database());
  CHECK(count_made<museum_rows::LabelFactory>(connection) == 5);
  CHECK(museum_rows::make_label(connection).title.size() <= 10);
  CHECK(count_made<museum_rows::WatchFactory>(connection) == 5);
  CHECK(count_made<museum_rows::RoomFactory>(connection) == 5);
  CHECK(count_made<museum_rows::ShelfFactory>(connection) == 5);
  CHECK(count_made<museum_rows::WordFactory>(connection) == 5);
  CHECK(count_made<museum_rows::TicketFactory>(connection) == 5);
  CHECK(count_made<museum_rows::TickFactory>(connection) == 5);
}

TEST_CASE("one column of a reference that is given is asked of the parent") {
  runtime::Connection connection(second_database());
  const museum::catalogue::Shelf shelf = museum_rows::make_shelf(connection, {.in_building = "Tower"});
  CHECK(shelf.in_building == "Tower");
  CHECK(museum::catalogue::RoomRepository(connection).get(shelf.in_room, "Tower").building == "Tower");
}

TEST_CASE("what a factory cannot know is said, and can be told it for all rows, parents too") {
  runtime::Connection connection(second_database());
  CHECK_THROWS_WITH(visitors::make_visitor(connection),
                    Contains("VisitorFactory knows no value for `card`") && Contains("VisitorFactory::define"));
  CHECK_THROWS_AS(visitors::make_locker(connection), FactoryFailure);
  const runtime::Ciphertext sealed{runtime::Bytes(30)};
  CHECK(visitors::make_visitor(connection, {.card = sealed}).card == sealed);

  visitors::VisitorFactory::define([&](const visitors::VisitorGiven&, std::int64_t number) {
    return visitors::VisitorGiven{.name = "visitor " + std::to_string(number), .card = sealed};
  });
  CHECK(count_made<visitors::LockerFactory>(connection) == 5);
  CHECK(count_made<visitors::EntryFactory>(connection) == 5);
  CHECK(visitors::make_visitor(connection, {.name = "Ada"}).name == "Ada");
  CHECK_THAT(visitors::make_visitor(connection).name, Contains("visitor "));
  visitors::VisitorFactory::define(nullptr);
  CHECK_THROWS_AS(visitors::make_visitor(connection), FactoryFailure);
}

TEST_CASE("a rule that the schema's words do not say is told as the factory's failure, with its fields") {
  runtime::Connection connection(eventide_database());
  connection.execute_unchecked_sql(
      "ALTER TABLE bookings DROP CONSTRAINT chk_bookings_not_negative, "
      "ADD CONSTRAINT chk_bookings_not_negative CHECK (price > 100000 OR notes IS NOT NULL)");
  CHECK_THROWS_WITH(shop::make_booking(connection), Contains("BookingFactory cannot know what `price` must be") &&
                                                        Contains("chk_bookings_not_negative"));
  CHECK_NOTHROW(shop::make_booking(connection, {.price = 100001}));
}

TEST_CASE("what a test provokes is thrown as it is") {
  runtime::Connection connection(eventide_database());
  shop::make_booking(connection, {.reference = "twice"});
  CHECK_THROWS_AS(shop::make_booking(connection, {.reference = "twice"}), runtime::UniqueViolation);
  CHECK_THROWS_AS(shop::make_user(connection, {.first_name = "A"}), runtime::ValidationFailure);
  CHECK_THROWS_AS(shop::make_booking(connection, {.user_id = runtime::Uuid{}}), runtime::ForeignKeyViolation);
}

TEST_CASE("what a default of the database throws is no failure of the factory") {
  runtime::Connection connection(eventide_database());
  connection.execute_unchecked_sql(
      "ALTER TABLE bookings ALTER created_at SET DEFAULT current_setting('app.nobody_set')::timestamptz");
  CHECK_THROWS_AS(shop::make_booking(connection), runtime::UndefinedObject);
}

}  // namespace schemac::tests
