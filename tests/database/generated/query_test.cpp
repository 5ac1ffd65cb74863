// Queries over generated columns, on a server: Eventide's.
#include <algorithm>

#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>

#include "audit_log.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;
using Catch::StartsWith;
using runtime::Numeric, runtime::Uuid;

namespace {

runtime::TimestampTz at(const std::string& time) {
  return runtime::TimestampTz::parse("2026-06-01 " + time + "Z").value();
}
runtime::Range<runtime::TimestampTz> between(const std::string& from, const std::string& to) {
  return {at(from), at(to)};
}

/// Three people; Ada has three bookings, Bob one, Cora none.
struct Fixture {
  std::string url = tests::eventide_database();
  runtime::Connection database{url};
  UserRepository users{database};
  BookingRepository bookings{database};
  User ada = person("ada@example.org", "Ada", Role::admin);
  User bob = person("bob@example.org", "Bob", Role::member);
  User cora = person("cora@example.org", "Cora", Role::guest);
  Booking a1 = booked(ada, "A1", "09:00:00", "10:00:00", "10.00", "quiet room, by the window");
  Booking a2 = booked(ada, "A2", "11:00:00", "12:00:00", "20.00", std::nullopt);
  Booking a3 = booked(ada, "A3", "13:00:00", "14:00:00", "30.00", "100% of it");
  Booking b1 = booked(bob, "B1", "09:30:00", "11:30:00", "40.00", "Projector");

  User person(const std::string& email, const std::string& name, Role role) {
    return users.insert({.email = email,
                         .first_name = name,
                         .family_name = "Person",
                         .password = runtime::PasswordHash{"$"},
                         .role = role});
  }
  Booking booked(const User& user, const std::string& reference, const std::string& from, const std::string& to,
                 const char* price, const std::optional<std::string>& notes) {
    return bookings.insert({.user_id = user.id,
                            .reference = reference,
                            .during = between(from, to),
                            .price = Numeric(price),
                            .notes = notes});
  }
  /// The references of what a condition chooses, in their order.
  std::string chosen(const runtime::Condition<Booking>& condition) {
    std::string references;
    for (const Booking& each : bookings.where(condition).order_by(booking::reference).all())
      references += (references.empty() ? "" : " ") + each.reference;
    return references;
  }
};

}  // namespace

TEST_CASE("a query gives the rows that fulfil its conditions, in its order", "[query]") {
  Fixture f;
  f.bookings.update(f.a2.id, {.status = BookingStatus::confirmed});
  const auto slot = between("11:00:00", "13:00:00");
  const std::vector<Booking> found =
      f.bookings.where(booking::status == BookingStatus::confirmed && booking::during.overlaps(slot)).all();
  REQUIRE(found.size() == 1);
  CHECK(found[0] == f.bookings.get(f.a2.id));

  const auto dear = f.bookings.where(booking::price >= 20).order_by(booking::price.desc()).limit(2).offset(1).all();
  REQUIRE(dear.size() == 2);
  CHECK(dear[0].reference == "A3");
  CHECK(dear[1].reference == "A2");
  CHECK(f.bookings.where(booking::price > 100).all().empty());
}

TEST_CASE("every comparison says in SQL what it says in C++", "[query]") {
  Fixture f;
  CHECK(f.chosen(booking::reference == "A1") == "A1");
  CHECK(f.chosen(booking::reference != "A1") == "A2 A3 B1");
  CHECK(f.chosen(booking::price < 20) == "A1");
  CHECK(f.chosen(booking::price <= 20) == "A1 A2");
  CHECK(f.chosen(booking::price > Numeric("20.00")) == "A3 B1");
  CHECK(f.chosen(20 < booking::price) == "A3 B1");
  CHECK(f.chosen("A2" == booking::reference) == "A2");
  CHECK(f.chosen(booking::price.between(20, 30)) == "A2 A3");
  CHECK(f.chosen(booking::price.between(20, booking::price)) == "A2 A3 B1");
  CHECK(f.chosen(booking::id.in({f.a1.id, f.b1.id})) == "A1 B1");
  CHECK(f.chosen(booking::id.in({})).empty());
  CHECK(f.chosen(booking::id.not_in({f.a1.id, f.b1.id})) == "A2 A3");
  CHECK(f.chosen(booking::status.in({BookingStatus::pending, BookingStatus::cancelled})) == "A1 A2 A3 B1");
  CHECK(f.chosen(booking::created_at <= booking::updated_at) == "A1 A2 A3 B1");
  CHECK(f.chosen(booking::reference == "A1" || booking::reference == "B1") == "A1 B1");
  CHECK(f.chosen((booking::reference == "A1" || booking::reference == "B1") && booking::price > 20) == "B1");
  CHECK(f.chosen(!(booking::reference == "A1" || booking::reference == "B1")) == "A2 A3");
}

