// Pages of a query after a key: over any order, with ties, NULL and joins, while rows come and go.
#include <algorithm>

#include <limits>

#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>

#include "audit_log.hpp"
#include "database/generated/many_bookings.hpp"
#include "parts/oddities.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;
using runtime::PageKey;

namespace {

using Fixture = tests::ManyBookings;

/// All pages of a query, one after another, each key by way of its text.
template <class Q>
auto paged(const Q& query, std::int64_t size) {
  auto page = query.page(size);
  auto rows = page.rows;
  while (page.next) {
    CHECK(static_cast<std::int64_t>(page.rows.size()) == size);
    page = query.page_after(PageKey::parse(page.next->to_string()).value(), size);
    CHECK_FALSE(page.rows.empty());
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
  }
  return rows;
}

}  // namespace

TEST_CASE("pages of any order and size are the rows of the whole, each once", "[page]") {
  Fixture f(57);
  namespace b = booking;
  const auto all = f.bookings.query();
  const std::vector<decltype(all.order_by(b::id))> queries{
      all,
      all.order_by(b::id.desc()),
      all.order_by(b::price),
      all.order_by(b::price.desc()),
      all.order_by(b::price.desc(), b::reference),
      all.order_by(b::notes),
      all.order_by(b::notes.desc()),
      all.order_by(b::notes.asc().nulls_first()),
      all.order_by(b::notes.desc().nulls_last(), b::price, b::id.desc()),
      all.order_by(b::notes.asc().nulls_first(), b::price.desc()),
      all.order_by(b::price * 2, b::status, b::during.desc()),
      all.order_by(b::notes.lower().desc(), b::created_at),
      all.where(b::price > 1 || b::notes == std::nullopt).order_by(b::notes, b::price),
  };
  for (const auto& query : queries) {
    INFO(query.sql());
    for (const std::int64_t size : {1, 7, 19, 56, 57, 58}) {
      const std::vector<Booking> rows = paged(query, size);
      // The order alone leaves ties open; the key of the rows closes them.
      std::vector<Booking> whole = query.page(1000).rows;
      CHECK(rows == whole);
      CHECK(static_cast<std::int64_t>(whole.size()) == query.count());
    }
  }
}

TEST_CASE("rows that come and go between pages neither repeat nor hide others", "[page]") {
  Fixture f(20);
  const auto query = f.bookings.query().order_by(booking::reference);
  const auto first = query.page(10);
  f.bookings.remove(first.rows[3].id);
  f.bookings.remove(first.rows.back().id);  // the very row that the key was taken from
  f.bookings.insert(
      {.user_id = f.ada.id,
       .reference = "R000000",
       .during = runtime::Range<runtime::TimestampTz>(runtime::TimestampTz::parse("2025-01-01 00:00Z").value(),
                                                      runtime::TimestampTz::parse("2025-01-02 00:00Z").value()),
       .price = runtime::Numeric("1")});
  const auto second = query.page_after(first.next.value(), 10);
  REQUIRE(second.rows.size() == 10);
  CHECK(second.rows.front().reference == "R000011");
  CHECK(second.rows.back().reference == "R000020");
  CHECK_FALSE(second.next);
}

TEST_CASE("projections, joins and relations come in pages as well", "[page]") {
  Fixture f(12);
  const User bob = f.users.insert(
      {.email = "bob@example.org", .first_name = "Bob", .family_name = "Bell", .password = runtime::PasswordHash{"$"}});
  const auto joined = f.users.query()
                          .left_join(user::bookings)
                          .order_by(booking::price.desc(), user::email.desc())
                          .select(user::email, booking::reference);
  const auto pairs = paged(joined, 5);
  CHECK(pairs.size() == 13);
  CHECK(pairs == joined.page(100).rows);
  CHECK(std::get<0>(pairs.front()) == "bob@example.org");  // the price that he has not is NULL, which comes first

  const auto cheap = runtime::load(user::bookings).where(booking::price == 0).order_by(booking::reference);
  const auto people = f.users.query().order_by(user::email).with(cheap);
  const auto page = people.page(1);
  REQUIRE(page.rows.size() == 1);
  CHECK(page.rows[0][user::bookings].size() == 2);
  const auto rest = people.page_after(page.next.value(), 1);
  REQUIRE(rest.rows.size() == 1);
  CHECK(rest.rows[0].id == bob.id);
  CHECK(rest.rows[0][user::bookings].empty());
  CHECK_FALSE(rest.next);
}

