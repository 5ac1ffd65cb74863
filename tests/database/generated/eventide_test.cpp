// Every operation of Eventide's repositories, on a server.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/transaction.hpp>

#include "audit_log.hpp"
#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::Deleted;

namespace {

runtime::TimestampTz at(const std::string& time) {
  return runtime::TimestampTz::parse("2026-06-01 " + time + "Z").value();
}
runtime::Range<runtime::TimestampTz> between(const std::string& from, const std::string& to) {
  return {at(from), at(to)};
}

NewUser new_user(const std::string& email) {
  return {
      .email = email, .first_name = "Ada", .family_name = "Lovelace", .password = runtime::PasswordHash{"$argon2id$x"}};
}

NewBooking new_booking(const User& user, const std::string& reference, const std::string& from, const std::string& to) {
  return {.user_id = user.id, .reference = reference, .during = between(from, to), .price = runtime::Numeric("12.50")};
}

struct Fixture {
  runtime::Connection database{tests::eventide_database()};
  UserRepository users{database};
  BookingRepository bookings{database};
};

}  // namespace

TEST_CASE("an insert returns the row with what the database filled in", "[eventide]") {
  Fixture f;
  const User ada = f.users.insert(new_user("ada@example.org"));
  CHECK(ada.id != runtime::Uuid{});
  CHECK(ada.role == Role::member);
  CHECK(ada.email == "ada@example.org");
  CHECK(ada.password.stored() == "$argon2id$x");
  CHECK_FALSE(ada.phone_number);
  CHECK_FALSE(ada.deleted_at);
  CHECK(ada.created_at.is_finite());
  CHECK(f.users.get(ada.id) == ada);
}

TEST_CASE("an insert may say what the database would fill in", "[eventide]") {
  Fixture f;
  NewUser root = new_user("root@example.org");
  const auto id = runtime::Uuid::parse("00000000-0000-4000-8000-000000000001").value();
  root.id = id;
  root.role = Role::admin;
  root.created_at = at("08:00:00");
  root.phone_number = "4912345678";
  const User stored = f.users.insert(root);
  CHECK(stored.id == id);
  CHECK(stored.role == Role::admin);
  CHECK(stored.created_at == at("08:00:00"));
  CHECK(stored.phone_number == "4912345678");
}

TEST_CASE("many rows come back in their order, whichever fields each leaves out", "[eventide]") {
  Fixture f;
  std::vector<NewUser> rows;
  for (int i = 0; i < 50; ++i) {
    rows.push_back(new_user("user" + std::to_string(i) + "@example.org"));
    if (i % 3 == 0) rows.back().role = Role::guest;
    if (i % 5 == 0) rows.back().phone_number = "49123456" + std::to_string(10 + i);
  }
  const std::vector<User> stored = f.users.insert_many(rows);
  REQUIRE(stored.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(stored[i].email == rows[i].email.value());
    CHECK(stored[i].role == (i % 3 == 0 ? Role::guest : Role::member));
    CHECK(stored[i].phone_number.has_value() == (i % 5 == 0));
  }
  CHECK(f.users.count() == 50);
  CHECK(f.users.insert_many({}).empty());
}

TEST_CASE("many rows are inserted all or none, also over several statements", "[eventide]") {
  Fixture f;
  std::vector<NewUser> rows{new_user("a@example.org"), new_user("b@example.org"), new_user("a@example.org")};
  rows[1].role = Role::guest;
  CHECK_THROWS_AS(f.users.insert_many(rows), runtime::UniqueViolation);
  CHECK(f.users.count() == 0);
}

TEST_CASE("what is not there is nothing, or NotFound where it had to be", "[eventide]") {
  Fixture f;
  const runtime::Uuid nobody{};
  CHECK_FALSE(f.users.find(nobody));
  CHECK_FALSE(f.users.exists(nobody));
  CHECK_THROWS_AS(f.users.get(nobody), runtime::NotFound);
  CHECK_FALSE(f.users.update(nobody, {.first_name = "Nobody"}));
  CHECK_FALSE(f.users.remove(nobody));
  CHECK_FALSE(f.users.restore(nobody));
  CHECK_FALSE(f.users.hard_remove(nobody));
}

