// Conditions, alternatives and numbers as values of a query: what `holds`, `case_when` and `coalesce` give, and numbers
// that a column cannot hold.
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/people.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "parts/oddities.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using namespace runtime;
using Catch::Contains;
using Fixture = tests::ThreePeople;

TEST_CASE("a condition is selected, ordered and grouped by as a value", "[query]") {
  Fixture f;
  const auto quiet = holds(booking::notes == "quiet");
  const auto rows = f.bookings.query().order_by(quiet.desc(), booking::reference).select(booking::reference, quiet);
  CHECK(rows.all() == std::vector<std::tuple<std::string, bool>>{{"A2", true}, {"A1", false}, {"B1", false}});
  const auto busy = holds(has(user::bookings));
  const auto counts = f.users.query().group_by(busy).order_by(busy).select(busy, count()).all();
  CHECK(counts == std::vector<std::tuple<bool, std::int64_t>>{{false, 1}, {true, 2}});
  const auto people = f.users.query().left_join(user::bookings).order_by(user::first_name, booking::reference);
  CHECK(people.select(holds(booking::price > 10)).all() == std::vector<bool>{false, true, true, false});
  CHECK(people.select(holds(!(booking::price > 10))).all() == std::vector<bool>{true, false, false, true});
}

TEST_CASE("a CASE chooses among values and expressions", "[query]") {
  Fixture f;
  const auto all = f.bookings.query().order_by(booking::reference);
  const auto word = case_when(booking::price > 25, "dear").when(booking::price > 15, "fair").otherwise("cheap");
  CHECK(all.select(word).all() == std::vector<std::string>{"cheap", "fair", "dear"});
  CHECK(all.select(case_when(booking::notes == "quiet", 1).otherwise(0)).all() == std::vector<std::int32_t>{0, 1, 0});
  const auto noted = case_when(booking::notes.is_not_null(), booking::notes).otherwise(booking::reference);
  CHECK(all.select(noted).all() == std::vector<std::optional<std::string>>{"A1", "quiet", "Projector"});
  const auto some = case_when(booking::price > 15, booking::reference).or_null();
  CHECK(all.select(some).all() == std::vector<std::optional<std::string>>{std::nullopt, "A2", "B1"});
  CHECK(f.bookings.where(word == "dear").count() == 1);
  const auto by_word = f.bookings.query().group_by(word).order_by(word).select(word, sum(booking::price)).all();
  CHECK(std::get<0>(by_word.at(2)) == "fair");
  const auto changed = case_when(booking::price > 25, booking::status).otherwise(BookingStatus::cancelled);
  CHECK(f.bookings.query().everywhere().update(set(booking::status, changed)) == 3);
  CHECK(f.bookings.where(booking::status == BookingStatus::cancelled).count() == 2);
  const auto people = f.users.query().left_join(user::bookings).order_by(user::first_name, booking::reference);
  CHECK(people.select(word).all() == std::vector<std::string>{"cheap", "fair", "dear", "cheap"});
}

TEST_CASE("coalesce takes several expressions, and a value behind them", "[query]") {
  Fixture f;
  const auto people = f.users.query().left_join(user::bookings).order_by(user::first_name, booking::reference);
  const std::vector<std::optional<std::string>> some =
      people.select(coalesce(booking::notes, booking::reference)).all();
  CHECK(some == std::vector<std::optional<std::string>>{"A1", "quiet", "Projector", std::nullopt});
  const std::vector<std::string> all = people.select(coalesce(booking::notes, booking::reference, "none")).all();
  CHECK(all == std::vector<std::string>{"A1", "quiet", "Projector", "none"});
  const std::vector<std::string> certain =
      f.bookings.query().order_by(booking::reference).select(coalesce(booking::notes, booking::reference)).all();
  CHECK(certain == std::vector<std::string>{"A1", "quiet", "Projector"});
}

TEST_CASE("what a query gives is looked for where it may be NULL, and is not found there", "[query]") {
  Fixture f;
  f.bookings.where(booking::reference == "A1").update({.notes = "B1"});
  f.bookings.where(booking::reference == "B1").update({.notes = std::nullopt});
  const auto notes = from<Booking>().select(booking::notes);
  CHECK(f.bookings.where(booking::reference.in(notes)).select(booking::reference).all() ==
        std::vector<std::string>{"B1"});
  CHECK(f.bookings.where(!booking::reference.in(notes)).count() == 2);
  CHECK(f.bookings.where(booking::reference.not_in(notes)).count() == 2);
  CHECK(f.bookings.where(booking::notes.not_in(notes)).count() == 1);
}

TEST_CASE("a number that a column cannot hold is compared with it all the same", "[query][second]") {
  Connection database(tests::second_database());
  museum::catalogue::EverythingRepository rows(database);
  rows.insert(tests::one_of_everything());
  namespace e = museum::catalogue::everything;
  constexpr std::int64_t kLarge = 3'000'000'000;
  CHECK(rows.where(e::small < kLarge).count() == 1);
  CHECK(rows.where(e::small != kLarge).count() == 1);
  CHECK(rows.where(e::small == kLarge).count() == 0);
  CHECK(rows.where(-kLarge < e::small).count() == 1);
  CHECK(rows.where(e::small == std::optional(70'000)).count() == 0);
  CHECK(rows.where(!(e::small >= 70'000U)).count() == 1);
  CHECK(rows.query().everywhere().update(set(e::whole, e::small * 2)) == 1);
  CHECK(rows.query().select(e::whole).one() == 2);
  CHECK_THROWS_AS(rows.query().everywhere().update(set(e::whole, e::large)), DataException);
  CHECK(rows.query().everywhere().update(set(e::large, e::whole), set(e::exact, e::small)) == 1);
  CHECK(rows.query().select(e::large, e::exact).one() == std::tuple<std::int64_t, Numeric>{2, Numeric("1.00000")});
}

TEST_CASE("rows are ordered by columns, whatever the list calls what is selected", "[query][second]") {
  Connection database(tests::second_database());
  museum::catalogue::WordRepository(database).insert({.text = "Carpe"});
  museum::VisitorRepository visitors(database);
  namespace v = museum::visitor;
  for (const char* name : {"b", "A", "C"})
    visitors.insert({.name = name, .secret = PasswordHash{"$"}, .card = Ciphertext{{}}, .motto_id = "Carpe"});
  const auto by_name = visitors.query().order_by(v::name);
  using Names = std::vector<std::string>;
  CHECK(by_name.select(v::name).all() == Names{"A", "b", "C"});
  Names whole;
  for (const auto& each : by_name.all()) whole.push_back(each.name);
  CHECK(whole == Names{"A", "b", "C"});
  const auto first = by_name.page(2);
  CHECK(by_name.page_after(first.next.value(), 2).rows.at(0).name == "C");
  CHECK(by_name.select(v::name).distinct().all() == Names{"A", "b", "C"});
}
