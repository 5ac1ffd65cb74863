// Rows that a query chooses are changed, and rows that may be there already are inserted: Eventide's.
#include <algorithm>
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>
#include <stdexcept>

#include "audit_log.hpp"
#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/bookings_of_ada.hpp"
#include "database/generated/samples.hpp"
#include "parts/oddities.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;
using runtime::Numeric, runtime::Uuid, runtime::set;

using Fixture = tests::BookingsOfAda;

TEST_CASE("an update changes the rows that a condition chooses, and says how many", "[write]") {
  Fixture f;
  f.five();
  CHECK(f.bookings.where(booking::price > 30).update({.status = BookingStatus::confirmed, .notes = std::nullopt}) == 2);
  CHECK(f.bookings.where(booking::status == BookingStatus::confirmed && booking::notes == std::nullopt).count() == 2);
  CHECK(f.bookings.where(booking::price > 99).update({.notes = "none"}) == 0);
  const auto dearer = f.bookings.where(booking::reference == "R1")
                          .update_returning(set(booking::price, booking::price * 3), set(booking::notes, std::nullopt),
                                            set(booking::status, BookingStatus::cancelled));
  REQUIRE(dearer.size() == 1);
  CHECK(dearer[0].price == 30);
  CHECK_FALSE(dearer[0].notes);
  CHECK(dearer[0] == f.bookings.get(dearer[0].id));
}

TEST_CASE("a change without a choice is refused before anything is sent", "[write]") {
  Fixture f;
  f.five();
  const runtime::Condition<Booking> nothing_asked;
  CHECK_THROWS_AS(f.bookings.where(nothing_asked).update({.notes = "all"}), runtime::UsageError);
  CHECK_THROWS_AS(f.bookings.query().remove(), runtime::UsageError);
  CHECK_THROWS_AS(f.bookings.query().hard_remove(), runtime::UsageError);
  CHECK_THROWS_AS(f.users.query().restore(), runtime::UsageError);
  CHECK_THROWS_WITH(f.bookings.where(booking::price > 0).update(BookingPatch{}), Contains("there is nothing to set"));
  CHECK_THROWS_WITH(f.bookings.where(booking::price > 0).update(set(booking::price, 1), set(booking::price, 2)),
                    "the column price is set twice");
  CHECK(f.bookings.count() == 5);
  CHECK(f.bookings.query().everywhere().update({.notes = "all"}) == 5);
  CHECK(f.bookings.query().everywhere().remove() == 5);
}

TEST_CASE("rows are removed by a condition, softly where they can be, and come back", "[write]") {
  Fixture f;
  f.five();
  const User bob = f.users.insert(Fixture::new_user("bob@example.org"));
  CHECK(f.bookings.where(booking::price < 30).remove() == 2);
  CHECK(f.bookings.where(booking::price == 30).remove_returning().at(0).reference == "R3");
  CHECK(f.users.where(user::email == "bob@example.org").remove() == 1);
  CHECK(f.users.where(user::email == "bob@example.org").remove() == 0);
  CHECK(f.users.where(user::email == "bob@example.org").update({.first_name = "Bobby"}) == 0);
  CHECK(f.users.where(user::email == "bob@example.org").with_deleted().update({.first_name = "Bobby"}) == 1);
  CHECK(f.users.count() == 1);
  CHECK(f.users.where(user::email.ends_with("example.org")).restore() == 1);
  CHECK(f.users.get(bob.id).first_name == "Bobby");
  f.users.remove(bob.id);
  CHECK(f.users.where(user::id == bob.id).hard_remove() == 1);
  CHECK_FALSE(f.users.exists(bob.id, runtime::Deleted::include));
}

TEST_CASE("rows of other tables choose by exists and in", "[write]") {
  Fixture f;
  f.five();
  using runtime::from;
  const auto of_ada = from<User>().where(user::id == booking::user_id && user::email == "ada@example.org");
  CHECK(f.bookings.where(exists(of_ada) && booking::price > 30).update({.notes = "hers"}) == 2);
  CHECK(f.bookings.where(booking::user_id.in(from<User>().select(user::id)) && booking::price > 30).remove() == 2);
  CHECK(f.users.where(!exists(from<Booking>().where(booking::user_id == user::id))).remove() == 0);
}