TEST_CASE("a patch changes what it sets, sets NULL where told, and leaves the rest", "[eventide]") {
  Fixture f;
  NewUser row = new_user("ada@example.org");
  row.phone_number = "4912345678";
  const User before = f.users.insert(row);
  const User renamed = f.users.update(before.id, {.family_name = "King"}).value();
  CHECK(renamed.family_name == "King");
  CHECK(renamed.phone_number == "4912345678");
  CHECK(renamed.updated_at > before.updated_at);
  CHECK(renamed.created_at == before.created_at);
  CHECK_FALSE(f.users.update(before.id, {.phone_number = std::nullopt})->phone_number);
  CHECK(f.users.update(before.id, {})->family_name == "King");
}

TEST_CASE("a row removed softly is seen by those alone who ask for it, and can come back", "[eventide]") {
  Fixture f;
  const User ada = f.users.insert(new_user("ada@example.org"));
  CHECK(f.users.remove(ada.id));
  CHECK_FALSE(f.users.remove(ada.id));
  CHECK_FALSE(f.users.find(ada.id));
  CHECK_FALSE(f.users.exists(ada.id));
  CHECK_FALSE(f.users.update(ada.id, {.first_name = "Augusta"}));
  CHECK_FALSE(f.users.find_by_email("ada@example.org"));
  CHECK(f.users.count() == 0);
  CHECK(f.users.page(10).empty());
  CHECK(f.users.find(ada.id, Deleted::include)->deleted_at.has_value());
  CHECK(f.users.get(ada.id, Deleted::include).id == ada.id);
  CHECK(f.users.exists(ada.id, Deleted::include));
  CHECK(f.users.count(Deleted::include) == 1);
  CHECK(f.users.page(10, Deleted::include).size() == 1);

  // The partial unique index leaves the address to somebody else.
  const User other = f.users.insert(new_user("ada@example.org"));
  CHECK(f.users.find_by_email("ada@example.org")->id == other.id);
  CHECK_THROWS_AS(f.users.restore(ada.id), runtime::UniqueViolation);
  CHECK(f.users.hard_remove(other.id));
  CHECK(f.users.restore(ada.id));
  CHECK_FALSE(f.users.restore(ada.id));
  CHECK(f.users.find(ada.id)->deleted_at == std::nullopt);
  CHECK(f.users.hard_remove(ada.id));
  CHECK(f.users.count(Deleted::include) == 0);
}

TEST_CASE("an overlapping booking is refused by a typed error that names the constraint", "[eventide]") {
  Fixture f;
  const User ada = f.users.insert(new_user("ada@example.org"));
  f.bookings.insert(new_booking(ada, "A", "09:00:00", "10:00:00"));
  try {
    f.bookings.insert(new_booking(ada, "B", "09:30:00", "11:00:00"));
    FAIL("accepted");
  } catch (const runtime::ExclusionViolation& refused) {
    CHECK(refused.constraint() == "excl_bookings_user_id_during");
  }
  NewBooking cheap = new_booking(ada, "C", "12:00:00", "13:00:00");
  cheap.price = runtime::Numeric("-0.01");
  CHECK_THROWS_AS(f.bookings.insert(cheap), runtime::CheckViolation);
  CHECK_THROWS_AS(f.bookings.insert(new_booking(User{}, "D", "09:00:00", "10:00:00")), runtime::ForeignKeyViolation);
  CHECK_THROWS_AS(f.bookings.insert(new_booking(ada, "A", "14:00:00", "15:00:00")), runtime::UniqueViolation);
  CHECK(f.bookings.count() == 1);
}

TEST_CASE("finders and listers find what their key or reference says", "[eventide]") {
  Fixture f;
  const User ada = f.users.insert(new_user("ada@example.org"));
  const User bob = f.users.insert(new_user("bob@example.org"));
  const Booking first = f.bookings.insert(new_booking(ada, "A", "09:00:00", "10:00:00"));
  const Booking second = f.bookings.insert(new_booking(ada, "B", "10:00:00", "11:00:00"));
  f.bookings.insert(new_booking(bob, "C", "09:00:00", "10:00:00"));
  CHECK(f.bookings.find_by_reference("A") == first);
  CHECK_FALSE(f.bookings.find_by_reference("Z"));
  const std::vector<Booking> of_ada = f.bookings.list_by_user(ada.id);
  REQUIRE(of_ada.size() == 2);
  CHECK(of_ada[0].id < of_ada[1].id);
  CHECK(f.bookings.list_by_user(runtime::Uuid{}).empty());
  CHECK(f.bookings.remove(second.id));
  CHECK(f.bookings.list_by_user(ada.id) == std::vector<Booking>{first});
}

