// A repository as it is generated, against a real table.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/transaction.hpp>

#include "database/runtime/sample_repository.hpp"
#include "support/private_server.hpp"

using namespace schemac;
using namespace eventide;
using runtime::Numeric;
using runtime::Range;
using runtime::TimestampTz;
using runtime::Uuid;

namespace {

Range<TimestampTz> hours(int from, int to) {
  constexpr std::int64_t kHour = 3'600'000'000;
  return {TimestampTz{from * kHour}, TimestampTz{to * kHour}};
}

struct Fixture {
  runtime::Connection db{tests::fresh_database("bookings")};
  BookingRepository bookings{db};
  Uuid ada{{1}};
  Uuid bob{{2}};

  Fixture() {
    db.execute_unchecked_sql(R"(
      CREATE EXTENSION btree_gist;
      CREATE SCHEMA eventide;
      CREATE TYPE eventide.booking_status AS ENUM ('pending', 'confirmed', 'cancelled');
      CREATE TABLE eventide.bookings (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL,
        reference varchar(12) NOT NULL CONSTRAINT uq_bookings_reference UNIQUE,
        status eventide.booking_status NOT NULL DEFAULT 'pending',
        during tstzrange NOT NULL,
        price numeric(10,2) NOT NULL CONSTRAINT not_negative CHECK (price >= 0),
        notes text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT no_overlap EXCLUDE USING gist (user_id WITH =, during WITH &&)
      );
      CREATE FUNCTION eventide.touch() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$;
      CREATE TRIGGER touch BEFORE UPDATE ON eventide.bookings FOR EACH ROW EXECUTE FUNCTION eventide.touch())");
  }