TEST_CASE("a queue takes some rows in an order, and passes by what others hold", "[write]") {
  Fixture f;
  f.five();
  runtime::Connection other(f.url);
  runtime::Transaction mine(f.database), theirs(other);
  const auto take = [](runtime::Executor& executor) {
    return runtime::from<Booking>(executor)
        .where(booking::status == BookingStatus::pending)
        .order_by(booking::reference)
        .limit(2)
        .for_update()
        .skip_locked()
        .update_returning({.status = BookingStatus::confirmed});
  };
  const auto first = take(mine), second = take(theirs);
  REQUIRE(first.size() == 2);
  REQUIRE(second.size() == 2);
  CHECK(first[0].reference == "R1");
  CHECK(first[1].reference == "R2");
  CHECK(second[0].reference == "R3");
  CHECK(second[1].reference == "R4");
  theirs.commit();
  mine.commit();
  CHECK(f.bookings.query().limit(1).remove() == 1);
}

TEST_CASE("rows that were changed come in the order of the query", "[write]") {
  Fixture f;
  std::vector<NewBooking> many;
  for (int number = 1; number <= 40; ++number) many.push_back(f.new_booking((number * 7) % 41));
  f.bookings.insert_many(many);
  const auto falling = f.bookings.query().order_by(booking::price.desc());
  const auto is_falling = [](const std::vector<Booking>& rows) {
    return std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.price > b.price; });
  };
  const std::vector<Booking> expected = falling.all();
  // What decides the order may be changed by the same statement.
  const auto raised =
      falling.everywhere().update_returning(set(booking::price, runtime::Numeric(500) - booking::price));
  REQUIRE(raised.size() == 40);
  for (std::size_t at = 0; at < raised.size(); ++at) CHECK(raised[at].id == expected[at].id);
  const auto taken = falling.limit(5).for_update().skip_locked().update_returning({.notes = "taken"});
  CHECK(taken.size() == 5);
  CHECK(is_falling(taken));
  const auto gone = falling.where(booking::notes != "taken").limit(7).remove_returning();
  CHECK(gone.size() == 7);
  CHECK(is_falling(gone));
  const auto erased = f.users.query().order_by(user::email.desc()).limit(1).remove_returning();
  CHECK(erased.size() == 1);
}

TEST_CASE("a write whose row cannot be read says that it is done", "[write]") {
  Fixture f;
  f.five();
  const auto refused = [&](const auto& call) {
    try {
      call();
    } catch (const runtime::DecodeError& error) {
      return error;
    }
    throw std::logic_error("it did not throw");
  };
  f.database.execute_unchecked_sql(
      "ALTER TYPE booking_status ADD VALUE 'lost'; CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS "
      "$$ BEGIN NEW.status = 'lost'; RETURN NEW; END $$; "
      "CREATE TRIGGER lose BEFORE UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION lose()");
  const auto update = [&](runtime::Executor& executor) {
    runtime::from<Booking>(executor).where(booking::reference == "R1").update_returning({.notes = "read"});
  };
  const runtime::DecodeError alone = refused([&] { update(f.database); });
  CHECK_THAT(alone.what(), Contains("column `status`") && Contains("has been carried out, and is committed"));
  CHECK(alone.fields().may_be_committed);
  {
    runtime::Transaction transaction(f.database);
    const runtime::DecodeError within = refused([&] { update(transaction); });
    CHECK_THAT(within.what(), Contains("column `status`") && !Contains("committed"));
  }
  const runtime::DecodeError read = refused([&] { static_cast<void>(f.bookings.query().all()); });
  CHECK_THAT(read.what(), Contains("column `status`") && !Contains("committed"));
  const runtime::DecodeError ordered =
      refused([&] { f.bookings.query().order_by(booking::id).everywhere().remove_returning(); });
  CHECK_THAT(ordered.what(), Contains("column `status`") && Contains("is committed"));
}

TEST_CASE("a limit holds for what is changed, whatever the planner makes of the statement", "[write]") {
  Fixture f;
  f.bookings.insert(f.new_booking(1));
  // One row when the table was looked at, and more now: how a queue lives. Each plan reads the keys within a loop then.
  f.database.execute_unchecked_sql("VACUUM ANALYZE bookings");
  std::vector<NewBooking> more;
  for (int number = 2; number <= 41; ++number) more.push_back(f.new_booking(number));
  f.bookings.insert_many(more);
  f.database.execute_unchecked_sql("SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_hashagg = off");

  const auto pending = f.bookings.where(booking::status == BookingStatus::pending);
  const auto queue = pending.order_by(booking::price).limit(3).for_update().skip_locked();
  const auto taken = queue.update_returning({.status = BookingStatus::confirmed});
  REQUIRE(taken.size() == 3);
  CHECK(pending.count() == 38);
  for (const Booking& each : taken) CHECK(each.price <= 30);
  CHECK(pending.limit(3).update({.status = BookingStatus::cancelled}) == 3);
  CHECK(pending.order_by(booking::price).limit(3).remove() == 3);
  CHECK(pending.order_by(booking::price).limit(3).skip_locked().remove_returning().size() == 3);
  CHECK(pending.count() == 29);
  CHECK(f.users.query().limit(0).remove() == 0);
  CHECK(f.users.query().limit(1).remove() == 1);
  CHECK(f.users.query().limit(2).restore() == 1);
}