TEST_CASE("NULL is a value like nullopt: it is unequal to every other, and a `!` turns a comparison round", "[query]") {
  Fixture f;
  CHECK(f.chosen(booking::notes == std::nullopt) == "A2");
  CHECK(f.chosen(booking::notes.is_null()) == "A2");
  CHECK(f.chosen(booking::notes != std::nullopt) == "A1 A3 B1");
  CHECK(f.chosen(booking::notes == "Projector") == "B1");
  CHECK(f.chosen(booking::notes != "Projector") == "A1 A2 A3");
  CHECK(f.chosen(!(booking::notes == "Projector")) == "A1 A2 A3");
  CHECK(f.chosen(!(booking::notes != "Projector")) == "B1");
  CHECK(f.chosen(!(booking::notes > "a")) == "A2 A3 B1");
  CHECK(f.chosen(booking::notes.not_in({"Projector"})) == "A1 A2 A3");
  std::optional<std::string> asked;
  CHECK(f.chosen(booking::notes == asked) == "A2");
  asked = "Projector";
  CHECK(f.chosen(booking::notes == asked) == "B1");
  CHECK(f.chosen(booking::notes != asked) == "A1 A2 A3");
}

TEST_CASE("a filter that a request asks for grows condition by condition, and sorts as it is told", "[query]") {
  Fixture f;
  runtime::Condition<Booking> filter;
  CHECK(f.chosen(filter) == "A1 A2 A3 B1");
  filter &= booking::price > 10;
  filter &= booking::user_id == f.ada.id;
  CHECK(f.chosen(filter) == "A2 A3");
  filter |= booking::reference == "B1";
  CHECK(f.chosen(filter) == "A2 A3 B1");
  CHECK(f.chosen(runtime::any_of<Booking>({booking::reference == "A1", booking::reference == "A3"})) == "A1 A3");
  CHECK(f.chosen(runtime::any_of<Booking>({})).empty());
  CHECK(f.chosen(runtime::all_of<Booking>({booking::price > 10, booking::price < 40})) == "A2 A3");
  CHECK(f.chosen(runtime::all_of<Booking>({})) == "A1 A2 A3 B1");

  std::vector<runtime::Order<Booking>> sorting;
  sorting.push_back(booking::notes.desc().nulls_last());
  sorting.push_back(booking::reference.asc());
  const auto sorted = f.bookings.query().order_by(sorting).select(booking::reference).all();
  CHECK(sorted.back() == "A2");
  auto query = f.bookings.query();
  for (int i = 0; i < 3; ++i) query = query.where(booking::price > i);
  CHECK(query.count() == 4);
}

