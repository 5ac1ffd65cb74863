// Columns that a left join may miss are NULL as others are: compared, negated and gathered, on a server.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/select.hpp>

#include "booking.hpp"
#include "database/generated/people.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;
using runtime::from;

namespace {

/// Nobody has a session.
struct Fixture : tests::ThreePeople {
  /// People and bookings that a condition chooses: the references, `-` for who has none.
  std::string chosen(const runtime::Condition<User, Booking>& condition) {
    std::string references;
    for (const std::optional<std::string>& each : users.query()
                                                      .left_join(user::bookings)
                                                      .where(condition)
                                                      .order_by(user::first_name, booking::reference)
                                                      .select(booking::reference)
                                                      .all())
      references += (references.empty() ? "" : " ") + each.value_or("-");
    return references;
  }
};

}  // namespace

TEST_CASE("what a left join misses is unequal to every value, and a `!` turns a comparison round", "[query]") {
  Fixture f;
  CHECK(f.chosen(booking::reference == "A1") == "A1");
  CHECK(f.chosen(booking::reference != "A1") == "A2 B1 -");
  CHECK(f.chosen(!(booking::reference == "A1")) == "A2 B1 -");
  CHECK(f.chosen(!(booking::reference != "A1")) == "A1");
  CHECK(f.chosen(!!(booking::reference == "A1")) == "A1");
  CHECK(f.chosen(booking::price > 10) == "A2 B1");
  CHECK(f.chosen(!(booking::price > 10)) == "A1 -");
  CHECK(f.chosen(!booking::price.between(20, 30)) == "A1 -");
  CHECK(f.chosen(booking::reference.not_in({"A1"})) == "A2 B1 -");
  CHECK(f.chosen(booking::reference.not_like("A%")) == "B1 -");
  CHECK(f.chosen(!booking::during.overlaps(tests::hour(1))) == "A2 B1 -");
  CHECK(f.chosen(!booking::during.is_empty()) == "A1 A2 B1 -");
  CHECK(f.chosen(booking::notes != "Projector") == "A1 A2 -");
  CHECK(f.chosen(!booking::notes.search("english", "projector")) == "A1 A2 -");
  CHECK(f.chosen(!booking::reference.search("english", "A1")) == "A2 B1 -");
  CHECK(f.chosen(!(booking::reference.lower() + "x" == "a1x")) == "A2 B1 -");
  CHECK(f.chosen(!(booking::reference == "A1" && user::first_name == "Ada")) == "A2 B1 -");
  CHECK(f.chosen(!(booking::reference == "A1" || user::first_name == "Cora")) == "A2 B1");
  CHECK(f.chosen(!(user::first_name == "Ada")) == "B1 -");
  CHECK(f.chosen(booking::id.is_null()) == "-");
  CHECK(f.chosen(!booking::id.is_null()) == "A1 A2 B1");
  CHECK(f.chosen(booking::reference != user::first_name) == "A1 A2 B1 -");
  CHECK(f.chosen(user::first_name != booking::reference) == "A1 A2 B1 -");
  CHECK(f.chosen(!(booking::user_id == user::id)) == "-");
  CHECK(f.chosen(user::id == booking::user_id) == "A1 A2 B1");
}

TEST_CASE("two columns that left joins miss are equal as two that are NULL", "[query]") {
  Fixture f;
  const auto sessions = f.users.query().left_join(user::bookings).left_join<Session>(session::user_id == user::id);
  CHECK(sessions.where(booking::user_id == session::user_id).select(user::first_name).all() ==
        std::vector<std::string>{"Cora"});
  CHECK(sessions.where(!(booking::user_id == session::user_id)).count() == 3);
  CHECK(sessions.where(booking::user_id != session::user_id).count() == 3);
  CHECK(sessions.where(booking::notes == user::phone_number).count() == 2);
}

TEST_CASE("groups, aggregates and subqueries know what a left join around or within them misses", "[query]") {
  Fixture f;
  const auto people = f.users.query().left_join(user::bookings);
  const auto by_status = people.group_by(user::first_name, booking::status).select(user::first_name, booking::status);
  CHECK(by_status.having(booking::status != BookingStatus::cancelled).count() == 3);
  CHECK(by_status.having(!(booking::status == BookingStatus::pending)).count() == 1);
  CHECK(people.select(runtime::count().filter(booking::reference != "A1")).one() == 3);
  CHECK(people.select(runtime::count().filter(!(booking::reference == "A1"))).one() == 3);

  constexpr auto same = runtime::as<User, "same">;
  const auto namesakes = from<runtime::As<User, "same">>().where(same[user::id] == user::id);
  CHECK(people.where(exists(namesakes.where(same[user::first_name] != booking::reference))).count() == 4);
  CHECK(people.where(exists(namesakes.where(!(same[user::first_name] == booking::reference)))).count() == 4);
  CHECK(f.bookings
            .where(exists(from<User>()
                              .left_join<Session>(session::user_id == user::id)
                              .where(user::id == booking::user_id && session::id != booking::id)))
            .count() == 3);
  CHECK(f.users.where(has(user::bookings, !(booking::reference == "B1"))).one().id == f.ada.id);
  CHECK(f.users
            .where(user::id.in(from<Booking>()
                                   .left_join<Session>(session::user_id == booking::user_id)
                                   .where(!(session::user_id == booking::user_id))
                                   .select(booking::user_id)))
            .update({.phone_number = "+431234567890"}) == 2);
}