TEST_CASE("what tells rows apart or puts them together chooses none to be changed", "[write]") {
  Fixture f;
  f.five();
  const auto some = f.bookings.where(booking::price > 0);
  CHECK_THROWS_AS(some.distinct().remove(), runtime::UsageError);
  CHECK_THROWS_AS(some.distinct_on(booking::status).limit(1).update({.notes = "one of each"}), runtime::UsageError);
  CHECK_THROWS_WITH(some.group_by(booking::user_id).having(runtime::count() > 100).update({.notes = "many"}),
                    Contains("groups and DISTINCT choose none of them"));
  CHECK_THROWS_AS(some.distinct().removing(), runtime::UsageError);
  CHECK_THROWS_AS(some.having(runtime::count() > 100).remove(), runtime::UsageError);
  CHECK(f.bookings.where(booking::notes == "many" || booking::notes == "one of each").count() == 0);
  CHECK(f.bookings.count() == 5);
}

TEST_CASE("an update by the version that was seen changes nothing that somebody else has changed", "[write]") {
  Fixture f;
  const Booking seen = f.five()[0];
  f.bookings.update(seen.id, {.notes = "meanwhile"});
  const auto mine = booking::id == seen.id && booking::updated_at == seen.updated_at;
  CHECK(f.bookings.where(mine).update({.notes = "mine"}) == 0);
  CHECK(f.bookings.get(seen.id).notes == "meanwhile");
}

TEST_CASE("many rows are found by their keys in one statement", "[write]") {
  Fixture f;
  const auto five = f.five();
  CHECK(f.bookings.find_many({five[0].id, five[4].id, Uuid{}, five[0].id}).size() == 2);
  CHECK(f.bookings.find_many({}).empty());
  f.users.remove(f.ada.id);
  CHECK(f.users.find_many({f.ada.id}).empty());
  CHECK(f.users.find_many({f.ada.id}, runtime::Deleted::include).size() == 1);
}

TEST_CASE("a bulk of rows goes by COPY, whichever fields each leaves out, all or none", "[write]") {
  Fixture f;
  std::vector<NewBooking> rows;
  for (int i = 1; i <= 10; ++i) {
    rows.push_back(f.new_booking(i));
    if (i % 3 == 0) rows.back().notes = std::nullopt;
    if (i % 4 == 0) rows.back().status = BookingStatus::confirmed;
  }
  CHECK(f.bookings.insert_bulk(rows) == 10);
  CHECK(f.bookings.insert_bulk({}) == 0);
  CHECK(f.bookings.where(booking::notes == std::nullopt).count() == 3);
  CHECK(f.bookings.where(booking::status == BookingStatus::confirmed).count() == 2);
  const Booking one = f.bookings.where(booking::reference == "R7").one();
  CHECK(one.price == 70);
  CHECK(one.during == tests::hour(7));
  CHECK(one.notes == "note 7");
  CHECK(one.created_at.is_finite());

  rows = {f.new_booking(11), f.new_booking(1)};
  CHECK_THROWS_AS(f.bookings.insert_bulk(rows), runtime::UniqueViolation);
  rows[1] = f.new_booking(12);
  rows[1].status = BookingStatus::cancelled;
  rows[1].price = Numeric("123456789");
  CHECK_THROWS_AS(f.bookings.insert_bulk(rows), runtime::DataException);
  rows[1] = f.new_booking(12);
  rows[1].reference = std::string("a\0b", 3);
  CHECK_THROWS_AS(f.bookings.insert_bulk(rows), runtime::InvalidValue);
  CHECK(f.bookings.count() == 10);
  for (const char* hostile : {"'; DROP TABLE bookings; --", "\\.", "\\N", "\t\n", "Ω"}) {
    f.bookings.query().everywhere().remove();
    rows = {f.new_booking(1)};
    rows[0].notes = hostile;
    CHECK(f.bookings.insert_bulk(rows) == 1);
    CHECK(f.bookings.query().one().notes == hostile);
  }
  runtime::Transaction transaction(f.database);
  BookingRepository(transaction).insert_bulk({f.new_booking(2)});
  transaction.rollback();
  CHECK(f.bookings.count() == 1);
}