TEST_CASE("operators of text mean the characters that they are given", "[query]") {
  Fixture f;
  CHECK(f.chosen(booking::notes.contains("%")) == "A3");
  CHECK(f.chosen(booking::notes.contains("_")).empty());
  CHECK(f.chosen(booking::notes.starts_with("100%")) == "A3");
  CHECK(f.chosen(booking::notes.ends_with("window")) == "A1");
  CHECK(f.chosen(booking::notes.icontains("PROJ")) == "B1");
  CHECK(f.chosen(booking::notes.like("P%r")) == "B1");
  CHECK(f.chosen(booking::notes.ilike("p%R")) == "B1");
  CHECK(f.chosen(booking::notes.matches("^[0-9]+%")) == "A3");
  CHECK(f.chosen(booking::notes.imatches("^proj")) == "B1");
  CHECK(f.chosen(booking::reference.lower() == "a1") == "A1");
  CHECK(f.chosen(booking::notes.length() > 10) == "A1");
  CHECK(f.chosen(runtime::coalesce(booking::notes, "none").upper() == "NONE") == "A2");
  for (const char* hostile : {"'; DROP TABLE bookings; --", "$1", "\\", "%\\_", "{}", "\"", "a\nb", "Ω"}) {
    CHECK(f.chosen(booking::notes.contains(hostile) || booking::notes == hostile).empty());
    f.bookings.update(f.a2.id, {.notes = std::string("<") + hostile + ">"});
    CHECK(f.chosen(booking::notes.contains(hostile)) == "A2");
    CHECK(f.chosen(booking::notes == std::string("<") + hostile + ">") == "A2");
    f.bookings.update(f.a2.id, {.notes = std::nullopt});
  }
  CHECK_THROWS_AS(f.chosen(booking::notes == std::string("a\0b", 3)), runtime::InvalidValue);
  CHECK_THROWS_AS(f.chosen(booking::notes == "\xff"), runtime::InvalidValue);
}

TEST_CASE("full-text search finds words, and is served by the index over that very expression", "[query]") {
  Fixture f;
  CHECK(f.chosen(booking::notes.search("english", "windows -projector")) == "A1");
  CHECK(f.chosen(booking::notes.search("english", "\"quiet room\" or projectors")) == "A1 B1");
  CHECK(f.chosen(booking::notes.search("english", "'); DROP TABLE bookings; --")).empty());
  const auto ranked = f.bookings.where(booking::notes.search("english", "quiet or window"))
                          .order_by(booking::notes.rank("english", "quiet or window").desc())
                          .select(booking::reference, booking::notes.rank("english", "quiet or window"))
                          .all();
  REQUIRE(ranked.size() == 1);
  CHECK(std::get<1>(ranked[0]) > 0);
  runtime::Transaction transaction(f.database);
  transaction.execute_unchecked_sql("SET LOCAL enable_seqscan = off");
  CHECK_THAT(runtime::from<Booking>(transaction).where(booking::notes.search("english", "quiet")).explain(),
             Contains("idx_bookings_search"));
}

