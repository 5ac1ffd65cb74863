// What SQL calls unknown does not hold, wherever a condition stands; and what may be NULL for values that are there is
// read and compared as such.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "audit_log.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/people.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "user.hpp"

using namespace schemac;
using namespace schemac::runtime;
namespace booking = eventide::booking;
namespace user = eventide::user;
namespace e = museum::catalogue::everything;

namespace {

/// A row without infinities, and one with nothing but infinite dates and instants.
struct Infinite {
  Connection database{tests::second_database()};
  museum::catalogue::EverythingRepository rows{database};

  Infinite() {
    museum::catalogue::NewEverything finite = tests::one_of_everything(), infinite = finite;
    finite.small = std::int16_t{1};
    finite.date = Date::parse("2026-03-31").value();
    infinite.small = std::int16_t{2};
    infinite.date = Date::minus_infinity();
    infinite.timestamp = Timestamp::infinity();
    infinite.timestamp_tz = TimestampTz::infinity();
    rows.insert(finite);
    rows.insert(infinite);
  }

  std::vector<std::int16_t> chosen(const Condition<museum::catalogue::Everything>& condition) {
    return rows.where(condition).order_by(e::small).select(e::small).all();
  }
};

}  // namespace

TEST_CASE("what is unknown for a row does not hold for it in bool_and and bool_or", "[query]") {
  tests::ThreePeople f;  // the bookings A1 without notes, A2 "quiet", B1 "Projector"
  const auto of = [&](const Condition<eventide::Booking>& rows, const auto& condition) {
    return f.bookings.where(rows).select(bool_and(condition), bool_or(condition)).one();
  };
  using Both = std::tuple<std::optional<bool>, std::optional<bool>>;
  CHECK(of(booking::price <= 20, booking::notes == "quiet") == Both(false, true));
  CHECK(of(booking::reference == "A1", booking::notes == "quiet") == Both(false, false));
  CHECK(of(booking::reference == "A2", booking::notes == "quiet") == Both(true, true));
  CHECK(of(booking::reference == "A1", booking::notes != "quiet") == Both(true, true));
  CHECK(of(booking::reference == "A1", !(booking::notes == "quiet")) == Both(true, true));
  CHECK(of(booking::price <= 20, booking::notes == "quiet" && booking::price > 0) == Both(false, true));
  CHECK(of(booking::price <= 20, booking::notes == "quiet" || booking::price == 10) == Both(true, true));
  CHECK(of(booking::price <= 20, raw_condition("{} = 'quiet'", booking::notes)) == Both(false, true));
  CHECK(of(booking::price > 1000, booking::notes == "quiet") == Both());
}

TEST_CASE("a row that a left join misses fulfils no comparison in bool_and and bool_or", "[query]") {
  tests::ThreePeople f;  // Cora has no booking
  const auto people = f.users.query().left_join(user::bookings).group_by(user::id).order_by(user::first_name);
  using Answers = std::vector<std::optional<bool>>;
  CHECK(people.select(bool_and(booking::price > 5)).all() == Answers{true, true, false});
  CHECK(people.select(bool_or(booking::price > 25)).all() == Answers{false, true, false});
  CHECK(people.select(bool_and(!(booking::price > 25))).all() == Answers{true, false, true});
  CHECK(people.select(bool_and(booking::price > 5).filter(booking::id.is_not_null())).all() ==
        Answers{true, true, std::nullopt});
}

TEST_CASE("a path that does not fit a value leads to nothing, and a `!` turns that round", "[query]") {
  tests::People f;
  eventide::AuditLogRepository logs(f.database);
  namespace log = eventide::audit_log;
  logs.insert({.action = "fits", .details = Json{R"({"a": 1})"}});
  logs.insert({.action = "other", .details = Json{R"({"b": 1})"}});
  logs.insert({.action = "nothing"});
  const auto chosen = [&](const Condition<eventide::AuditLog>& condition) {
    return logs.where(condition).order_by(log::action).select(log::action).all();
  };
  using Actions = std::vector<std::string>;
  CHECK(chosen(log::details.has_path("strict $.a")) == Actions{"fits"});
  CHECK(chosen(!log::details.has_path("strict $.a")) == Actions{"nothing", "other"});
  CHECK(chosen(!log::details.has_path("$.a")) == Actions{"nothing", "other"});
  Infinite second;
  CHECK(second.chosen(!e::jsonb.has_path("strict $.b")).size() == 2);
}

TEST_CASE("parts of what may be infinite may be NULL", "[query][second]") {
  Infinite f;
  const auto month = extract(TimeField::month, e::date);
  using Numbers = std::vector<std::int16_t>;
  CHECK(f.chosen(month == 3) == Numbers{1});
  CHECK(f.chosen(month != 3) == Numbers{2});
  CHECK(f.chosen(!(month == 3)) == Numbers{2});
  CHECK(f.chosen(!(extract(TimeField::hour, e::timestamp_tz) >= 0)) == Numbers{2});
  using Months = std::vector<std::optional<Numeric>>;
  const auto of_second = [&](const auto& part) {
    return std::optional<Numeric>(f.rows.where(e::small == 2).select(part).one());
  };
  CHECK(f.rows.query().order_by(e::small).select(coalesce(month, -1)).all() == std::vector<Numeric>{3, -1});
  CHECK(Months{of_second(extract(TimeField::minute, e::timestamp))} == Months{std::nullopt});
  CHECK(of_second(extract(TimeField::day, e::timestamp_tz)) == std::nullopt);
  CHECK(of_second(extract(TimeField::year, e::date)) == Numeric::minus_infinity());
  CHECK(of_second(extract(TimeField::epoch, e::timestamp_tz)) == Numeric::infinity());
  static_assert(std::is_same_v<decltype(f.rows.query().select(extract(TimeField::hour, e::time)).one()), Numeric>);
}

TEST_CASE("pages by a part of what may be infinite have every row", "[query][second]") {
  Infinite f;
  for (const bool down : {false, true}) {
    const auto month = extract(TimeField::month, e::date);
    const auto pages = f.rows.query().order_by(down ? month.desc() : month.asc());
    std::size_t rows = 0;
    auto page = pages.page(1);
    for (rows = page.rows.size(); page.next && rows < 9; rows += page.rows.size())
      page = pages.page_after(page.next.value(), 1);
    CHECK(rows == 2);
  }
}

TEST_CASE("two paths of which one is a point alone are at no distance", "[query][second]") {
  Infinite f;
  const Path point{false, {{0, 0}}}, stretch{false, {{3, 0}, {3, 4}}};
  f.rows.where(e::small == 1).update(set(e::path, point));
  f.rows.where(e::small == 2).update(set(e::path, stretch));
  const auto far = distance(e::path, Path{false, {{0, 0}, {0, 1}}});
  CHECK(f.chosen(far == 3.0) == std::vector<std::int16_t>{2});
  CHECK(f.chosen(!(far == 3.0)) == std::vector<std::int16_t>{1});
  CHECK(f.rows.query().order_by(e::small).select(coalesce(far, -1)).all() == std::vector<double>{-1, 3});
  CHECK(std::optional<double>(f.rows.where(e::small == 1).select(distance(e::path, Point{3, 4})).one()).has_value());
}