TEST_CASE("a hundred thousand rows are a bulk like any other", "[write]") {
  Fixture f;
  AuditLogRepository logs(f.database);
  std::vector<NewAuditLog> rows;
  for (int i = 0; i < 100'000; ++i)
    rows.push_back({.actor_id = f.ada.id, .action = "action", .details = runtime::Json{"{\"n\": 1}"}});
  CHECK(logs.insert_bulk(rows) == 100'000);
  CHECK(logs.where(audit_log::details.has_key("n") && audit_log::actor_id == f.ada.id).count() == 100'000);
}

TEST_CASE("a bulk has every type, by COPY where it can be and else row by row", "[write][second]") {
  runtime::Connection database(tests::second_database());
  museum::catalogue::MaybeRepository maybes(database);
  CHECK(maybes.insert_bulk({{}, {.whole = 3}, {.words = "w"}}) == 3);
  museum::catalogue::ListsRepository lists(database);
  CHECK(lists.insert_bulk({tests::sample_lists()}) == 1);
  museum::catalogue::EverythingRepository rows(database);
  CHECK(rows.insert_bulk({tests::one_of_everything(), tests::one_of_everything()}) == 2);
  museum::catalogue::TicketRepository tickets(database);
  CHECK(tickets.insert_bulk({{}, {.id = 9}, {}}) == 3);
  CHECK(museum::catalogue::TickRepository(database).insert_bulk({{}, {}}) == 2);
}

TEST_CASE("hostile values stay values in every statement that writes", "[write]") {
  Fixture f;
  f.five();
  for (const char* hostile : {"'; DROP TABLE bookings; --", "$1", "\\", "%_", "{}", "\"", "NULL", "DEFAULT", "Ω\n"}) {
    CHECK(f.bookings.where(booking::notes == hostile).update({.notes = "x"}) == 0);
    CHECK(f.bookings.where(booking::reference == "R1").update({.notes = hostile}) == 1);
    CHECK(f.bookings.where(booking::notes == hostile).update(set(booking::notes, hostile)) == 1);
    NewBooking row = f.new_booking(1);
    row.notes = hostile;
    CHECK(f.bookings.upsert(row, BookingRepository::Key::reference).notes == hostile);
    CHECK(f.bookings.where(booking::notes.in({hostile})).count() == 1);
    CHECK(f.bookings.where(booking::notes == hostile && booking::reference == "R9").remove() == 0);
  }
  CHECK_THROWS_AS(f.bookings.where(booking::price > 0).update({.notes = std::string("a\0b", 3)}),
                  runtime::InvalidValue);
  CHECK(f.bookings.count() == 5);
}

TEST_CASE("entities with odd names, keys of several columns or nothing to change are written the same way",
          "[write][second]") {
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  RoomRepository rooms(database);
  const NewRoom north{.building = "North", .Condition_ = museum::catalogue::Condition::new_, .number = 1, .limit = 200};
  rooms.insert(north);
  const Room again = rooms.upsert(north, RoomRepository::Key::primary_key, {.limit = 300});
  CHECK(again.limit == 300);
  CHECK(again.twice == 600);
  NewRoom south = north;
  south.building = "South";
  south.operator_ = "Eve";
  CHECK(rooms.upsert(south, RoomRepository::Key::class_).building == "North");
  CHECK(rooms.where(room::operator_ == "Eve").update(set(room::limit, room::limit + 1)) == 1);
  CHECK(rooms.query().order_by(room::number).limit(1).update({.class_ = "grand"}) == 1);
  CHECK(rooms.where(room::class_ == "grand").remove() == 1);

  WordRepository words(database);
  CHECK(words.upsert({.text = "Hello"}, WordRepository::Key::primary_key).text == "Hello");
  CHECK(words.upsert({.text = "HELLO"}, WordRepository::Key::primary_key).text == "HELLO");
  CHECK(words.count() == 1);
  CHECK_FALSE(words.insert_or_ignore({.text = "hello"}));
  CHECK(words.find_many({"hello", "other"}).size() == 1);
  TicketRepository tickets(database);
  CHECK(tickets.insert_or_ignore({})->id == 1);
  CHECK(tickets.upsert({.id = 1}, TicketRepository::Key::primary_key).id == 1);
}
