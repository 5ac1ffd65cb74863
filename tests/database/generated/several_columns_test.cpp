// Relations along foreign keys of several columns: rooms are known by building and number, shelves stand in one and may
// have a spare one.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "database/generated/database.hpp"
#include "parts/oddities.hpp"

using namespace schemac;
using namespace museum::catalogue;
using runtime::count_of, runtime::has;

namespace {

using Strings = std::vector<std::string>;

/// Rooms 1 and 2 of East and 1 of West. Shelves in the first two; that of East 1 may go to West, that of East 2 to
/// number 1 of nobody knows where.
struct House {
  runtime::Connection database{tests::second_database()};
  RoomRepository rooms{database};
  ShelfRepository shelves{database};

  House() {
    room("East", 1);
    room("East", 2);
    room("West", 1);
    shelves.insert({.in_building = "East", .in_room = 1, .spare_building = "West", .spare_room = 1});
    shelves.insert({.in_building = "East", .in_room = 2, .spare_room = 1});
  }
  void room(const std::string& building, std::int16_t number) {
    rooms.insert(
        {.building = building, .Condition_ = Condition::new_, .number = number, .class_ = building, .limit = number});
  }
  auto in_order() const { return shelves.query().order_by(shelf::in_room); }
  auto rooms_in_order() const { return rooms.query().order_by(room::building, room::number); }
};

}  // namespace

TEST_CASE("rows are loaded along a foreign key of several columns", "[relations][second]") {
  const House h;
  const auto shelves = h.in_order().with(shelf::room, shelf::spare).all();
  REQUIRE(shelves.size() == 2);
  CHECK(shelves[0][shelf::room].value().building == "East");
  CHECK(shelves[0][shelf::room].value().number == 1);
  CHECK(shelves[1][shelf::room].value().number == 2);
  CHECK(shelves[0][shelf::spare].value().building == "West");
  CHECK_FALSE(shelves[1][shelf::spare]);  // one of its two columns is NULL
}

TEST_CASE("the other side of several columns is one row or many", "[relations][second]") {
  House h;
  h.room("West", 9);
  h.shelves.insert({.in_building = "West", .in_room = 9, .spare_building = "West", .spare_room = 1});
  const auto rooms = h.rooms_in_order().with(room::shelf, runtime::load(room::spared).order_by(shelf::in_room)).all();
  REQUIRE(rooms.size() == 4);
  CHECK(rooms[0][room::shelf].value().in_room == 1);
  CHECK_FALSE(rooms[2][room::shelf]);
  REQUIRE(rooms[2][room::spared].size() == 2);
  CHECK(rooms[2][room::spared][1].in_room == 9);
  CHECK(rooms[0][room::spared].empty());
  const auto first =
      h.rooms_in_order().with(runtime::load(room::spared).order_by(shelf::in_room.desc()).limit(1)).all();
  CHECK(first[2][room::spared].at(0).in_room == 9);
  const auto deep =
      h.in_order().with(runtime::load(shelf::spare).with(runtime::load(room::spared).with(shelf::room))).all();
  CHECK(deep[0][shelf::spare].value()[room::spared].size() == 2);
}

TEST_CASE("joins, conditions and counts go along several columns", "[relations][second]") {
  const House h;
  CHECK(h.in_order().join(shelf::spare).select(room::building).all() == Strings{"West"});
  CHECK(h.in_order().left_join(shelf::spare).select(room::building).all() ==
        std::vector<std::optional<std::string>>{"West", std::nullopt});
  CHECK(h.rooms_in_order().join(room::shelf).select(shelf::in_room).all() == std::vector<std::int16_t>{1, 2});
  CHECK(h.in_order().where(has(shelf::spare)).select(shelf::in_room).all() == std::vector<std::int16_t>{1});
  CHECK(h.rooms.where(!has(room::shelf)).select(room::building).all() == Strings{"West"});
  CHECK(h.rooms_in_order().select(count_of(room::shelf), count_of(room::spared)).all() ==
        std::vector<std::tuple<std::int64_t, std::int64_t>>{{1, 0}, {1, 0}, {0, 1}});
  CHECK(h.in_order().join(shelf::room).where(has(shelf::spare, room::number == 1)).count() == 1);
}
