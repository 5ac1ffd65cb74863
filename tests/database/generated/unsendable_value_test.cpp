// A value that PostgreSQL could not hold is refused before it is sent, and the error says which of many it is.
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query/query.hpp>

#include "database/generated/bookings_of_ada.hpp"
#include "parts/oddities.hpp"

using namespace eventide;
using namespace schemac;
using runtime::InvalidValue;
using tests::BookingsOfAda;

namespace {

const std::string kBroken("a\0b", 3);
const std::string kNul = "byte 2 of a text is NUL, which PostgreSQL cannot store";

template <class Call>
runtime::ErrorFields fields_of(Call&& call) {
  try {
    call();
  } catch (const InvalidValue& error) {
    return error.fields();
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace

TEST_CASE("a value that cannot be sent is named by its column, and by its row", "[unsendable]") {
  BookingsOfAda f;
  const Booking stored = f.bookings.insert(f.new_booking(1));
  NewBooking broken = f.new_booking(2);
  broken.notes = kBroken;
  const std::vector<NewBooking> rows{f.new_booking(3), broken};
  using Key = BookingRepository::Key;

  const runtime::ErrorFields fields = fields_of([&] { f.bookings.insert(broken); });
  CHECK(fields.message == "column `notes`: " + kNul);
  CHECK(fields.column == "notes");
  const auto one = Catch::Equals("column `notes`: " + kNul), of_rows = Catch::Equals("row 2, column `notes`: " + kNul);
  CHECK_THROWS_WITH(f.bookings.upsert(broken, Key::reference), one);
  CHECK_THROWS_WITH(f.bookings.insert_or_ignore(broken), one);
  CHECK_THROWS_WITH(f.bookings.update(stored.id, {.notes = kBroken}), one);
  CHECK_THROWS_WITH(f.bookings.where(booking::price > 0).update({.notes = kBroken}), one);
  CHECK_THROWS_WITH(f.bookings.where(booking::price > 0).update(set(booking::notes, kBroken)), one);
  CHECK_THROWS_WITH(f.bookings.insert_many(rows), of_rows);
  CHECK_THROWS_WITH(f.bookings.upsert_many(rows, Key::reference), of_rows);
  CHECK_THROWS_WITH(f.bookings.insert_bulk(rows), of_rows);
  CHECK_THROWS_WITH(f.bookings.where(booking::notes == kBroken).count(), Catch::Equals("beside `notes`: " + kNul));
  CHECK_THROWS_WITH(f.bookings.where(booking::notes.lower() < kBroken).count(),
                    Catch::Equals("beside `lower(notes)`: " + kNul));
  CHECK(f.bookings.count() == 1);

  runtime::Pipeline pipeline(f.database);
  CHECK_THROWS_WITH(BookingPipeline(pipeline).insert(broken), one);
  const runtime::Pending<Booking> next = BookingPipeline(pipeline).insert(f.new_booking(2));
  pipeline.run();
  CHECK(next.get().reference == "R2");
}

TEST_CASE("such a column is called by its name, however SQL quotes it", "[unsendable][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  RoomRepository rooms(database);
  const NewRoom broken{.building = "North", .Condition_ = Condition::new_, .number = 1, .class_ = kBroken};
  const runtime::ErrorFields fields = fields_of([&] { rooms.insert(broken); });
  CHECK(fields.message == "column `class`: " + kNul);
  CHECK(fields.column == "class");
  CHECK_THROWS_WITH(rooms.insert_bulk({broken}), Catch::Equals("row 1, column `class`: " + kNul));
  NewRoom odd = broken;
  odd.class_ = "plain";
  odd.Condition_ = static_cast<Condition>(99);
  CHECK_THROWS_WITH(rooms.insert_many({odd}), Catch::Equals("row 1, column `Condition`: a number that is no "
                                                            "enumerator cannot be sent as an enum"));
}
