// Loading along relations, on a server: Eventide's, and those of the second schema, which has every kind of them.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>

#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/people.hpp"
#include "database/generated/visitors.hpp"
#include "parts/oddities.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::count_of, runtime::has, runtime::load;

namespace {

/// How many statements the server has run in this session since it was last asked.
std::int64_t statements(runtime::Connection& database) {
  const auto result = database.query_unchecked_sql(
      "SELECT sum(calls) FROM pg_prepared_statements p, LATERAL (SELECT p.generic_plans + p.custom_plans AS calls) c "
      "WHERE p.name LIKE 'schemac%'");
  return result[0][0] ? std::stoll(std::string(*result[0][0])) : 0;
}

/// Ada has three bookings, Bob one, Cora none.
struct Fixture : tests::People {
  User ada = person("ada"), bob = person("bob"), cora = person("cora");

  Fixture() {
    for (int i = 1; i <= 3; ++i) book(ada, i);
    book(bob, 4);
  }
  void book(const User& of, int number) { People::book(of, "R" + std::to_string(number), number); }
};

}  // namespace

TEST_CASE("rows come with the many that refer to them, in one statement a level", "[relations]") {
  Fixture f;
  const auto query = f.users.query().order_by(user::email).with(user::bookings);
  static_cast<void>(query.all());  // prepares
  const std::int64_t before = statements(f.database);
  const auto people = query.all();
  CHECK(statements(f.database) - before == 2);
  REQUIRE(people.size() == 3);
  CHECK(people[0].email == "ada@example.org");
  REQUIRE(people[0][user::bookings].size() == 3);
  CHECK(people[1][user::bookings].at(0).reference == "R4");
  CHECK(people[2][user::bookings].empty());
  CHECK(static_cast<const User&>(people[0]) == f.ada);
}

TEST_CASE("one key column that bytes tell apart is asked for as people write it, of the rows alone", "[relations]") {
  Fixture f;
  static_cast<void>(f.users.query().with(user::bookings).all());
  const auto asked = f.database.query_unchecked_sql(
      "SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%public.bookings%' AND statement LIKE '% = "
      "ANY(%'");
  REQUIRE(asked.size() == 1);
  const std::string statement(asked[0].text("statement"));
  CHECK(statement.starts_with("SELECT id, user_id, "));
  CHECK(statement.ends_with(" FROM public.bookings WHERE user_id = ANY($1::uuid[]) ORDER BY id"));
}

TEST_CASE("rows come with the one that they refer to, however many share it", "[relations]") {
  Fixture f;
  const auto all = f.bookings.query().order_by(booking::reference).with(booking::user).all();
  REQUIRE(all.size() == 4);
  for (int i = 0; i < 3; ++i) CHECK(all[static_cast<std::size_t>(i)][booking::user] == f.ada);
  CHECK(all[3][booking::user]->first_name == "bob");
  f.users.remove(f.bob.id);
  CHECK_FALSE(f.bookings.where(booking::reference == "R4").with(booking::user).one()[booking::user]);
  CHECK(f.bookings.where(booking::reference == "R4").with(load(booking::user).with_deleted()).one()[booking::user]);
}

TEST_CASE("what is loaded can be chosen, ordered and bounded for each row, and loaded further", "[relations]") {
  Fixture f;
  const auto people = f.users.query()
                          .order_by(user::email)
                          .with(load(user::bookings)
                                    .where(booking::price > 10)
                                    .order_by(booking::price.desc())
                                    .limit(1)
                                    .with(booking::user))
                          .all();
  REQUIRE(people.size() == 3);
  REQUIRE(people[0][user::bookings].size() == 1);
  const auto& dearest = people[0][user::bookings][0];
  CHECK(dearest.reference == "R3");
  CHECK(dearest[booking::user] == f.ada);
  CHECK(people[1][user::bookings].at(0)[booking::user]->id == f.bob.id);
  CHECK(people[2][user::bookings].empty());
  const auto deep =
      f.bookings.query().order_by(booking::reference).with(load(booking::user).with(user::bookings)).all();
  CHECK((*deep[0][booking::user])[user::bookings].size() == 3);
  CHECK((*deep[3][booking::user])[user::bookings].size() == 1);
}

