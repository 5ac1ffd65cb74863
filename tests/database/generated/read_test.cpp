// The last calls of a query agree: what `first`, `exists` and `count` say is so of what `all` gives.
#include <catch2/catch.hpp>
#include <schemac/runtime/select.hpp>

#include "booking.hpp"
#include "database/generated/bookings_of_ada.hpp"

using namespace schemac;
using namespace eventide;
using Fixture = tests::BookingsOfAda;

TEST_CASE("an empty condition says nothing, on either side of another one", "[query]") {
  Fixture f;
  f.five();
  runtime::Condition<Booking> nothing, either;
  either |= booking::price == 10;
  either |= booking::price == 20;
  CHECK(f.bookings.where(either).count() == 2);
  CHECK(f.bookings.where(nothing || booking::price == 10).count() == 1);
  CHECK(f.bookings.where(booking::price == 10 || nothing).count() == 1);
  CHECK(f.bookings.where(nothing && booking::price == 10).count() == 1);
  CHECK(f.bookings.where(nothing || nothing).count() == f.bookings.count());
}

TEST_CASE("there is what `all` gives", "[query]") {
  Fixture f;
  f.five();
  // Rows that were made one are one, and an aggregate has a row of nothing.
  const auto people = f.bookings.query().select(booking::user_id).distinct().order_by(booking::user_id);
  for (const std::int64_t skipped : {0, 1, 2}) {
    const auto rest = people.offset(skipped);
    CHECK(rest.exists() == !rest.all().empty());
    CHECK(rest.count() == static_cast<std::int64_t>(rest.all().size()));
  }
  const auto none = f.bookings.where(booking::price > 50);
  CHECK(none.select(runtime::count()).exists());
  CHECK_FALSE(none.select(booking::price).exists());
  CHECK_FALSE(f.bookings.query().limit(0).first());
  CHECK_FALSE(f.bookings.query().limit(0).exists());
  CHECK(f.bookings.query().limit(2).first());
}