TEST_CASE("operators of ranges relate them to ranges, values and other columns", "[query]") {
  Fixture f;
  CHECK(f.chosen(booking::during.overlaps(between("09:45:00", "11:10:00"))) == "A1 A2 B1");
  CHECK(f.chosen(booking::during.contains(at("09:45:00"))) == "A1 B1");
  CHECK(f.chosen(booking::during.contains(between("09:31:00", "09:32:00"))) == "A1 B1");
  CHECK(f.chosen(booking::during.within(between("08:00:00", "10:00:00"))) == "A1");
  CHECK(f.chosen(booking::during.before(between("12:00:00", "13:00:00"))) == "A1 A2 B1");
  CHECK(f.chosen(booking::during.after(between("12:00:00", "13:00:00"))) == "A3");
  CHECK(f.chosen(booking::during.adjacent_to(between("12:00:00", "13:00:00"))) == "A2 A3");
  CHECK(f.chosen(booking::during.upper() <= at("10:00:00")) == "A1");
  CHECK(f.chosen(booking::during.contains(booking::created_at)).empty());
  CHECK(f.chosen(booking::during.is_empty()).empty());
  CHECK(f.chosen(booking::during.lower() + runtime::Interval{0, 0, 3'600'000'000} == booking::during.upper()) ==
        "A1 A2 A3");
}

TEST_CASE("a projection reads the columns that it names, as values, tuples or a struct", "[query]") {
  Fixture f;
  struct Summary {
    std::string reference;
    std::optional<std::string> notes;
    Numeric price;
  };
  const auto query = f.bookings.where(booking::user_id == f.ada.id).order_by(booking::reference);
  CHECK(query.select(booking::reference).all() == std::vector<std::string>{"A1", "A2", "A3"});
  const auto pairs = query.select(booking::status, booking::notes).all();
  CHECK(pairs.at(1) == std::tuple<BookingStatus, std::optional<std::string>>{BookingStatus::pending, std::nullopt});
  const auto summaries = query.select_as<Summary>(booking::reference, booking::notes, booking::price * 2).all();
  CHECK(summaries.at(2).price == 60);
  CHECK_FALSE(summaries.at(1).notes);
  CHECK(query.select(booking::reference).sql() ==
        "SELECT reference FROM public.bookings WHERE user_id = $1 ORDER BY reference ASC");
  CHECK(f.bookings.query().select(booking::user_id).distinct().all().size() == 2);
  const auto firsts = f.bookings.query()
                          .distinct_on(booking::user_id)
                          .order_by(booking::user_id, booking::price.desc())
                          .select(booking::reference)
                          .all();
  CHECK(std::count(firsts.begin(), firsts.end(), "A3") == 1);
  CHECK(firsts.size() == 2);
}

TEST_CASE("one row, the first row, and whether and how many there are", "[query]") {
  Fixture f;
  CHECK(f.bookings.where(booking::reference == "A1").one() == f.a1);
  CHECK(f.bookings.where(booking::reference == "A1").optional_one() == f.a1);
  CHECK_FALSE(f.bookings.where(booking::reference == "Z").optional_one());
  CHECK_THROWS_AS(f.bookings.where(booking::reference == "Z").one(), runtime::NotFound);
  CHECK_THROWS_WITH(f.bookings.where(booking::reference == "Z").one(),
                    StartsWith("there is no such row: ... FROM public.bookings WHERE") && !Contains("Z"));
  CHECK_THROWS_AS(f.bookings.where(booking::price > 10).one(), runtime::TooManyRows);
  CHECK_THROWS_WITH(f.bookings.where(booking::price > 10).one(),
                    StartsWith("there are several rows where one was to be: ... FROM public.bookings WHERE"));
  CHECK(f.bookings.query().order_by(booking::price.desc()).first()->reference == "B1");
  CHECK_FALSE(f.bookings.where(booking::price > 99).first());
  CHECK(f.bookings.where(booking::price > 10).count() == 3);
  CHECK(f.bookings.where(booking::price > 10).limit(2).count() == 2);
  CHECK(f.bookings.query().select(booking::user_id).distinct().count() == 2);
  CHECK(f.bookings.where(booking::price > 39).exists());
  CHECK_FALSE(f.bookings.where(booking::price > 40).exists());
  CHECK(f.bookings.query().order_by(booking::price).offset(4).exists() == false);
  CHECK_THROWS_AS(runtime::from<Booking>().all(), runtime::UsageError);
}

TEST_CASE("groups are counted, added up and chosen among", "[query]") {
  Fixture f;
  using namespace runtime;
  const auto totals =
      f.bookings.query()
          .group_by(booking::user_id)
          .having(count() > 1)
          .select(booking::user_id, count(), sum(booking::price), avg(booking::price), min(booking::notes))
          .all();
  REQUIRE(totals.size() == 1);
  CHECK(std::get<0>(totals[0]) == f.ada.id);
  CHECK(std::get<1>(totals[0]) == 3);
  CHECK(std::get<2>(totals[0])->to_string() == "60.00");
  CHECK(std::get<3>(totals[0]).value() == 20);
  CHECK(std::get<4>(totals[0]) == "100% of it");
  const auto [all, noted, people, cheap] =
      f.bookings.query()
          .select(count(), count(booking::notes), count_distinct(booking::user_id), count().filter(booking::price < 25))
          .one();
  CHECK(all == 4);
  CHECK(noted == 3);
  CHECK(people == 2);
  CHECK(cheap == 2);
  CHECK_FALSE(f.bookings.where(booking::price > 99).select(max(booking::price)).one());
  CHECK(f.bookings.query().select(max(booking::status)).one() == BookingStatus::pending);
  CHECK(f.bookings.query().group_by(booking::user_id).select(booking::user_id).count() == 2);
}

TEST_CASE("subqueries choose by what other tables have", "[query]") {
  Fixture f;
  using runtime::from;
  const auto names = [&](const runtime::Condition<User>& condition) {
    return f.users.where(condition).order_by(user::first_name).select(user::first_name).all();
  };
  const auto theirs = from<Booking>().where(booking::user_id == user::id);
  CHECK(names(exists(theirs)) == std::vector<std::string>{"Ada", "Bob"});
  CHECK(names(!exists(theirs)) == std::vector<std::string>{"Cora"});
  CHECK(names(exists(theirs.where(booking::price > 30))) == std::vector<std::string>{"Bob"});
  CHECK(names(user::id.in(from<Booking>().where(booking::price < 30).select(booking::user_id))) ==
        std::vector<std::string>{"Ada"});
  CHECK(names(!user::id.in(from<Booking>().select(booking::user_id))) == std::vector<std::string>{"Cora"});
  constexpr auto other = runtime::as<Booking, "other">;
  const auto meets = from<runtime::As<Booking, "other">>().where(other[booking::user_id] != booking::user_id &&
                                                                 other[booking::during].overlaps(booking::during));
  CHECK(f.chosen(exists(meets)) == "A1 A2 B1");
}

TEST_CASE("joins go along relations, or on any condition, and a left join gives optionals", "[query]") {
  Fixture f;
  const auto admins =
      f.bookings.query().join(booking::user).where(user::role == Role::admin).order_by(booking::reference);
  CHECK(admins.select(booking::reference, user::first_name).all().at(2) ==
        std::tuple<std::string, std::string>{"A3", "Ada"});
  CHECK(admins.all().size() == 3);
  CHECK(admins.count() == 3);
  const auto people = f.users.query()
                          .left_join(user::bookings)
                          .order_by(user::first_name, booking::reference)
                          .select(user::first_name, booking::reference, runtime::coalesce(booking::price, 0))
                          .all();
  REQUIRE(people.size() == 5);
  static_assert(std::is_same_v<std::tuple_element_t<1, std::decay_t<decltype(people[0])>>, std::optional<std::string>>);
  CHECK(std::get<1>(people[0]) == "A1");
  CHECK_FALSE(std::get<1>(people[4]));
  constexpr auto other = runtime::as<Booking, "other">;
  const auto meeting = f.bookings.query()
                           .join<runtime::As<Booking, "other">>(other[booking::during].overlaps(booking::during) &&
                                                                other[booking::reference] > booking::reference)
                           .order_by(booking::reference)
                           .select(booking::reference, other[booking::reference])
                           .all();
  CHECK(meeting == std::vector<std::tuple<std::string, std::string>>{{"A1", "B1"}, {"A2", "B1"}});
  CHECK(f.bookings.query().join<User>(user::id == booking::user_id && user::role == Role::member).count() == 1);
}

TEST_CASE("rows that were removed softly are left out of queries, joins and subqueries unless asked for", "[query]") {
  Fixture f;
  f.users.remove(f.bob.id);
  CHECK(f.users.query().count() == 2);
  CHECK(f.users.query().with_deleted().count() == 3);
  CHECK(f.users.where(user::first_name == "Bob" || user::first_name == "Ada").count() == 1);
  CHECK(f.users.query().with_deleted().where(user::deleted_at != std::nullopt).one().id == f.bob.id);
  CHECK(f.bookings.query().join(booking::user).count() == 3);
  const auto owner = f.bookings.where(booking::reference == "B1").left_join(booking::user).select(user::email).one();
  CHECK_FALSE(owner);
  CHECK(f.chosen(booking::user_id.in(runtime::from<User>().select(user::id))) == "A1 A2 A3");
}

TEST_CASE("raw SQL takes columns and values, and values stay parameters", "[query]") {
  Fixture f;
  using runtime::raw_condition, runtime::raw_expression;
  CHECK(f.chosen(raw_condition("extract(hour FROM lower({}) AT TIME ZONE 'UTC') = {}", booking::during, 11)) == "A2");
  CHECK(f.chosen(raw_condition("{} = {}", booking::reference, "' OR true --")).empty());
  CHECK(f.chosen(raw_condition("true OR false") && booking::price > 30) == "B1");
  CHECK(f.chosen(raw_expression<std::int32_t>("length({})", booking::notes) > 20) == "A1");
  CHECK(f.chosen(raw_condition("{} = ANY('{{A1,B1}}')", booking::reference)) == "A1 B1");  // a brace is doubled
  CHECK_THROWS_AS(f.bookings.query().select(raw_expression<std::int64_t>("'text'::text")).all(), runtime::DecodeError);
  CHECK(f.bookings.query().limit(1).select(raw_expression<std::string>("'{{}}{{{{' || {} || '}}'", "x")).one() ==
        "{}{{x}");
}

TEST_CASE("the statement of a query can be read, and PostgreSQL asked what it does", "[query]") {
  Fixture f;
  const auto query = f.bookings.where(booking::price > 10 && !(booking::notes == "x")).limit(5);
  CHECK(query.sql() ==
        "SELECT id, user_id, reference, status, during, price, notes, created_at, updated_at FROM public.bookings "
        "WHERE price > $1 AND (notes = $2) IS NOT TRUE LIMIT $3");
  CHECK_THAT(query.explain(), Contains("Limit") && Contains("bookings"));
  CHECK_THAT(query.explain_analyze(), Contains("actual time"));
  CHECK_THAT(f.bookings.query().join(booking::user).select(booking::id).sql(),
             Contains("SELECT public.bookings.id FROM public.bookings JOIN public.users ON public.users.id = "
                      "public.bookings.user_id AND public.users.deleted_at IS NULL"));
}

TEST_CASE("locks hold rows until the transaction ends, and others pass by or are told", "[query]") {
  Fixture f;
  runtime::Connection other(f.url);
  runtime::Transaction mine(f.database), theirs(other);
  const auto first = [](runtime::Executor& executor) {
    return runtime::from<Booking>(executor).order_by(booking::reference);
  };
  CHECK(first(mine).limit(1).for_update().one().reference == "A1");
  CHECK(first(theirs).limit(1).for_update().skip_locked().one().reference == "A2");
  CHECK(first(theirs).join(booking::user).limit(1).for_share().skip_locked().select(booking::reference).one() == "A2");
  CHECK_THROWS_AS(first(theirs).limit(1).for_update().nowait().one(), runtime::LockNotAvailable);
}

TEST_CASE("a column that may hold JSON is looked into", "[query]") {
  Fixture f;
  AuditLogRepository logs(f.database);
  logs.insert(
      {.action = "login", .details = runtime::Json{R"({"from": {"ip": "10.0.0.1"}, "tries": 2, "tags": ["a"]})"}});
  logs.insert({.action = "logout"});
  const auto actions = [&](const runtime::Condition<AuditLog>& condition) {
    return logs.where(condition).select(audit_log::action).all();
  };
  const std::vector<std::string> login{"login"}, logout{"logout"};
  CHECK(actions(audit_log::details.has_key("tries")) == login);
  CHECK(actions(!audit_log::details.has_key("tries")) == logout);
  CHECK(actions(audit_log::details.contains(runtime::Json{R"({"tries": 2})"})) == login);
  CHECK(actions(audit_log::details.path({"from", "ip"}) == runtime::Json{"\"10.0.0.1\""}) == login);
  CHECK(actions(audit_log::details.text_at({"from", "ip"}).starts_with("10.")) == login);
  CHECK(actions(audit_log::details.text_of("tries") == "2") == login);
  CHECK(actions(audit_log::details.text_of("tries") == std::nullopt) == logout);
  CHECK(actions(audit_log::details.get("tags").at(0) == runtime::Json{"\"a\""}) == login);
  CHECK(actions(audit_log::details.has_path("$.tags[*] ? (@ == \"a\")")) == login);
  CHECK(actions(audit_log::details.has_any_key({"x", "tags"})) == login);
  CHECK(actions(audit_log::details.has_all_keys({"x", "tags"})).empty());
  CHECK(actions(audit_log::actor_id == std::nullopt).size() == 2);
}
