// Groups, DISTINCT and orders by expressions that hold values: PostgreSQL takes two placeholders for different whatever
// is sent for them, so an expression that recurs has the same.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
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
using Catch::Contains;
namespace booking = eventide::booking;
namespace user = eventide::user;
namespace e = museum::catalogue::everything;

namespace {

using Texts = std::vector<std::string>;
using Counted = std::vector<std::tuple<std::string, std::int64_t>>;

/// A1 and A3 without notes, A2 "quiet", B1 "Projector".
struct Fixture : tests::ThreePeople {
  Fixture() { book(ada, "A3", 4); }
};

}  // namespace

TEST_CASE("rows are grouped by an expression with a value, which is selected, ordered by and compared", "[query]") {
  Fixture f;
  const auto notes = coalesce(booking::notes, "none");
  const auto groups = f.bookings.query().group_by(notes);
  CHECK(groups.select(notes, count()).order_by(notes).all() == Counted{{"Projector", 1}, {"none", 2}, {"quiet", 1}});
  CHECK(groups.select(notes, count()).order_by(count().desc(), notes.desc()).limit(2).all() ==
        Counted{{"none", 2}, {"quiet", 1}});
  CHECK(groups.having(notes != "quiet" && count() > 1).select(notes).all() == Texts{"none"});
  CHECK(groups.select(count()).order_by(notes).all() == std::vector<std::int64_t>{1, 2, 1});
  CHECK(groups.select(notes + "!").order_by(notes + "!").first() == "Projector!");
  CHECK(groups.select(notes).count() == 3);
  CHECK(groups.having(notes == "none").select(notes).exists());
  CHECK(groups.where(notes != "none").select(notes, count()).all().size() == 2);
  // Written anew it is the same.
  CHECK(
      f.bookings.query().group_by(coalesce(booking::notes, "none")).select(coalesce(booking::notes, "none")).count() ==
      3);
  const auto doubled = booking::price * 2;
  CHECK(
      f.bookings.query().group_by(doubled).select(doubled, max(booking::reference)).order_by(doubled.desc()).first() ==
      std::tuple(Numeric(80), std::optional<std::string>("A3")));
  CHECK(f.bookings.query().group_by(doubled, notes).select(notes, doubled + 1).order_by(doubled).all().size() == 4);
}

TEST_CASE("two expressions that differ in their values alone stay apart", "[query]") {
  Fixture f;
  const auto once = booking::price * 1, twice = booking::price * 2;
  const auto groups = f.bookings.query().group_by(once, twice).order_by(twice).limit(1);
  CHECK(groups.select(once, twice).one() == std::tuple(Numeric(10), Numeric(20)));
  CHECK(groups.select(twice, once, twice).one() == std::tuple(Numeric(20), Numeric(10), Numeric(20)));
  const auto nested = once * 2;
  CHECK(f.bookings.query().group_by(nested, once).select(nested, once).order_by(once).first() ==
        std::tuple(Numeric(20), Numeric(10)));
  CHECK_THROWS_AS(f.bookings.query().group_by(once).select(twice).all(), Error);
}

TEST_CASE("distinct rows are ordered by an expression with a value", "[query]") {
  Fixture f;
  const auto notes = coalesce(booking::notes, "none");
  CHECK(f.bookings.query().select(notes).distinct().order_by(notes.desc()).all() ==
        Texts{"quiet", "none", "Projector"});
  CHECK(f.bookings.query().select(notes).distinct().order_by(notes).count() == 3);
  CHECK(f.bookings.query()
            .distinct_on(notes)
            .order_by(notes, booking::reference.desc())
            .select(booking::reference)
            .all() == Texts{"B1", "A3", "A2"});
  CHECK(f.bookings.query().distinct_on(notes).order_by(notes, booking::reference).all().size() == 3);
}

TEST_CASE("an expression with a value recurs across joins, in subqueries and beside other values", "[query]") {
  Fixture f;
  const auto name = user::first_name + "?";
  const auto people = f.users.query().left_join(user::bookings);
  CHECK(people.where(booking::price >= 10 || user::first_name == "Cora")
            .group_by(name)
            .having(count() >= 1 && name != "Bob?")
            .order_by(name.desc())
            .limit(5)
            .offset(0)
            .select("(" + name + ")", count(booking::id).filter(booking::price > 10))
            .all() == Counted{{"(Cora?)", 0}, {"(Ada?)", 2}});
  const auto notes = coalesce(booking::notes, "none");
  const auto common =
      from<eventide::Booking>().where(booking::price > 0).group_by(notes).having(count() > 1).select(notes);
  CHECK(f.bookings.where(booking::price > 10 && notes.in(common) && booking::price < 1000)
            .select(booking::reference)
            .all() == Texts{"A3"});
  // A subquery whose values recur within it, in an expression that recurs.
  const auto most =
      scalar(from<eventide::Booking>().group_by(notes).order_by(count().desc(), notes).limit(1).select(notes));
  const auto is_most = coalesce(most, "") + notes;
  CHECK(f.bookings.where(booking::price < 1000).group_by(is_most).order_by(is_most).select(is_most, count()).all() ==
        Counted{{"noneProjector", 1}, {"nonenone", 2}, {"nonequiet", 1}});
  CHECK(f.bookings.query().select(is_most).distinct().order_by(is_most).all().size() == 3);
}

