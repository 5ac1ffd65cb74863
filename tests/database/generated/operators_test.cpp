// Operators between two sides, and aggregates that gather values: what PostgreSQL makes of them, as the type that it
// is.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>

#include "database/generated/database.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"

using namespace schemac::runtime;
using namespace museum::catalogue;
namespace e = museum::catalogue::everything;
namespace m = museum::catalogue::maybe;
using Texts = std::vector<std::string>;

namespace {

template <class T>
T parsed(const char* text) {
  return T::parse(text).value();
}

/// One row of Everything, and one of Maybe in which nothing is.
struct Fixture {
  Connection database{schemac::tests::second_database()};
  EverythingRepository rows{database};
  MaybeRepository nothing{database};

  Fixture() {
    NewEverything row = schemac::tests::one_of_everything();
    row.small = std::int16_t{7};
    row.whole = 12;
    row.large = std::int64_t{40};
    row.exact = Numeric("2.5");
    row.words = std::string("words");
    row.few_words = std::string("few");
    row.bytes = schemac::tests::bytes({1, 2});
    row.date = parsed<Date>("2026-03-31");
    row.time = parsed<Time>("10:30:00");
    row.price = Money{1000};
    row.interval = Interval{.months = 1, .days = 2, .microseconds = 3'000'000};
    rows.insert(row);
    nothing.insert({.yes = std::nullopt, .words = std::nullopt});
  }
  /// What an expression of the row is.
  template <class E>
  auto value(const E& expression) {
    return rows.query().select(expression).one();
  }
  bool holds(const schemac::runtime::Condition<Everything>& condition) { return rows.where(condition).exists(); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "numbers of different types calculate and compare as in PostgreSQL", "[operators][second]") {
  // small 7, whole 12, large 40, exact 2.5
  static_assert(std::is_same_v<decltype(value(e::small + e::whole)), std::int32_t>);
  static_assert(std::is_same_v<decltype(value(e::large * e::small)), std::int64_t>);
  static_assert(std::is_same_v<decltype(value(e::exact * e::whole)), Numeric>);
  static_assert(std::is_same_v<decltype(value(e::small / e::exact)), Numeric>);
  static_assert(std::is_same_v<decltype(value(e::rough + e::whole)), double>);
  static_assert(std::is_same_v<decltype(value(e::rough * e::fine)), double>);
  static_assert(std::is_same_v<decltype(value(e::exact - e::fine)), double>);
  static_assert(std::is_same_v<decltype(value(e::rough + e::rough)), float>);
  CHECK(value(e::small + e::whole) == 19);
  CHECK(value(e::large * e::small) == 280);
  CHECK(value(e::exact * e::whole) == Numeric("30.0"));
  CHECK(value(e::large / e::exact) == 16);
  CHECK(value(e::large % e::whole) == 4);
  CHECK(value(e::whole % e::exact) == Numeric("2.0"));
  CHECK(value(sum(e::exact) / count()) == Numeric("2.5"));
  CHECK(value(sum(e::exact * e::small)) == Numeric("17.5"));
  CHECK(holds(e::small < e::whole && e::whole < e::large && e::exact < e::small && e::large != e::small));
  CHECK(holds(e::large == e::whole + e::whole + e::whole + 4));
  // What the types of the columns say comes back as what the server sends.
  CHECK(value(e::rough + e::whole) == static_cast<double>(value(e::rough)) + 12);
  CHECK(value(e::fine * e::rough) == value(e::fine) * static_cast<double>(value(e::rough)));
  CHECK(value(e::exact - e::fine) == 2.5 - value(e::fine));
}

TEST_CASE_METHOD(Fixture, "dates, times and intervals calculate as in PostgreSQL", "[operators][second]") {
  const Interval month{.months = 1}, hour{.microseconds = 3'600'000'000};
  CHECK(value(e::date + 1) == parsed<Date>("2026-04-01"));
  CHECK(value(1 + e::date) == parsed<Date>("2026-04-01"));
  CHECK(value(e::date - e::small) == parsed<Date>("2026-03-24"));
  CHECK(value(e::date - parsed<Date>("2026-03-01")) == 30);
  CHECK(value(parsed<Date>("2026-04-02") - e::date) == 2);
  CHECK(value(e::date + month) == parsed<Timestamp>("2026-04-30 00:00:00"));
  CHECK(value(e::date + e::time) == parsed<Timestamp>("2026-03-31 10:30:00"));
  CHECK(value(e::time + hour) == parsed<Time>("11:30:00"));
  CHECK(value(e::time - parsed<Time>("09:30:00")) == hour);
  CHECK(value(e::time_tz - hour) == parsed<TimeTz>("12:00:00.5-03:30"));
  CHECK(value(e::timestamp - parsed<Timestamp>("2026-02-28 10:20:30.123")) == Interval{.days = 1});
  CHECK(value(e::timestamp + e::interval) == parsed<Timestamp>("2026-04-03 10:20:33.123"));
  CHECK(value(e::interval + e::timestamp_tz - hour) == parsed<TimestampTz>("2026-04-03 09:20:33.123456Z"));
  CHECK(value(e::timestamp_tz - e::timestamp_tz) == Interval{});
  CHECK(holds(e::timestamp_tz < now() - hour || e::timestamp_tz >= now() - hour));
  CHECK(value(e::interval * 2) == Interval{.months = 2, .days = 4, .microseconds = 6'000'000});
  CHECK(value(0.5 * (e::interval - Interval{.months = 1})) == Interval{.days = 1, .microseconds = 1'500'000});
  CHECK(value(e::interval / e::exact - e::interval / 2.5) == Interval{});
  CHECK(value(-e::interval) == Interval{.months = -1, .days = -2, .microseconds = -3'000'000});
  CHECK(value(extract(TimeField::month, e::date)) == 3);
  CHECK(value(extract(TimeField::isodow, e::date)) == 2);
  CHECK(value(extract(TimeField::epoch, e::interval * 0)) == 0);
  CHECK(value(extract(TimeField::minute, e::time)) == 30);
  CHECK_THROWS_AS(value(extract(TimeField::hour, e::date)), FeatureNotSupported);
}

TEST_CASE_METHOD(Fixture, "money is added, and multiplied by numbers", "[operators][second]") {
  CHECK(value(e::price + Money{5}) == Money{1005});
  CHECK(value(e::price - e::price) == Money{0});
  CHECK(value(e::price * 3) == Money{3000});
  CHECK(value(e::large * e::price) == Money{40'000});
  CHECK(value(e::price / 8) == Money{125});
  CHECK(value(e::price * 1.5) == Money{1500});
  CHECK(value(e::price / Money{400}) == 2.5);
}

TEST_CASE_METHOD(Fixture, "numbers have a remainder and bits, and stand behind a value too", "[operators][second]") {
  CHECK(value(e::whole % 5) == 2);
  CHECK(value(e::exact % Numeric("2")) == Numeric("0.5"));
  CHECK(value((e::small & 3) | 8) == 11);
  CHECK(value(e::large ^ std::int64_t{1}) == 41);
  CHECK(value(~e::small) == -8);
  CHECK(value(e::whole << 2) == 48);
  CHECK(value(e::whole >> e::small) == 0);
  CHECK(value(100 - e::whole) == 88);
  CHECK(value(-e::exact - -e::exact) == 0);
  CHECK(value(-e::small) == -7);
  CHECK(value(Numeric("5") / e::exact) == 2);
  CHECK(holds((e::whole & 4) == 4 && e::whole % 2 == 0));
  CHECK(value(e::bits & BitString("0011")) == BitString("0010"));
  CHECK(value(e::bits ^ e::bits) == BitString("0000"));
  CHECK(value(~e::bits << 1) == BitString("0010"));
  CHECK_THROWS_AS(value(e::bits | BitString("1")), DataException);
}

TEST_CASE_METHOD(Fixture, "texts, bytes, bits, arrays and objects are put one after another", "[operators][second]") {
  CHECK(value(e::words + " and " + e::few_words) == "words and few");
  CHECK(value("'; -- " + e::words) == "'; -- words");
  CHECK(value(e::any_case + e::padded) == "MiXedab");
  CHECK(value(e::bytes + schemac::tests::bytes({3})) == schemac::tests::bytes({1, 2, 3}));
  CHECK(value(e::bits + BitString("1")) == BitString("01101"));
  CHECK(value(length(e::bytes)) == 2);
  CHECK(value(length(e::bits + e::bits)) == 8);
  CHECK(value((e::jsonb + Json{R"({"c": 1})"}).text_of("c")) == "1");
  CHECK(holds(e::words.not_like("x%") && !e::words.not_ilike("WO%")));
}

TEST_CASE_METHOD(Fixture, "ranges have what both have, either has, or one has alone", "[operators][second]") {
  using R = Range<std::int32_t>;
  CHECK(value(e::int4_range * R(2, 9)) == R(2, 4));
  CHECK(value(e::int4_range + R(4, 9)) == R(1, 9));
  CHECK(value(e::int4_range - R(3, 9)) == R(1, 3));
  CHECK(value(e::int4_range * e::int4_range) == R(1, 4));
  CHECK(value(e::int4_ranges - Multirange<std::int32_t>{{{2, 6}}}) == Multirange<std::int32_t>{{{1, 2}, {6, 7}}});
  CHECK(holds((e::int4_range * R(9, 12)).is_empty()));
  CHECK_THROWS_AS(value(e::int4_range + R(8, 9)), DataException);
}

TEST_CASE_METHOD(Fixture, "geometric values are apart, within and across each other", "[operators][second]") {
  CHECK(value(distance(e::point, Point{4, 1.5})) == 5);
  CHECK(value(distance(Point{3, 2}, e::box)) == 1);
  CHECK(holds(encloses(e::box, Point{1, 1}) && !encloses(e::circle, Point{9, 9})));
  CHECK(holds(overlap(e::box, Box{{9, 9}, {1, 1}}) && overlap(e::polygon, e::polygon)));
  CHECK(rows.query().order_by(distance(e::point, Point{})).all().size() == 1);
}

TEST_CASE_METHOD(Fixture, "what is calculated with NULL is NULL, and its type says so", "[operators][second]") {
  const auto select = [&](const auto& expression) { return nothing.query().select(expression).one(); };
  CHECK(select(m::words + "x") == std::nullopt);
  CHECK(select("x" + m::words) == std::nullopt);
  CHECK(select(m::exact % Numeric(2)) == std::nullopt);
  CHECK(select(m::range * m::range) == std::nullopt);
  CHECK(select(length(m::bytes)) == std::nullopt);
  CHECK(nothing.where(m::words.not_like("x%")).count() == 1);
  CHECK(nothing.where(!(m::words + "x" == "x")).count() == 1);
}

TEST_CASE_METHOD(Fixture, "aggregates gather values, texts and truth", "[operators][second]") {
  NewEverything second = schemac::tests::one_of_everything();
  second.small = std::int16_t{8};
  second.words = std::string("last");
  second.yes = false;
  second.condition = museum::catalogue::Condition::select;
  rows.insert(second);
  const auto all = rows.query();
  using Conditions = std::vector<museum::catalogue::Condition>;
  CHECK(all.select(array_agg(e::words, e::small.desc())).one() == Texts{"last", "words"});
  CHECK(all.select(array_agg(e::small, e::small)).one() == std::vector<std::int16_t>{7, 8});
  CHECK(all.select(array_agg(e::condition, e::words)).one() ==
        Conditions{museum::catalogue::Condition::select, museum::catalogue::Condition::default_});
  CHECK(all.select(array_agg(e::yes, e::small)).one() == std::vector<bool>{true, false});
  CHECK(all.select(array_agg(e::custom)).one().value().size() == 2);
  CHECK(all.select(array_agg(e::words).filter(e::small > 7)).one() == Texts{"last"});
  CHECK(all.select(string_agg(e::words, "', ", e::words)).one() == "last', words");
  CHECK(all.select(string_agg(e::any_case, "+")).one() == "MiXed+MiXed");
  CHECK(all.select(bool_and(e::yes), bool_or(e::yes), bool_and(e::small > 6)).one() ==
        std::tuple(std::optional(false), std::optional(true), std::optional(true)));
  const auto none = rows.where(e::small < 0);
  CHECK(none.select(array_agg(e::words), string_agg(e::words, ","), bool_or(e::yes)).one() ==
        std::tuple<std::optional<Texts>, std::optional<std::string>, std::optional<bool>>());
  CHECK(all.group_by(e::yes).having(bool_and(e::small == 7)).select(array_agg(e::small)).all().size() == 1);
}

TEST_CASE_METHOD(Fixture, "a query of one value is compared with, selected and calculated with",
                 "[operators][second]") {
  constexpr auto other = as<Everything, "other">;
  const auto largest = scalar(from<Everything>().select(max(e::small)));
  CHECK(rows.where(e::small == largest).count() == 1);
  CHECK(rows.where(e::small < largest).count() == 0);
  CHECK(value(largest) == std::int16_t{7});
  CHECK(value(e::small + largest) == std::int16_t{14});
  CHECK(value(scalar(from<Everything>().where(e::small < 0).select(e::words))) == std::nullopt);
  // It may speak of the row around it.
  const auto of_row =
      scalar(from<As<Everything, "other">>().where(other[e::small] == e::small).select(other[e::words]));
  CHECK(rows.where(of_row == e::words).count() == 1);
  CHECK(rows.where(e::condition == scalar(from<Everything>().select(e::condition))).count() == 1);
  NewEverything second = schemac::tests::one_of_everything();
  second.small = std::int16_t{8};
  rows.insert(second);
  CHECK_THROWS_AS(rows.where(e::small == scalar(from<Everything>().select(e::small))).all(), Error);
}