  NewBooking booking(const std::string& reference, int from) const {
    return {.user_id = ada, .reference = reference, .during = hours(from, from + 1), .price = Numeric("12.5")};
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "what is inserted comes back with what the database filled in") {
  const Booking made = bookings.insert(booking("A", 0));
  CHECK(made.id != Uuid{});
  CHECK(made.status == BookingStatus::pending);
  CHECK(made.price.to_string() == "12.50");
  CHECK(made.during == hours(0, 1));
  CHECK_FALSE(made.notes);
  CHECK(made.created_at == made.updated_at);
  CHECK(bookings.get(made.id) == made);
  CHECK(bookings.find(made.id) == made);
  CHECK(bookings.find_by_reference("A") == made);
  CHECK_FALSE(bookings.find_by_reference("a"));
  CHECK(bookings.exists(made.id));
  CHECK(bookings.count() == 1);

  NewBooking full = booking("B", 2);
  full.id = Uuid{{9}};
  full.status = BookingStatus::confirmed;
  full.notes = "";
  full.created_at = TimestampTz{1};
  full.updated_at = TimestampTz{2};
  const Booking given = bookings.insert(full);
  CHECK(given.id == Uuid{{9}});
  CHECK(given.status == BookingStatus::confirmed);
  CHECK(given.notes == "");
  CHECK(given.created_at == TimestampTz{1});
}

TEST_CASE_METHOD(Fixture, "what is not there is nothing, or an error where it has to be") {
  CHECK_FALSE(bookings.find(ada));
  CHECK_FALSE(bookings.exists(ada));
  CHECK_FALSE(bookings.remove(ada));
  CHECK_THROWS_AS(bookings.get(ada), runtime::NotFound);
  CHECK_THROWS_AS(bookings.update(ada, {}), runtime::NotFound);
  CHECK_THROWS_AS(bookings.update(ada, {.reference = "x"}), runtime::NotFound);
  CHECK(bookings.find_many({ada, bob}).empty());
  CHECK(bookings.find_many({}).empty());
  CHECK(bookings.insert_many({}).empty());
}

TEST_CASE_METHOD(Fixture, "a patch leaves, sets, and sets to NULL") {
  NewBooking with_notes = booking("A", 0);
  with_notes.notes = "window";
  const Booking before = bookings.insert(with_notes);
  CHECK(bookings.update(before.id, {}) == before);

  const Booking priced = bookings.update(before.id, {.price = Numeric("20")});
  CHECK(priced.price == Numeric(20));
  CHECK(priced.notes == "window");
  CHECK(priced.created_at == before.created_at);
  CHECK(priced.updated_at > before.updated_at);

  const Booking emptied = bookings.update(before.id, {.status = BookingStatus::cancelled, .notes = std::nullopt});
  CHECK_FALSE(emptied.notes);
  CHECK(emptied.status == BookingStatus::cancelled);
  CHECK(emptied.price == Numeric(20));
  CHECK(bookings
            .update(before.id, {.user_id = bob,
                                .reference = "Z",
                                .status = BookingStatus::pending,
                                .during = hours(7, 8),
                                .price = 1,
                                .notes = "n"})
            .reference == "Z");
}

TEST_CASE_METHOD(Fixture, "what the database refuses is typed and names the constraint") {
  bookings.insert(booking("A", 0));
  const auto refused_by = [&](const NewBooking& row) -> std::string {
    try {
      bookings.insert(row);
    } catch (const runtime::ConstraintViolation& violation) {
      return violation.constraint();
    }
    return "nothing";
  };
  CHECK(refused_by(booking("B", 0)) == "no_overlap");
  CHECK(refused_by(booking("A", 5)) == "uq_bookings_reference");
  NewBooking negative = booking("C", 6);
  negative.price = Numeric("-0.01");
  CHECK(refused_by(negative) == "not_negative");
  CHECK_THROWS_AS(bookings.insert(booking("B", 0)), runtime::ExclusionViolation);
  CHECK_THROWS_AS(bookings.insert(booking("thirteen char", 7)), runtime::DataException);
  CHECK_THROWS_AS(bookings.insert_many({booking("thirteen char", 7)}), runtime::DataException);
  CHECK(bookings.count() == 1);
}

TEST_CASE_METHOD(Fixture, "many are inserted at once, whatever each leaves out, in order, all or none") {
  std::vector<NewBooking> rows;
  for (int number = 0; number < 100; ++number) {
    NewBooking row = booking("R" + std::to_string(number), 2 * number);
    if (number % 3 == 0) row.id = Uuid{{7, static_cast<std::uint8_t>(number)}};
    if (number % 2 == 0) row.status = BookingStatus::confirmed;
    if (number % 5 == 0) row.notes = "'\"{},\\ é";
    rows.push_back(row);
  }
  const auto inserted = bookings.insert_many(rows);
  REQUIRE(inserted.size() == 100);
  for (std::size_t number = 0; number < rows.size(); ++number) {
    INFO(number);
    CHECK(inserted[number].reference == rows[number].reference);
    CHECK(inserted[number].status == rows[number].status.value_or(BookingStatus::pending));
    CHECK(inserted[number].notes == rows[number].notes);
    if (rows[number].id) CHECK(inserted[number].id == *rows[number].id);
  }
  CHECK(bookings.count() == 100);

  rows.clear();
  rows.push_back(booking("new", 1000));
  rows.push_back(booking("R0", 1002));
  rows.back().id = ada;  // another group, and refused
  CHECK_THROWS_AS(bookings.insert_many(rows), runtime::UniqueViolation);
  CHECK(bookings.count() == 100);
  CHECK_FALSE(db.in_transaction());
}

TEST_CASE_METHOD(Fixture, "lists and pages follow the key") {
  std::vector<NewBooking> rows;
  for (int number = 0; number < 7; ++number) {
    NewBooking row = booking("R" + std::to_string(number), 2 * number);
    row.id = Uuid{{static_cast<std::uint8_t>(10 + number)}};
    if (number >= 5) row.user_id = bob;
    rows.push_back(row);
  }
  bookings.insert_many(rows);
  CHECK(bookings.list_by_user(ada).size() == 5);
  CHECK(bookings.list_by_user(bob).size() == 2);
  std::string seen;
  std::optional<Uuid> after;
  for (auto page = bookings.page(after, 3); !page.empty(); page = bookings.page(after, 3)) {
    for (const Booking& row : page) seen += row.reference;
    seen += "|";
    after = page.back().id;
  }
  CHECK(seen == "R0R1R2|R3R4R5|R6|");
  CHECK(bookings.find_many({Uuid{{12}}, Uuid{{10}}, Uuid{{99}}}).size() == 2);
  CHECK(bookings.remove(Uuid{{10}}));
  CHECK(bookings.count() == 6);
  CHECK_THROWS_AS(bookings.page(std::nullopt, -1), runtime::Error);
}

TEST_CASE_METHOD(Fixture, "a repository works in a transaction as on a connection") {
  {
    runtime::Transaction transaction(db);
    const BookingRepository inside(transaction);
    inside.insert(booking("A", 0));
    inside.insert_many({booking("B", 2), booking("C", 4)});
    CHECK(inside.count() == 3);
  }
  CHECK(bookings.count() == 0);
}

TEST_CASE_METHOD(Fixture, "a program that knows the labels of another day says so") {
  db.execute_unchecked_sql("ALTER TYPE eventide.booking_status ADD VALUE 'waiting'");
  const Booking made = bookings.insert(booking("A", 0));
  db.execute_unchecked_sql("UPDATE eventide.bookings SET status = 'waiting'");
  CHECK_THROWS_WITH(bookings.get(made.id), Catch::Contains("column `status`") && Catch::Contains("`waiting`"));
  db.execute_unchecked_sql("ALTER TABLE eventide.bookings DROP CONSTRAINT not_negative, ALTER price TYPE text");
  CHECK_THROWS_WITH(bookings.get(made.id), Catch::Contains("column 6"));
}

TEST_CASE_METHOD(Fixture, "hostile values are only values") {
  for (const char* text : {"'); DROP", "\\'; --", "$1", "{\"", "NULL", "\" OR 1"}) {
    NewBooking row = booking(text, 0);
    row.notes = text;
    const Booking made = bookings.insert(row);
    CHECK(made.notes == text);
    CHECK(bookings.find_by_reference(text) == made);
    CHECK(bookings.update(made.id, {.notes = std::string("x") + text}).notes == std::string("x") + text);
    CHECK(bookings.remove(made.id));
    CHECK(bookings.insert_many({row})[0].notes == text);
    CHECK(bookings.remove(bookings.find_by_reference(text)->id));
  }
  CHECK_THROWS_AS(bookings.find_by_reference(std::string("a\0b", 3)), runtime::InvalidValue);
}