TEST_CASE("one row comes with its relations, and none with none", "[relations]") {
  Fixture f;
  CHECK(f.users.where(user::id == f.ada.id).with(user::bookings).one()[user::bookings].size() == 3);
  CHECK(f.users.query().order_by(user::email).with(user::bookings).first()->email == "ada@example.org");
  CHECK_FALSE(f.users.where(user::email == "nobody").with(user::bookings).optional_one());
  CHECK_THROWS_AS(f.users.where(user::email == "nobody").with(user::bookings).one(), runtime::NotFound);
  CHECK(f.users.where(user::email == "nobody").with(user::bookings).all().empty());
  CHECK_THROWS_AS(runtime::from<User>().with(user::bookings).all(), runtime::UsageError);
}

TEST_CASE("a query is told more after what it loads as well as before", "[relations]") {
  Fixture f;
  const auto everybody = runtime::from<User>().with(user::bookings);
  const auto some = everybody.on(f.database).where(user::email != "bob@example.org").order_by(user::email.desc());
  CHECK(some.limit(1).one().email == "cora@example.org");
  const auto second = some.offset(1).limit(1).one();
  CHECK(second.email == "ada@example.org");
  CHECK(second[user::bookings].size() == 3);
  CHECK(some.for_update().skip_locked().sql().find(" FOR UPDATE SKIP LOCKED\n") != std::string::npos);
  CHECK(some.for_share().nowait().all().size() == 2);
  CHECK(everybody.on(f.database).distinct_on(user::email).order_by(user::email).all().size() == 3);
  f.users.remove(f.ada.id);
  CHECK(some.count() == 1);
  CHECK(some.with_deleted().count() == 2);
}

TEST_CASE("what is related is counted and asked for without being read", "[relations]") {
  Fixture f;
  const auto counts =
      f.users.query()
          .order_by(count_of(user::bookings).desc(), user::email)
          .select(user::first_name, count_of(user::bookings), count_of(user::bookings, booking::price > 10))
          .all();
  using Counted = std::tuple<std::string, std::int64_t, std::int64_t>;
  CHECK(counts == std::vector<Counted>{{"ada", 3, 2}, {"bob", 1, 1}, {"cora", 0, 0}});
  CHECK(f.users.where(has(user::bookings)).count() == 2);
  CHECK(f.users.where(!has(user::bookings)).one().id == f.cora.id);
  CHECK(f.users.where(has(user::bookings, booking::price > 30)).one().id == f.bob.id);
  CHECK(f.users.where(count_of(user::bookings) > 2).one().id == f.ada.id);
  CHECK(f.bookings.where(has(booking::user, user::email == "bob@example.org")).one().reference == "R4");
  f.users.remove(f.bob.id);
  CHECK(f.bookings.where(!has(booking::user)).count() == 1);
}

