// A violation names its constraint as an enumerator, and the fields that it is about.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>

#include "audit_log.hpp"
#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "parts/oddities.hpp"
#include "session.hpp"
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

/// What `work` violates, where the catalog is asked as well.
template <class Repository, class Work>
std::optional<typename Repository::Constraint> looked_up(runtime::Connection& database, const Work& work) {
  try {
    work();
  } catch (const runtime::ConstraintViolation& violation) {
    INFO(violation.table() << "." << violation.constraint());
    CHECK_FALSE(Repository::violated(violation));
    return Repository::violated(violation, database);
  }
  FAIL("nothing was violated");
  return std::nullopt;
}

const runtime::Range<runtime::TimestampTz> kNever;

/// Bookings in partitions of partitions, one of which was a table of its own before, with names of its own.
constexpr const char* kPartitioned =
    "ALTER TABLE bookings RENAME TO bookings_before; ALTER TABLE bookings_before DROP CONSTRAINT pk_bookings,"
    "  DROP CONSTRAINT uq_bookings_reference;"
    "CREATE TABLE bookings (LIKE bookings_before INCLUDING DEFAULTS,"
    "  CONSTRAINT uq_bookings_reference UNIQUE (reference),"
    "  CONSTRAINT fk_bookings_user FOREIGN KEY (user_id) REFERENCES users,"
    "  CONSTRAINT chk_bookings_not_negative CHECK (price >= 0)) PARTITION BY RANGE (reference);"
    "CREATE TABLE bookings_a PARTITION OF bookings FOR VALUES FROM ('A') TO ('B') PARTITION BY RANGE (reference);"
    "CREATE TABLE bookings_a_all PARTITION OF bookings_a DEFAULT;"
    "CREATE TABLE bookings_b (LIKE bookings INCLUDING DEFAULTS, CONSTRAINT once UNIQUE (reference),"
    "  CONSTRAINT whose FOREIGN KEY (user_id) REFERENCES users,"
    "  CONSTRAINT chk_bookings_not_negative CHECK (price >= 0), CONSTRAINT cheap CHECK (price < 1000));"
    "ALTER TABLE bookings ATTACH PARTITION bookings_b FOR VALUES FROM ('B') TO ('C');";

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
    return runtime::Range<runtime::TimestampTz>(runtime::TimestampTz::parse(from).value(),
                                                runtime::TimestampTz::parse(to).value());
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
  const auto shorten = [&] {
    users.query().everywhere().update(runtime::set(user::first_name, runtime::raw_expression<std::string>("'B'")));
  };
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

TEST_CASE("what a row in a partition violates is the constraint of the table that is partitioned", "[violations]") {
  runtime::Connection database(tests::eventide_database());
  database.execute_unchecked_sql(kPartitioned);
  UserRepository users(database);
  BookingRepository bookings(database);
  const User ada = users.insert({.email = "ada@example.org",
                                 .first_name = "Ada",
                                 .family_name = "Lovelace",
                                 .password = runtime::PasswordHash{"$"}});
  using Constraint = BookingRepository::Constraint;
  for (const std::string partition : {"A", "B"}) {
    const auto row = [&](const std::string& reference) {
      return NewBooking{
          .user_id = ada.id, .reference = partition + reference, .during = kNever, .price = runtime::Numeric(1)};
    };
    const auto insert = [&](const auto& change) {
      NewBooking other = row("2");
      change(other);
      return looked_up<BookingRepository>(database, [&] { bookings.insert(other); });
    };
    bookings.insert(row("1"));
    CHECK(insert([&](NewBooking& other) { other.reference = partition + "1"; }) == Constraint::uq_bookings_reference);
    CHECK(insert([](NewBooking& other) { other.price = runtime::Numeric(-1); }) ==
          Constraint::chk_bookings_not_negative);
    CHECK(insert([](NewBooking& other) { other.user_id = runtime::Uuid{}; }) == Constraint::fk_bookings_user);
  }
  // What a partition has alone is nothing that the program knows, and neither is a column's NOT NULL.
  CHECK_FALSE(looked_up<BookingRepository>(database, [&] {
    bookings.insert({.user_id = ada.id, .reference = "B9", .during = kNever, .price = runtime::Numeric(5000)});
  }));
  CHECK_FALSE(looked_up<BookingRepository>(
      database, [&] { database.execute_unchecked_sql("INSERT INTO bookings (reference) VALUES ('A9')"); }));
}

TEST_CASE("a partition is looked up once its transaction is over", "[violations]") {
  runtime::Connection database(tests::eventide_database());
  database.execute_unchecked_sql(
      "DROP TABLE audit_logs; CREATE TABLE audit_logs (id bigint GENERATED BY DEFAULT AS IDENTITY, actor_id uuid,"
      "  action text NOT NULL, details jsonb NOT NULL DEFAULT '{}', happened_at timestamptz NOT NULL DEFAULT now(),"
      "  CONSTRAINT pk_audit_logs PRIMARY KEY (id)) PARTITION BY HASH (id);"
      "CREATE TABLE audit_logs_0 PARTITION OF audit_logs FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
  runtime::Transaction transaction(database);
  AuditLogRepository logs(transaction);
  const AuditLog log = logs.insert({.action = "first"});
  try {
    logs.insert({.id = log.id, .action = "again"});
    FAIL("nothing was violated");
  } catch (const runtime::ConstraintViolation& violation) {
    CHECK_THROWS_AS(AuditLogRepository::violated(violation, transaction), runtime::TransactionAborted);
    transaction.rollback();
    CHECK(AuditLogRepository::violated(violation, database) == AuditLogRepository::Constraint::pk_audit_logs);
  }
}

TEST_CASE("a row that is referred to in a partition is kept by the key that refers to it", "[violations]") {
  runtime::Connection database(tests::eventide_database());
  database.execute_unchecked_sql(
      "CREATE TABLE people (id uuid PRIMARY KEY) PARTITION BY HASH (id);"
      "CREATE TABLE people_0 PARTITION OF people FOR VALUES WITH (MODULUS 1, REMAINDER 0);"
      "ALTER TABLE sessions DROP CONSTRAINT fk_sessions_user,"
      "  ADD CONSTRAINT fk_sessions_user FOREIGN KEY (user_id) REFERENCES people;"
      "INSERT INTO people VALUES ('00000000-0000-0000-0000-000000000001');"
      "INSERT INTO sessions (user_id, token, token_lookup, expires_at)"
      "  SELECT id, 'x', 'x', now() FROM people");
  const auto kept =
      looked_up<SessionRepository>(database, [&] { database.execute_unchecked_sql("DELETE FROM people"); });
  CHECK(kept == SessionRepository::Constraint::fk_sessions_user);
}

TEST_CASE("a constraint of a table in another schema is another one", "[violations]") {
  runtime::Connection database(tests::eventide_database());
  database.execute_unchecked_sql(
      "CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.bookings (reference text CONSTRAINT uq_bookings_reference "
      "UNIQUE,"
      "  price numeric CONSTRAINT chk_bookings_not_negative CHECK (price >= 0))");
  CHECK_FALSE(looked_up<BookingRepository>(
      database, [&] { database.execute_unchecked_sql("INSERT INTO elsewhere.bookings VALUES ('R1', -1)"); }));
  CHECK_FALSE(looked_up<BookingRepository>(
      database, [&] { database.execute_unchecked_sql("INSERT INTO elsewhere.bookings VALUES ('R1', 1), ('R1', 1)"); }));
}