TEST_CASE("pages follow each other without a gap and without a row twice", "[eventide]") {
  Fixture f;
  std::vector<NewUser> rows;
  for (int i = 0; i < 25; ++i) rows.push_back(new_user("user" + std::to_string(i) + "@example.org"));
  f.users.insert_many(rows);
  std::vector<User> all;
  for (auto page = f.users.page(10); !page.empty(); page = f.users.page_after(page.back().id, 10)) {
    CHECK(page.size() <= 10);
    all.insert(all.end(), page.begin(), page.end());
  }
  REQUIRE(all.size() == 25);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].id < all[i].id);
  CHECK(f.users.page(0).empty());
  CHECK_THROWS_AS(f.users.page(-1), runtime::DataException);
}

TEST_CASE("text that looks like SQL is text", "[eventide]") {
  Fixture f;
  const std::string hostile = "x' OR '1'='1'; DROP TABLE users; --\\ \" $1 %s @x.org";
  NewUser row = new_user("ada@example.org");
  row.first_name = hostile.substr(0, 50);
  const User stored = f.users.insert(row);
  CHECK(stored.first_name == hostile.substr(0, 50));
  CHECK_FALSE(f.users.find_by_email(hostile));
  CHECK(f.users.update(stored.id, {.family_name = hostile.substr(0, 50)})->family_name == hostile.substr(0, 50));
  CHECK(f.users.count() == 1);
}

TEST_CASE("a repository works on a transaction and on a lease alike", "[eventide]") {
  const std::string url = tests::eventide_database();
  runtime::Pool pool(url);
  auto lease = pool.acquire();
  {
    runtime::Transaction transaction(lease);
    UserRepository(transaction).insert(new_user("gone@example.org"));
    CHECK(UserRepository(transaction).count() == 1);
  }
  UserRepository users(lease);
  CHECK(users.count() == 0);
  runtime::Transaction transaction(lease);
  UserRepository(transaction).insert_many({new_user("a@example.org"), new_user("b@example.org")});
  transaction.commit();
  CHECK(users.count() == 2);
}

TEST_CASE("the other entities of Eventide go there and back", "[eventide]") {
  Fixture f;
  const User ada = f.users.insert(new_user("ada@example.org"));
  AvailabilityRepository availabilities(f.database);
  const Availability slot = availabilities.insert({.user_id = ada.id, .slot = between("09:00:00", "17:00:00")});
  CHECK(slot.id == 1);
  CHECK(slot.capacity == 1);
  CHECK(availabilities.update(slot.id, {.capacity = 3})->capacity == 3);
  CHECK(availabilities.page_after(0, 5).size() == 1);

  AuditLogRepository logs(f.database);
  const AuditLog logged = logs.insert({.actor_id = ada.id, .action = "sign up"});
  CHECK(logged.details.text == "{}");
  CHECK(logs.insert({.action = "cron", .details = runtime::Json{R"({"a": 1})"}}).actor_id == std::nullopt);
  CHECK(logs.list_by_actor(ada.id) == std::vector<AuditLog>{logged});

  SessionRepository sessions(f.database);
  const runtime::Bytes bytes{std::byte{0}, std::byte{255}, std::byte{7}};
  const Session session = sessions.insert({.user_id = ada.id,
                                           .token = runtime::Ciphertext{bytes},
                                           .token_lookup = bytes,
                                           .address = runtime::Inet::parse("10.0.0.1"),
                                           .expires_at = runtime::TimestampTz::infinity()});
  CHECK(session.token.bytes == bytes);
  CHECK(session.address->to_string() == "10.0.0.1");
  CHECK(sessions.find(session.id)->expires_at == runtime::TimestampTz::infinity());

  CHECK(f.users.hard_remove(ada.id));
  CHECK(sessions.count() == 0);
  CHECK(logs.get(logged.id).actor_id == std::nullopt);
}

TEST_CASE("enumerators go by their labels", "[eventide]") {
  CHECK(to_string(Role::admin) == "admin");
  CHECK(parse_role("guest") == Role::guest);
  CHECK(parse_booking_status("Confirmed") == std::nullopt);
  CHECK(to_string(static_cast<Role>(99)).empty());
  Fixture f;
  NewUser row = new_user("ada@example.org");
  row.role = static_cast<Role>(99);
  CHECK_THROWS_AS(f.users.insert(row), runtime::InvalidValue);
}
