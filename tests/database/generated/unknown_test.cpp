// What SQL calls unknown does not hold, wherever a condition stands.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "audit_log.hpp"
#include "booking.hpp"
#include "database/generated/people.hpp"
#include "user.hpp"

using namespace schemac;
using namespace schemac::runtime;
namespace booking = eventide::booking;
namespace user = eventide::user;

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
}
