// Statements that are read and explained before anybody runs them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>

#include "booking.hpp"
#include "database/generated/bookings_of_ada.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;
using runtime::load, runtime::Numeric, runtime::set;

using Fixture = tests::BookingsOfAda;

TEST_CASE("what a change would do is read and explained, and not done", "[write]") {
  Fixture f;
  f.five();
  const auto dear = f.bookings.where(booking::price > 30);
  const auto raised = dear.updating(set(booking::price, booking::price * 2));
  CHECK(raised.sql() == "UPDATE public.bookings SET price = (price * $1) WHERE price > $2");
  CHECK_THAT(raised.explain(), Contains("Update on bookings"));
  CHECK_THAT(raised.explain_analyze(), Contains("Update on bookings") && Contains("actual time"));
  CHECK_THAT(dear.updating({.notes = "x"}).sql(), Contains("SET notes = $1"));
  CHECK_THAT(dear.removing().explain_analyze(), Contains("Delete on bookings") && Contains("actual time"));
  CHECK_THAT(f.users.where(user::id == f.ada.id).removing().sql(), Contains("SET deleted_at = now()"));
  CHECK_THAT(f.users.where(user::id == f.ada.id).hard_removing().sql(), Contains("DELETE FROM public.users"));
  CHECK_THAT(f.users.where(user::id == f.ada.id).restoring().sql(), Contains("SET deleted_at = NULL"));
  const auto upsert = f.bookings.upserting(f.new_booking(9), BookingRepository::Key::reference,
                                           set(booking::price, booking::price + 1));
  CHECK_THAT(upsert.sql(), Contains("ON CONFLICT (reference) DO UPDATE SET price = (public.bookings.price + $"));
  CHECK_THAT(upsert.explain_analyze(), Contains("Insert on bookings"));
  CHECK_THAT(f.bookings.upserting(f.new_booking(9), BookingRepository::Key::reference).explain(),
             Contains("Conflict Arbiter"));
  CHECK(f.bookings.count() == 5);
  CHECK(dear.count() == 2);

  // In a transaction the rest of it stays.
  runtime::Transaction transaction(f.database);
  BookingRepository within(transaction);
  within.insert(f.new_booking(6));
  static_cast<void>(within.query().everywhere().removing().explain_analyze());
  const auto refused = within.query().everywhere().updating(set(booking::reference, "same"));
  CHECK_THROWS_AS(refused.explain_analyze(), runtime::UniqueViolation);
  transaction.commit();
  CHECK(f.bookings.count() == 6);
  CHECK_THROWS_AS(runtime::from<Booking>().everywhere().removing().explain(), runtime::UsageError);
}

TEST_CASE("the statements of rows with relations, of counts and of pages are read and explained", "[query]") {
  Fixture f;
  f.five();
  const auto people = f.users.where(user::email != "x").with(load(user::bookings).limit(2).with(booking::user));
  const std::string sql = people.sql();
  CHECK_THAT(sql, Contains("FROM public.users WHERE email <> $1 AND deleted_at IS NULL\nSELECT "));
  CHECK_THAT(sql, Contains("CROSS JOIN LATERAL (SELECT") && Contains("FROM public.bookings"));
  CHECK(std::count(sql.begin(), sql.end(), '\n') == 2);
  CHECK_THAT(people.explain(), Contains("Scan") && Contains("users"));
  CHECK_THAT(people.explain_analyze(), Contains("actual time"));
  CHECK(people.count() == 1);
  CHECK(people.exists());

  const auto dear = f.bookings.where(booking::price > 10).order_by(booking::price);
  CHECK(dear.counting().sql() == "SELECT count(*) FROM public.bookings WHERE price > $1");
  CHECK_THAT(dear.counting().explain(), Contains("Aggregate"));
  CHECK_THAT(dear.paging(2).sql(), Contains("ORDER BY price ASC, id ASC LIMIT $2"));
  const auto page = dear.page(2);
  const auto next = dear.paging_after(page.next.value(), 2);
  CHECK_THAT(next.sql(), Contains("price > $1"));
  CHECK_THAT(next.explain_analyze(), Contains("Limit") && Contains("actual time"));
  CHECK_THROWS_AS(dear.limit(1).paging(2), runtime::UsageError);

  runtime::Pipeline pipeline(f.database);
  const auto count = pipeline.count(people);
  CHECK(count.get() == 1);
}
