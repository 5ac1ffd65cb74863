// What an upsert leaves alone of a row that is there: what the new row does not say. NULL that is said is set.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query_event.hpp>
#include <schemac/runtime/select.hpp>

#include "booking.hpp"
#include "database/generated/bookings_of_ada.hpp"
#include "everything.hpp"
#include "guarded.hpp"
#include "parts/oddities.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::from_new, runtime::Numeric, runtime::set;

using Key = BookingRepository::Key;

namespace {

struct Fixture : tests::BookingsOfAda {
  /// A booking that says nothing of notes.
  NewBooking without_notes(int number) const {
    return {.user_id = ada.id,
            .reference = "R" + std::to_string(number),
            .during = tests::hour(number),
            .price = Numeric(number * 100)};
  }
};

struct Counted {
  explicit Counted(const std::string& url) : connection(url, options()) {}
  runtime::ConnectionOptions options() {
    runtime::ConnectionOptions counting;
    counting.on_query = [this](const runtime::QueryEvent& event) {
      if (event.sql.starts_with("INSERT ")) ++statements;
    };
    return counting;
  }
  std::size_t statements = 0;
  runtime::Connection connection;
};

}  // namespace

TEST_CASE("an upsert leaves what the new row leaves, and sets NULL that it says", "[write]") {
  Fixture f;
  const Booking first = f.bookings.upsert(f.new_booking(1), Key::reference);
  CHECK(first.notes == "note 1");
  NewBooking row = f.without_notes(1);
  const Booking again = f.bookings.upsert(row, Key::reference);
  CHECK(again.id == first.id);
  CHECK(again.price == 100);
  CHECK(again.notes == "note 1");
  row.notes = "other";
  CHECK(f.bookings.upsert(row, Key::reference).notes == "other");
  row.notes = std::optional<std::string>();
  CHECK_FALSE(f.bookings.upsert(row, Key::reference).notes);
  row.notes = "back";
  CHECK(f.bookings.upsert(row, Key::reference).notes == "back");
  row.notes = std::nullopt;
  CHECK_FALSE(f.bookings.upsert(row, Key::reference).notes);
  // What is left is NULL where the row is new.
  CHECK_FALSE(f.bookings.upsert(f.without_notes(2), Key::reference).notes);
  CHECK_FALSE(f.bookings.insert(f.without_notes(3)).notes);
}

TEST_CASE("assignments of an upsert say all that is set", "[write]") {
  Fixture f;
  f.bookings.insert(f.new_booking(1));
  const NewBooking row = f.without_notes(1);
  CHECK(f.bookings.upsert(row, Key::reference, {.status = BookingStatus::confirmed}).notes == "note 1");
  CHECK_FALSE(f.bookings.upsert(row, Key::reference, from_new(booking::notes)).notes);
  CHECK(f.bookings.upsert(row, Key::reference, {.notes = "patched"}).notes == "patched");
  CHECK(f.bookings.upsert(row, Key::reference, set(booking::price, 1)).notes == "patched");
  // A field of a new row is an optional to a query.
  const auto emptied = f.bookings.upsert(row, Key::reference, set(booking::notes, row.notes));
  CHECK_FALSE(emptied.notes);
  CHECK(f.bookings.where(booking::notes == row.notes).count() == 1);
}

TEST_CASE("the statement of an upsert, and that of a pipeline, leave what the new row leaves", "[write]") {
  Fixture f;
  f.bookings.insert(f.new_booking(1));
  NewBooking row = f.without_notes(1);
  CHECK_THAT(f.bookings.upserting(row, Key::reference).sql(), !Catch::Contains("notes = EXCLUDED.notes"));
  runtime::Pipeline pipeline(f.database);
  BookingPipeline bookings(pipeline);
  const auto left = bookings.upsert(row, Key::reference);
  row.notes = std::nullopt;
  CHECK_THAT(f.bookings.upserting(row, Key::reference).sql(), Catch::Contains("notes = EXCLUDED.notes"));
  const auto cleared = bookings.upsert(row, Key::reference);
  pipeline.run();
  CHECK(left.get().notes == "note 1");
  CHECK_FALSE(cleared.get().notes);
}