TEST_CASE("a key of another order, and text that is no key, are refused", "[page]") {
  Fixture f(5);
  const auto by_price = f.bookings.query().order_by(booking::price, booking::status, booking::notes);
  const PageKey key = by_price.page(2).next.value();
  CHECK_THROWS_WITH(f.bookings.query().order_by(booking::price.desc()).page_after(key, 2),
                    Contains("is one of another order"));
  CHECK_THROWS_AS(f.bookings.query().page_after(key, 2), runtime::UsageError);
  CHECK(by_price.where(booking::price > 0).page_after(key, 2).rows.size() == 2);  // the same order of fewer rows

  const std::string text = key.to_string();
  CHECK(PageKey::parse(text) == key);
  CHECK_FALSE(PageKey::parse(""));
  CHECK_FALSE(PageKey::parse("'; DROP TABLE bookings"));
  for (std::size_t length = 0; length < text.size(); ++length) {
    // What was cut is no key, or one of fewer values, which the query refuses.
    const auto cut = PageKey::parse(text.substr(0, length));
    if (cut) CHECK_THROWS_AS(by_price.page_after(*cut, 2), runtime::UsageError);
  }
  // Changed values are values: they reach the server as parameters and can only be refused there.
  for (std::size_t at = 11; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    const auto other = PageKey::parse(changed);
    if (!other) continue;
    try {
      static_cast<void>(by_price.page_after(*other, 2));
    } catch (const runtime::UsageError&) {  // a value more or less, or none of its type
    }
  }
  CHECK(f.bookings.count() == 5);
}

TEST_CASE("a key that somebody made up cannot lack a value that the order has", "[page]") {
  Fixture f(5);
  const auto by_price = f.bookings.query().order_by(booking::price);
  const std::string text = by_price.page(2).next.value().to_string();
  // Eight bytes tell the order; behind them NULL and NULL, which are lengths of -1: sixteen bytes in base64.
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const char shared = digits[digits.find(text[10]) | 3];
  const auto made_up = PageKey::parse(text.substr(0, 10) + shared + "__________w");
  REQUIRE(made_up);
  CHECK_THROWS_WITH(by_price.page_after(*made_up, 2), Contains("has NULL where the query's order has none"));
  CHECK_THROWS_AS(by_price.paging_after(*made_up, 2), runtime::UsageError);
}

TEST_CASE("what has no order over its rows comes in no pages", "[page]") {
  Fixture f(1);
  CHECK_THROWS_AS(f.bookings.query().distinct().page(1), runtime::UsageError);
  CHECK_THROWS_AS(f.bookings.query().group_by(booking::price).select(booking::price).page(1), runtime::UsageError);
  CHECK_THROWS_AS(f.bookings.query().limit(3).page(1), runtime::UsageError);
  CHECK_THROWS_AS(f.bookings.query().page(0), runtime::UsageError);
  CHECK(f.bookings.query().page(std::numeric_limits<std::int64_t>::max()).rows.size() == 1);
}

TEST_CASE("a page in one direction is found by one index", "[page]") {
  Fixture f(2000);
  f.database.execute_unchecked_sql("CREATE INDEX ON bookings (price, id); ANALYZE bookings; SET enable_seqscan = off");
  const auto query = f.bookings.query().order_by(booking::price);
  const auto key = query.page(1000).next.value();
  const auto rows = query.page_after(key, 10).rows;
  CHECK(rows.size() == 10);
  CHECK_THAT(std::string(f.database
                             .query_unchecked_sql("EXPLAIN SELECT * FROM bookings WHERE (price, id) > (2, "
                                                  "gen_random_uuid()) ORDER BY price, id LIMIT 10")[1]
                             .text(0)),
             Contains("Index Scan"));
}

TEST_CASE("rows are found by many keys of several columns", "[find]") {
  runtime::Connection database(tests::second_database());
  museum::catalogue::RoomRepository rooms(database);
  const std::vector<museum::catalogue::Room> made = rooms.insert_many({
      {.building = "Main", .Condition_ = museum::catalogue::Condition::new_, .number = 1, .class_ = "a"},
      {.building = "Main", .Condition_ = museum::catalogue::Condition::Broken, .number = 2, .class_ = "b"},
      {.building = "Side", .Condition_ = museum::catalogue::Condition::Broken, .number = 1, .class_ = "c"},
  });
  auto found = rooms.find_many({{1, "Main"}, {1, "Side"}, {2, "Side"}, {1, "Main"}});
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.building < b.building; });
  CHECK(found == std::vector{made[0], made[2]});
  CHECK(rooms.find_many({}).empty());
  CHECK(rooms.find_many({{1, "'); DELETE FROM \"Great Hall\".\"table\"; --"}}).empty());
  CHECK(rooms.count() == 3);
}