TEST_CASE("elements of an array that a left join may miss are what coalesce gives; other aggregates leave them out",
          "[query]") {
  Fixture f;
  using namespace runtime;
  const auto people = f.users.query().left_join(user::bookings).group_by(user::id).order_by(user::first_name);
  const auto listed = people.select(array_agg(coalesce(booking::reference, "-"), booking::reference.desc())).all();
  CHECK(listed == std::vector<std::optional<std::vector<std::string>>>{{{"A2", "A1"}}, {{"B1"}}, {{"-"}}});
  const auto filtered =
      people.select(array_agg(coalesce(booking::reference, "")).filter(booking::id.is_not_null())).all();
  CHECK_FALSE(filtered.at(2));
  const auto present = people.select(array_agg_not_null(booking::reference, booking::reference.desc())).all();
  CHECK(present == std::vector<std::optional<std::vector<std::string>>>{{{"A2", "A1"}}, {{"B1"}}, std::nullopt});
  const auto noted = people.select(array_agg_not_null(booking::notes)).all();
  CHECK(noted == std::vector<std::optional<std::vector<std::string>>>{{{"quiet"}}, {{"Projector"}}, std::nullopt});
  const auto some = array_agg_not_null(booking::reference)
                        .filter(booking::price > 20 || booking::notes == "quiet")
                        .filter(booking::price < 30);
  CHECK(people.select(coalesce(some, std::vector<std::string>{})).all() ==
        std::vector<std::vector<std::string>>{{"A2"}, {}, {}});
  CHECK(f.users.query()
            .left_join(user::bookings)
            .select(count().filter(booking::price > 5).filter(booking::price < 25))
            .one() == 2);
  const auto own = people.select(array_agg(user::first_name)).all();
  CHECK(own.at(2) == std::vector<std::string>{"Cora"});
  const auto rest = people
                        .select(string_agg(booking::reference, " ", booking::reference), count(booking::id),
                                min(booking::reference), sum(booking::price), bool_and(booking::price > 10))
                        .all();
  using Rest = std::decay_t<decltype(rest[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<1, Rest>, std::int64_t>);
  static_assert(
      std::is_same_v<decltype(people.select(coalesce(booking::price, 0)).first()), std::optional<runtime::Numeric>>);
  CHECK(std::get<0>(rest.at(0)) == "A1 A2");
  CHECK(std::get<1>(rest.at(2)) == 0);
  CHECK_FALSE(std::get<0>(rest.at(2)));
  CHECK_FALSE(std::get<2>(rest.at(2)));
  CHECK_FALSE(std::get<3>(rest.at(2)));
  CHECK(std::get<4>(rest.at(2)) == false);
}

TEST_CASE("only comparisons with what may be missing are spelled for NULL, so that joins and keys use their indexes",
          "[query]") {
  Fixture f;
  const auto condition = booking::reference != "A1" && !(booking::price > 10) && booking::user_id == user::id;
  CHECK_THAT(f.bookings.query().join(booking::user).where(condition).sql(),
             Contains("public.bookings.reference <> $1 AND NOT (public.bookings.price > $2) AND "
                      "public.bookings.user_id = public.users.id"));
  CHECK_THAT(f.users.query().left_join(user::bookings).where(condition && !(user::first_name == "x")).sql(),
             Contains("public.bookings.reference IS DISTINCT FROM $1 AND (public.bookings.price > $2) IS NOT TRUE AND "
                      "public.bookings.user_id = public.users.id AND NOT (public.users.first_name = $3)"));
  // Within the condition of a left join its own table is there.
  constexpr auto other = runtime::as<Booking, "other">;
  const auto twice = f.users.query()
                         .left_join(user::bookings)
                         .left_join<runtime::As<Booking, "other">>(other[booking::id] == booking::id &&
                                                                   other[booking::reference] != "A1");
  CHECK_THAT(twice.where(other[booking::id] == booking::id && !has(user::bookings)).sql(),
             Contains(" ON \"other\".id = public.bookings.id AND \"other\".reference <> $1 WHERE") &&
                 Contains("\"other\".id IS NOT DISTINCT FROM public.bookings.id AND NOT (EXISTS ("));
}