TEST_CASE("relations go to the same entity, over a table between, and by keys that only PostgreSQL finds equal",
          "[relations][second]") {
  using namespace museum;
  using namespace museum::catalogue;
  tests::Visitors f;
  auto& [database, visitors] = f;
  const Visitor eve = f.visitor("Eve"), kid = f.visitor("Kid", eve.id), tot = f.visitor("Tot", eve.id);
  TicketRepository tickets(database);
  for (int i = 0; i < 3; ++i) tickets.insert({});
  EntryRepository entries(database);
  entries.insert({.visitor_id = eve.id, .ticket_id = 1});
  entries.insert({.visitor_id = eve.id, .ticket_id = 3});
  entries.insert({.visitor_id = kid.id, .ticket_id = 3});
  LockerRepository(database).insert({.visitor_id = kid.id});

  const auto all = visitors.query()
                       .order_by(museum::visitor::name)
                       .with(museum::visitor::wards, museum::visitor::guardian, museum::visitor::tickets,
                             museum::visitor::motto, museum::visitor::locker)
                       .all();
  REQUIRE(all.size() == 3);
  CHECK(all[0][museum::visitor::wards].size() == 2);
  CHECK_FALSE(all[0][museum::visitor::guardian]);
  CHECK(all[1][museum::visitor::guardian]->name == "Eve");
  CHECK(all[0][museum::visitor::tickets] == std::vector<Ticket>{{1}, {3}});
  CHECK(all[1][museum::visitor::tickets] == std::vector<Ticket>{{3}});
  CHECK(all[2][museum::visitor::tickets].empty());
  CHECK(all[2][museum::visitor::motto]->text == "Carpe");
  CHECK(all[1][museum::visitor::locker]->visitor_id == kid.id);
  CHECK_FALSE(all[0][museum::visitor::locker]);
  const auto first = visitors.query()
                         .order_by(museum::visitor::name)
                         .with(load(museum::visitor::tickets).order_by(ticket::id.desc()).limit(1))
                         .all();
  CHECK(first[0][museum::visitor::tickets] == std::vector<Ticket>{{3}});
  const auto further = visitors.query().with(museum::visitor::tickets).with(museum::visitor::wards);
  CHECK(further.order_by(museum::visitor::name).first()->operator[](museum::visitor::tickets).size() == 2);
  CHECK(further.where(museum::visitor::name == "Eve").one()[museum::visitor::wards].size() == 2);
  CHECK(visitors.where(has(museum::visitor::tickets, ticket::id == 1)).one().name == "Eve");
  CHECK(visitors.query().join(museum::visitor::tickets).count() == 3);
  CHECK(visitors.query().select(count_of(museum::visitor::tickets)).order_by(museum::visitor::name).all() ==
        std::vector<std::int64_t>{2, 1, 0});

  // Of the same entity, related rows are spoken of by an alias.
  namespace v = museum::visitor;
  constexpr auto other = runtime::as<Visitor, "other">;
  const auto names = [&](const runtime::Condition<Visitor>& condition) {
    return visitors.where(condition).order_by(v::name).select(v::name).all();
  };
  CHECK(names(has(v::wards)) == std::vector<std::string>{"Eve"});
  CHECK(names(!has(v::guardian)) == std::vector<std::string>{"Eve"});
  CHECK(names(has(v::guardian, other, other[v::name] == "eve")) == std::vector<std::string>{"Kid", "Tot"});
  CHECK(names(has(v::guardian, other, other[v::name] > v::name)).empty());
  CHECK(names(has(v::wards, other, other[v::name] == "tot" && v::name == "eve")) == std::vector<std::string>{"Eve"});
  CHECK(visitors.query()
            .order_by(v::name)
            .select(count_of(v::wards), count_of(v::wards, other, other[v::name] != "Kid"))
            .all() == std::vector<std::tuple<std::int64_t, std::int64_t>>{{2, 1}, {0, 0}, {0, 0}});
  constexpr auto one = runtime::as<Ticket, "one">;
  CHECK(names(has(v::tickets, one, one[ticket::id] == 1)) == std::vector<std::string>{"Eve"});
}

namespace {

/// Eve comes back to three shelves, Kid to the first, Tot to none.
struct Favourites : tests::Visitors {
  museum::catalogue::ShelfRepository shelves{database};
  museum::FavouriteRepository favourites{database};
  std::vector<museum::catalogue::Shelf> shelf;
  std::vector<museum::Favourite> eves;
  museum::Favourite kids;

  Favourites() {
    museum::catalogue::RoomRepository rooms(database);
    for (std::int16_t number = 1; number <= 3; ++number) {
      rooms.insert({.building = "North",
                    .Condition_ = museum::catalogue::Condition::new_,
                    .number = number,
                    .class_ = "c" + std::to_string(number)});
      shelf.push_back(shelves.insert({.in_building = "North", .in_room = number}));
    }
    const runtime::Uuid eve = visitor("Eve").id, kid = visitor("Kid").id;
    visitor("Tot");
    for (const auto& each : shelf) eves.push_back(favourites.insert({.visitor_id = eve, .shelf_id = each.id}));
    kids = favourites.insert({.visitor_id = kid, .shelf_id = shelf[0].id});
  }
  /// How many shelves each has, in every way to ask for them.
  void check(const std::vector<std::int64_t>& expected) {
    namespace v = museum::visitor;
    namespace s = museum::catalogue::shelf;
    constexpr auto other = runtime::as<museum::catalogue::Shelf, "other">;
    const auto by_name = visitors.query().order_by(v::name);
    std::vector<std::int64_t> loaded, bounded;
    for (const auto& each : by_name.with(v::shelves).all())
      loaded.push_back(static_cast<std::int64_t>(each[v::shelves].size()));
    CHECK(loaded == expected);
    for (const auto& each : by_name.with(load(v::shelves).limit(9)).all())
      bounded.push_back(static_cast<std::int64_t>(each[v::shelves].size()));
    CHECK(bounded == expected);
    CHECK(by_name.select(count_of(v::shelves)).all() == expected);
    CHECK(by_name.select(count_of(v::shelves, other, other[s::in_room] > 0)).all() == expected);
    std::int64_t some = 0, all = 0;
    for (const std::int64_t each : expected) {
      some += each > 0;
      all += each;
    }
    const std::int64_t none = static_cast<std::int64_t>(expected.size()) - some;
    CHECK(visitors.where(has(v::shelves)).count() == some);
    CHECK(visitors.where(has(v::shelves, s::in_room > 0)).count() == some);
    CHECK(visitors.query().join(v::shelves).count() == all);
    CHECK(visitors.query().join(v::shelves, other).where(other[s::in_room] > 0).count() == all);
    CHECK(visitors.query().left_join(v::shelves).count() == all + none);
    CHECK(visitors.query().left_join(v::shelves).where(s::id.is_null()).count() == none);
    CHECK(visitors.query().left_join(v::shelves, other).where(other[s::id].is_null()).count() == none);
  }
};

}  // namespace