TEST_CASE("members of JSON and moments group as they are said", "[query]") {
  Fixture f;
  eventide::AuditLogRepository logs(f.database);
  namespace log = eventide::audit_log;
  for (const char* const city : {"Oslo", "Rome", "Oslo"})
    logs.insert({.action = "login", .details = Json{"{\"city\": \"" + std::string(city) + "\"}"}});
  const auto city = log::details.text_of("city");
  CHECK(logs.query().group_by(city).select(city, count()).order_by(city).all() ==
        std::vector<std::tuple<std::optional<std::string>, std::int64_t>>{{"Oslo", 2}, {"Rome", 1}});
  const auto moved = (booking::created_at + Interval{.days = 1}).truncated(TimeUnit::year);
  CHECK(f.bookings.query().group_by(moved).select(moved, count()).all().size() == 1);
  const auto sum_of = raw_expression<Numeric>("({} + {})", booking::price, Numeric(1));
  CHECK(f.bookings.query().group_by(sum_of).select(sum_of).order_by(sum_of).all().size() == 4);
}

TEST_CASE("values of every kind recur, as what they are sent", "[query][second]") {
  Connection database(tests::second_database());
  museum::catalogue::EverythingRepository rows(database);
  museum::catalogue::NewEverything row = tests::one_of_everything();
  row.small = std::int16_t{7};
  rows.insert(row);
  const auto groups = [&](const auto& expression) {
    return rows.query().group_by(expression).order_by(expression).select(expression, count()).all().size() +
           rows.query().select(expression).distinct().order_by(expression).all().size();
  };
  CHECK(groups(e::small + std::int16_t{1}) == 2);
  CHECK(groups(e::fine * 2.0) == 2);
  CHECK(groups(e::words + "x") == 2);
  CHECK(groups(coalesce(e::any_case, "x")) == 2);
  CHECK(groups(coalesce(e::few_words, "x")) == 2);
  CHECK(groups(coalesce(e::padded, "x")) == 2);
  CHECK(groups(coalesce(e::condition, museum::catalogue::Condition::select)) == 2);
  CHECK(groups(e::date + 1) == 2);
  CHECK(groups(e::interval * 2) == 2);
  CHECK(groups(e::bytes + tests::bytes({0, 1})) == 2);
  CHECK(groups(e::bits & BitString("0011")) == 2);
  CHECK(groups(e::price + Money{5}) == 2);
  CHECK(groups(e::int4_range * Range<std::int32_t>(2, 9)) == 2);
  CHECK(groups(e::jsonb + Json{"{}"}) == 2);
  CHECK(groups(coalesce(e::inet, Inet::parse("10.0.0.1").value())) == 2);
}

TEST_CASE("the text of a statement does not depend on values, but for those of what it groups by", "[query]") {
  Fixture f;
  const auto notes = coalesce(booking::notes, "none");
  const auto grouped = [&](const char* search) {
    return f.bookings.where(booking::notes != search)
        .group_by(notes)
        .having(max(booking::notes) != search)
        .select(notes, count());
  };
  CHECK(grouped("none").sql() == grouped("other").sql());
  CHECK(f.bookings.query().select(booking::price * 2).order_by(booking::price * 2).sql() ==
        f.bookings.query().select(booking::price * 2).order_by(booking::price * 3).sql());
  CHECK_THAT(grouped("x").order_by(notes).limit(3).sql(),
             Contains("SELECT coalesce(public.bookings.notes, $1), count(*) FROM") &&
                 Contains("notes IS DISTINCT FROM $2") &&
                 Contains("GROUP BY coalesce(public.bookings.notes, $1) HAVING max(public.bookings.notes) IS DISTINCT "
                          "FROM $3 ORDER BY "
                          "coalesce(public.bookings.notes, $1) ASC LIMIT $4"));
  CHECK_THAT(f.bookings.query().distinct_on(notes).order_by(notes).sql(),
             Contains("DISTINCT ON (coalesce(notes, $1))") && Contains("ORDER BY coalesce(notes, $1) ASC"));
}

TEST_CASE("what recurs goes through plans, pipelines and streams as other statements do", "[query]") {
  Fixture f;
  const auto notes = coalesce(booking::notes, "none");
  const auto groups =
      f.bookings.where(booking::price > 0).group_by(notes).having(count() > 0).select(notes, count()).order_by(notes);
  CHECK_THAT(groups.explain(), Contains("Group Key"));
  CHECK_THAT(groups.explain_analyze(), Contains("actual"));
  std::size_t rows = 0;
  for (const auto& [text, many] : groups.stream()) rows += text.empty() ? 0 : static_cast<std::size_t>(many);
  CHECK(rows == 4);
  Pipeline pipeline(f.database);
  const auto texts = pipeline.all(from<eventide::Booking>().group_by(notes).order_by(notes).select(notes));
  const auto quiet = pipeline.one(from<eventide::Booking>().where(booking::notes == "quiet"));
  pipeline.run();
  CHECK(texts.get() == Texts{"Projector", "none", "quiet"});
  CHECK(quiet.get().reference == "A2");
  // As a prepared statement, with other values each time.
  for (int round = 0; round < 8; ++round) {
    const std::string other = "none " + std::to_string(round);
    const auto each = coalesce(booking::notes, other);
    CHECK(f.bookings.where(booking::price > round).group_by(each).having(count() > 1).select(each).all() ==
          Texts{other});
  }
}