TEST_CASE("of many rows each leaves what it leaves, and they come back in their order", "[write]") {
  Fixture f;
  const std::vector<Booking> five = f.five();
  std::vector<NewBooking> rows{f.without_notes(5), f.new_booking(2), f.without_notes(7), f.without_notes(1),
                               f.without_notes(4)};
  rows[1].notes = "second";
  rows[3].notes = std::nullopt;
  Counted counted(f.url);
  BookingRepository bookings(counted.connection);
  const std::vector<Booking> there = bookings.upsert_many(rows, Key::reference);
  CHECK(counted.statements == 2);
  REQUIRE(there.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(there[i].reference == rows[i].reference.value());
  CHECK(there[0].id == five[4].id);
  CHECK(there[0].notes == "note 5");
  CHECK(there[0].price == 500);
  CHECK(there[1].notes == "second");
  CHECK_FALSE(there[2].notes);
  CHECK_FALSE(there[3].notes);
  CHECK(there[4].notes == "note 4");

  // Where assignments say what is set, nothing is split.
  counted.statements = 0;
  const auto raised = bookings.upsert_many(rows, Key::reference, set(booking::price, booking::price + 1));
  CHECK(raised[0].price == 501);
  CHECK(raised[0].notes == "note 5");
  CHECK(bookings.upsert_many(rows, Key::reference, {.notes = "all"})[3].notes == "all");
  CHECK(counted.statements == 2);
  // Nor is it where rows are inserted.
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].reference = "S" + std::to_string(i);
    rows[i].during = f.new_booking(static_cast<int>(10 + i)).during;
  }
  counted.statements = 0;
  CHECK(bookings.insert_many(rows)[1].notes == "second");
  CHECK(counted.statements == 1);
}

TEST_CASE("an upsert onto a row that is removed softly changes it, and leaves it removed", "[write][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  LabelRepository labels(database);
  const Label first = labels.insert({.title = "A title", .rating = 5.0F});
  labels.remove(first.id);
  const Label changed = labels.upsert({.title = "A title", .mail = "a@example.org"}, LabelRepository::Key::title);
  CHECK(changed.id == first.id);
  CHECK(changed.mail == "a@example.org");
  CHECK(changed.rating == 5.0F);
  CHECK(changed.deleted_at);
  CHECK_FALSE(labels.find(first.id));
  CHECK_FALSE(labels.insert_or_ignore({.title = "A title"}));
  CHECK(labels.restore(first.id));
  CHECK(labels.get(first.id).mail == "a@example.org");
}

TEST_CASE("a lookup does not outlive the encrypted value that it was of", "[write][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  LabelRepository labels(database);
  const auto key = LabelRepository::Key::title;
  labels.insert({.title = "A title", .remark = runtime::Ciphertext{}, .remark_lookup = runtime::Bytes(3)});
  CHECK(labels.upsert({.title = "A title"}, key).remark_lookup);
  CHECK_FALSE(labels.upsert({.title = "A title", .remark = std::nullopt}, key).remark_lookup);
}

TEST_CASE("rows of an entity with an array column leave what they leave", "[write][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  MaybeRepository maybes(database);
  using In = std::vector<std::int32_t>;
  const NewMaybe one{.id = 1, .yes = true, .words = "one", .wholes = In{1, 2}};
  const NewMaybe two{.id = 2, .yes = false, .exact = Numeric(2), .words = "two", .wholes = In{3}};
  static_cast<void>(maybes.insert_many({one, two}));
  const std::vector<Maybe> there = maybes.upsert_many(
      {{.id = 2, .words = "second"}, {.id = 1, .yes = std::nullopt}, {.id = 3}}, MaybeRepository::Key::primary_key);
  REQUIRE(there.size() == 3);
  CHECK(there[0].id == 2);
  CHECK(there[0].words == "second");
  CHECK(there[0].yes == false);
  CHECK(there[0].exact == Numeric(2));
  CHECK(there[0].wholes == In{3});
  CHECK(there[1].id == 1);
  CHECK_FALSE(there[1].yes);
  CHECK(there[1].words == "one");
  CHECK(there[1].wholes == In{1, 2});
  CHECK(there[2].id == 3);
  CHECK_FALSE(there[2].words);
  CHECK_FALSE(maybes.upsert({.id = 1, .wholes = std::nullopt}, MaybeRepository::Key::primary_key).wholes);
}

TEST_CASE("an upsert that has nothing to set gives the row that is there", "[write][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  MaybeRepository maybes(database);
  const auto key = MaybeRepository::Key::primary_key;
  const Maybe first = maybes.insert({.id = 1, .words = "one"});
  CHECK(maybes.upsert({.id = 1}, key) == first);
  CHECK(maybes.upsert_many({NewMaybe{.id = 1}, NewMaybe{.id = 2}}, key).at(0) == first);
  CHECK(maybes.count() == 2);

  ShelfRepository shelves(database);
  RoomRepository(database).insert({.building = "North", .Condition_ = Condition::new_, .number = 1});
  NewShelf row{.in_building = "North", .in_room = 1};
  const auto place = ShelfRepository::Key::in_building_and_in_room;
  const Shelf shelf = shelves.insert(row);
  row.above_id = shelf.id;
  CHECK(shelves.upsert(row, place).above_id == shelf.id);
  CHECK(shelves.upsert_many({NewShelf{.in_building = "North", .in_room = 1}}, place).at(0).above_id == shelf.id);
}