TEST_CASE("a query goes several times through the table between, and reads it by itself", "[relations][second]") {
  Favourites f;
  namespace v = museum::visitor;
  namespace s = museum::catalogue::shelf;
  namespace fav = museum::favourite;
  constexpr auto other = runtime::as<museum::catalogue::Shelf, "other">;
  const auto twice = f.visitors.query().join(v::shelves).left_join(v::shelves, other);
  CHECK(twice.count() == 10);  // three with three, one with one
  CHECK(twice.where(other[s::id] == s::id).count() == 4);
  CHECK(f.visitors.query().join<museum::Favourite>(fav::visitor_id == v::id).join(v::shelves).count() == 10);
  CHECK(f.favourites.query().join(fav::visitor).join(v::shelves).where(fav::shelf_id == s::id).count() == 4);
  f.favourites.remove(f.eves[0].id);
  CHECK(twice.count() == 5);
}

TEST_CASE("a row between that was removed softly relates nothing", "[relations][second]") {
  Favourites f;
  f.check({3, 1, 0});
  f.favourites.remove(f.eves[0].id);
  f.check({2, 1, 0});
  f.favourites.remove(f.kids.id);
  f.check({2, 0, 0});
  f.favourites.restore(f.kids.id);
  f.check({2, 1, 0});
  // Whoever asks for removed shelves gets those of the links that are there.
  namespace v = museum::visitor;
  f.shelves.remove(f.shelf[0].id);
  f.shelves.remove(f.shelf[1].id);
  const auto with_removed = load(v::shelves).with_deleted();
  CHECK(f.visitors.where(v::name == "Eve").with(with_removed).one()[v::shelves].size() == 2);
  CHECK(f.visitors.where(v::name == "Kid").with(with_removed).one()[v::shelves].size() == 1);
}

TEST_CASE("a left join along a table between gives a row of NULL to those alone that have none",
          "[relations][second]") {
  Favourites f;
  f.shelves.remove(f.shelf[0].id);
  f.check({2, 0, 0});
  f.shelves.remove(f.shelf[1].id);
  f.shelves.remove(f.shelf[2].id);
  f.check({0, 0, 0});
}

TEST_CASE("a thousand rows with their relations are two statements", "[relations][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  RoomRepository rooms(database);
  ShelfRepository shelves(database);
  std::vector<NewRoom> many;
  std::vector<NewShelf> shelf_rows;
  for (std::int16_t i = 1; i <= 500; ++i) {
    many.push_back({.building = "North",
                    .Condition_ = museum::catalogue::Condition::new_,
                    .number = i,
                    .class_ = "c",
                    .limit = i});
    shelf_rows.push_back({.in_building = "North", .in_room = i});
  }
  for (NewRoom& row : many) row.class_ = "c" + std::to_string(row.number.value());
  rooms.insert_many(many);
  const std::vector<Shelf> upper = shelves.insert_many(shelf_rows);
  shelves.query().everywhere().update({.above_id = upper[0].id});
  const auto loaded = shelves.query().order_by(shelf::id).with(shelf::below, shelf::above).all();
  REQUIRE(loaded.size() == 500);
  CHECK(loaded[0][shelf::below].size() == 500);
  CHECK(loaded[1][shelf::below].empty());
  for (const auto& each : loaded) CHECK(each[shelf::above]->id == upper[0].id);
}
