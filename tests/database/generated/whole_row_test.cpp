// Whole rows of tables that are joined, beside each other and beside single values, on a server.
#include <catch2/catch.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/select.hpp>

#include "booking.hpp"
#include "database/generated/people.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::coalesce;
using runtime::raw_expression;
using runtime::whole;

namespace {

using Fixture = tests::ThreePeople;

struct Visit {
  Booking booking;
  User user;
  std::int64_t number;
};

}  // namespace

TEST_CASE("a join gives whole rows of both its tables", "[query]") {
  Fixture f;
  const auto query = f.bookings.query().join(booking::user).order_by(booking::reference);
  const std::vector<std::tuple<Booking, User>> rows = query.select(whole<Booking>, whole<User>).all();
  REQUIRE(rows.size() == 3);
  const auto [second, of] = rows.at(1);
  CHECK(second == f.bookings.where(booking::reference == "A2").one());
  CHECK(of == f.ada);
  CHECK(std::get<1>(rows.at(2)) == f.bob);

  const std::vector<User> users = query.select(whole<User>).all();
  CHECK(users == std::vector<User>{f.ada, f.ada, f.bob});
  const std::vector<Visit> visits =
      query
          .select_as<Visit>(whole<Booking>, whole<User>,
                            coalesce(raw_expression<std::int64_t>("row_number() OVER ()"), 0))
          .all();
  CHECK(visits.at(2).user == f.bob);
  CHECK(visits.at(2).booking.reference == "B1");
  CHECK(visits.at(2).number == 3);

  const auto between = query.select(booking::reference, whole<User>, user::email, booking::notes).limit(2).all();
  CHECK(between.at(1) == std::tuple{std::string("A2"), f.ada, f.ada.email, std::optional<std::string>("quiet")});
}

TEST_CASE("a whole row that a left join misses is an optional without a value", "[query]") {
  Fixture f;
  const auto people = f.users.query().left_join(user::bookings).order_by(user::first_name, booking::reference);
  const std::vector<std::tuple<User, std::optional<Booking>>> rows = people.select(whole<User>, whole<Booking>).all();
  REQUIRE(rows.size() == 4);
  CHECK(std::get<1>(rows[0])->reference == "A1");
  CHECK(std::get<0>(rows[3]) == f.cora);
  CHECK_FALSE(std::get<1>(rows[3]));
  const auto counted = people.select(whole<Booking>, coalesce(booking::price, 0)).all();
  CHECK_FALSE(std::get<0>(counted[3]));
  CHECK(std::get<1>(counted[3]) == 0);
}

TEST_CASE("whole rows of an alias, of groups and of a table that is read alone", "[query]") {
  Fixture f;
  constexpr auto other = runtime::as<Booking, "other">;
  using Other = runtime::As<Booking, "other">;
  const auto later = f.bookings.query()
                         .left_join<Other>(other[booking::user_id] == booking::user_id &&
                                           other[booking::reference] > booking::reference)
                         .order_by(booking::reference);
  const std::vector<std::tuple<Booking, std::optional<Booking>>> pairs =
      later.select(whole<Booking>, whole<Other>).all();
  REQUIRE(pairs.size() == 3);
  CHECK(std::get<0>(pairs[0]).reference == "A1");
  CHECK(std::get<1>(pairs[0])->reference == "A2");
  CHECK_FALSE(std::get<1>(pairs[1]));

  const auto counts = f.users.query()
                          .left_join(user::bookings)
                          .group_by(user::id)
                          .order_by(user::first_name)
                          .select(whole<User>, runtime::count(booking::id))
                          .all();
  CHECK(counts == std::vector<std::tuple<User, std::int64_t>>{{f.ada, 2}, {f.bob, 1}, {f.cora, 0}});
  CHECK(f.users.where(user::first_name == "Bob").select(whole<User>).one() == f.bob);
  CHECK(f.users.query().select(whole<User>).distinct().all().size() == 3);
}

TEST_CASE("whole rows go where other results go: counted, as a stream, in pages and through a pipeline", "[query]") {
  Fixture f;
  const auto query = f.bookings.query().join(booking::user).order_by(booking::reference);
  const auto both = query.select(whole<Booking>, whole<User>);
  CHECK(both.count() == 3);
  CHECK(both.exists());
  CHECK(std::get<1>(both.first().value()) == f.ada);
  std::string seen;
  for (const auto& [booking, user] : both.stream()) seen += booking.reference + user.first_name + " ";
  CHECK(seen == "A1Ada A2Ada B1Bob ");
  runtime::Pipeline pipeline(f.database);
  const auto pending = pipeline.all(both);
  const auto others = pipeline.all(f.users.query().order_by(user::first_name));
  CHECK(std::get<1>(pending.get().at(2)) == others.get().at(1));
  const auto page = both.page(2);
  CHECK(page.rows.size() == 2);
  REQUIRE(page.next);
  const auto rest = both.page_after(*page.next, 2);
  CHECK(std::get<1>(rest.rows.at(0)) == f.bob);
  CHECK_FALSE(rest.next);
}

TEST_CASE("a column of a whole row that does not fit is named", "[query]") {
  Fixture f;
  f.database.execute_unchecked_sql("ALTER TABLE users ALTER first_name DROP NOT NULL");
  f.database.execute_unchecked_sql("UPDATE users SET first_name = NULL WHERE first_name = 'Ada'");
  CHECK_THROWS_WITH(f.bookings.query().join(booking::user).select(whole<Booking>, whole<User>).all(),
                    Catch::Contains("first_name"));
}
