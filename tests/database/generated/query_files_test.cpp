// Functions of files of queries, on a real server: what they give, on an executor, in a pipeline and as a stream.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/metrics.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/slow_log.hpp>
#include <schemac/runtime/statement_text.hpp>
#include <schemac/runtime/transaction.hpp>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "queries/bookings.hpp"
#include "queries/everything.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::TimestampTz;

namespace {

const TimestampTz kLongAgo = TimestampTz::parse("2000-01-01 00:00Z").value();

/// Two people, and three bookings of the first.
struct Fixture {
  std::vector<std::string> heard;
  std::string url = tests::eventide_database();
  runtime::ConnectionOptions options() {
    runtime::ConnectionOptions listening;
    listening.on_query = [this](const runtime::QueryEvent& event) { heard.emplace_back(event.sql); };
    return listening;
  }
  runtime::Connection database{url, options()};
  UserRepository users{database};
  BookingRepository bookings{database};
  User ada = sign_up("ada@example.org", "Ada");
  User grace = sign_up("grace@example.org", "Grace");

  User sign_up(const std::string& email, const std::string& name) {
    return users.insert({.email = email,
                         .first_name = name,
                         .family_name = "Somebody",
                         .password = runtime::PasswordHash{"$"},
                         .role = Role::guest});
  }
  Fixture() {
    for (int i = 1; i <= 3; ++i) {
      const auto at = [&](int hour) {
        return TimestampTz::parse("2026-06-0" + std::to_string(i) + " 0" + std::to_string(hour) + ":00Z").value();
      };
      bookings.insert({.user_id = ada.id,
                       .reference = "EV-" + std::to_string(i),
                       .during = runtime::Range<TimestampTz>(at(8), at(9)),
                       .price = runtime::Numeric("10.50")});
    }
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a query of many rows gives them as structs", "[query_files]") {
  const std::vector<queries::BusiestUsersRow> rows = queries::busiest_users(database, kLongAgo, 10);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == ada.id);
  CHECK(rows[0].email == "ada@example.org");
  CHECK(rows[0].role == Role::guest);
  CHECK(rows[0].bookings == 3);
  CHECK(rows[0].spent == runtime::Numeric("31.50"));
  CHECK(rows[0].latest.has_value());
  CHECK(rows[1].bookings == 0);
  CHECK(rows[1].spent == runtime::Numeric("0"));
  CHECK_FALSE(rows[1].latest.has_value());
  CHECK(queries::busiest_users(database, kLongAgo, 1).size() == 1);
}

TEST_CASE_METHOD(Fixture, "a query that may be given NULL does otherwise then", "[query_files]") {
  const TimestampTz second = TimestampTz::parse("2026-06-02 12:00Z").value();
  CHECK(queries::cancel_late(database, second, grace.id) == 0);
  CHECK(queries::cancel_late(database, second, std::nullopt) == 2);
  CHECK(bookings.where(booking::status == BookingStatus::cancelled).count() == 2);
  runtime::Transaction transaction(database);
  CHECK(queries::cancel_late(transaction, TimestampTz::parse("2027-01-01 00:00Z").value(), ada.id) == 1);
  transaction.rollback();
  CHECK(bookings.where(booking::status == BookingStatus::cancelled).count() == 2);
}

TEST_CASE_METHOD(Fixture, "queries go through a pipeline, and as a stream", "[query_files]") {
  runtime::Pipeline pipeline(database);
  const auto rows = queries::busiest_users(pipeline, kLongAgo, 10);
  const auto cancelled = queries::cancel_late(pipeline, TimestampTz::parse("2027-01-01 00:00Z").value(), ada.id);
  pipeline.run();
  CHECK(rows.get() == queries::busiest_users(database, kLongAgo, 10));
  CHECK(cancelled.get() == 3);

  std::vector<queries::BusiestUsersRow> streamed;
  for (queries::BusiestUsersRow& each : queries::stream_busiest_users(database, kLongAgo, 10))
    streamed.push_back(std::move(each));
  CHECK(streamed == rows.get());
  CHECK_FALSE(database.in_transaction());
  // Left early, inside a transaction, with other statements meanwhile.
  runtime::Transaction transaction(database);
  for (const queries::BusiestUsersRow& each : queries::stream_busiest_users(transaction, kLongAgo, 10)) {
    CHECK(users.exists(each.id));
    break;
  }
  transaction.commit();
}

TEST_CASE_METHOD(Fixture, "an observer, metrics and the slow log call a query by its name", "[query_files]") {
  heard.clear();
  static_cast<void>(queries::busiest_users(database, kLongAgo, 10));
  REQUIRE(heard.size() == 1);
  CHECK(runtime::statement_name(heard[0]) == "busiest_users");
  heard.clear();
  for (const auto& each : queries::stream_busiest_users(database, kLongAgo, 10)) CHECK(each.bookings >= 0);
  REQUIRE(heard.size() >= 2);
  int named = 0;
  for (const std::string& sql : heard) named += runtime::given_name(sql) == "busiest_users";
  CHECK(named == 2);  // DECLARE and FETCH
  CHECK(runtime::given_name("SELECT 1").empty());
  CHECK(runtime::given_name("/* name: x y */ SELECT 1").empty());
  CHECK(runtime::given_name("/* name: x").empty());
  CHECK(runtime::given_name("/* name:  */ SELECT 1").empty());

  std::string line;
  runtime::ConnectionOptions logging;
  runtime::log_slow_queries(
      logging, {.over = std::chrono::milliseconds(0), .write = [&](const std::string& text) { line = text; }});
  runtime::Connection logged(url, logging);
  static_cast<void>(queries::busiest_users(logged, kLongAgo, 10));
  CHECK_THAT(line, Catch::Contains(", busiest_users: SELECT u.id"));
}

TEST_CASE("every type is a parameter and a result of a query", "[query_files][second]") {
  namespace q = museum::queries;
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  const NewEverything e = tests::one_of_everything();
  const q::PutEverythingRow row = q::put_everything(
      database, 5, e.yes.value(), e.whole.value(), e.large.value(), e.rough.value(), e.fine.value(), e.exact.value(),
      e.price.value(), e.words.value(), e.few_words.value(), e.padded.value(), e.any_case.value(), e.bytes.value(),
      e.uuid.value(), e.date.value(), e.time.value(), e.time_tz.value(), e.timestamp.value(), e.timestamp_tz.value(),
      e.interval.value(), e.json.value(), e.jsonb.value(), e.xml.value(), e.inet.value(), e.cidr.value(),
      e.macaddr.value(), e.macaddr8.value(), e.bits.value(), e.some_bits.value(), e.point.value(), e.line.value(),
      e.lseg.value(), e.box.value(), e.path.value(), e.polygon.value(), e.circle.value(), e.vector.value(),
      e.query.value(), e.lsn.value(), e.oid.value(), e.int4_range.value(), e.int8_range.value(), e.num_range.value(),
      e.date_range.value(), e.ts_range.value(), e.ts_tz_range.value(), e.int4_ranges.value(), e.int8_ranges.value(),
      e.num_ranges.value(), e.date_ranges.value(), e.ts_ranges.value(), e.ts_tz_ranges.value(), e.condition.value(),
      e.custom.value());
  const Everything kept = EverythingRepository(database).get(5);
#define CHECK_SAME(name) CHECK(row.name == kept.name)
  CHECK_SAME(small);
  CHECK_SAME(yes);
  CHECK_SAME(whole);
  CHECK_SAME(large);
  CHECK_SAME(rough);
  CHECK_SAME(fine);
  CHECK_SAME(exact);
  CHECK_SAME(price);
  CHECK_SAME(words);
  CHECK_SAME(few_words);
  CHECK_SAME(padded);
  CHECK_SAME(any_case);
  CHECK_SAME(bytes);
  CHECK_SAME(uuid);
  CHECK_SAME(date);
  CHECK_SAME(time);
  CHECK_SAME(time_tz);
  CHECK_SAME(timestamp);
  CHECK_SAME(timestamp_tz);
  CHECK_SAME(interval);
  CHECK_SAME(json);
  CHECK_SAME(jsonb);
  CHECK_SAME(xml);
  CHECK_SAME(inet);
  CHECK_SAME(cidr);
  CHECK_SAME(macaddr);
  CHECK_SAME(macaddr8);
  CHECK_SAME(bits);
  CHECK_SAME(some_bits);
  CHECK_SAME(point);
  CHECK_SAME(line);
  CHECK_SAME(lseg);
  CHECK_SAME(box);
  CHECK_SAME(path);
  CHECK_SAME(polygon);
  CHECK_SAME(circle);
  CHECK_SAME(lsn);
  CHECK_SAME(oid);
  CHECK_SAME(int4_range);
  CHECK_SAME(int8_range);
  CHECK_SAME(num_range);
  CHECK_SAME(date_range);
  CHECK_SAME(ts_range);
  CHECK_SAME(ts_tz_range);
  CHECK_SAME(int4_ranges);
  CHECK_SAME(int8_ranges);
  CHECK_SAME(num_ranges);
  CHECK_SAME(date_ranges);
  CHECK_SAME(ts_ranges);
  CHECK_SAME(ts_tz_ranges);
  CHECK_SAME(condition);
  CHECK_SAME(vector);
  CHECK_SAME(query);
#undef CHECK_SAME
  CHECK(row.custom == kept.custom);
}

TEST_CASE("arrays of every kind are parameters and results of a query", "[query_files][second]") {
  namespace q = museum::queries;
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  const runtime::Uuid id = runtime::Uuid::parse("01234567-89ab-cdef-0123-456789abcdef").value();
  const auto instant = TimestampTz::parse("2026-03-01 10:20Z").value();
  const q::PutListsRow row = q::put_lists(
      database, id, {true, false}, {1, -2}, {runtime::Numeric("1.50")}, {"a", "b\"c", ""}, {"ab"}, {"MiXed"},
      {runtime::BitString("0110")}, {id}, {instant}, {runtime::Json{"{\"a\": 1}"}}, {tests::bytes({0, 255})},
      {runtime::Range<std::int32_t>(1, 5)}, {Condition::lost_at_sea, Condition::new_}, {"$.\"a\""});
  const Lists kept = ListsRepository(database).get(id);
  CHECK(row.yeses == kept.yeses);
  CHECK(row.larges == kept.larges);
  CHECK(row.exacts == kept.exacts);
  CHECK(row.few_words == kept.few_words);
  CHECK(row.few_words == std::vector<std::string>{"a", "b\"c", ""});
  CHECK(row.padded == kept.padded);
  CHECK(row.any_case == kept.any_case);
  CHECK(row.bits == kept.bits);
  CHECK(row.uuids == kept.uuids);
  CHECK(row.instants == kept.instants);
  CHECK(row.jsonbs == kept.jsonbs);
  CHECK(row.bytes == kept.bytes);
  CHECK(row.ranges == kept.ranges);
  CHECK(row.conditions == kept.conditions);
  CHECK(row.customs == kept.customs);
}

TEST_CASE("elements that may be NULL come in and go out", "[query_files][second]") {
  namespace q = museum::queries;
  runtime::Connection database(tests::second_database());
  const std::vector<std::optional<std::int32_t>> numbers{1, std::nullopt, 3};
  const std::vector<std::optional<bool>> truths{std::nullopt, true};
  const std::vector<std::optional<std::string>> labels{"a", std::nullopt, ""};
  const q::PutGapsRow row = q::put_gaps(database, numbers, truths, labels);
  CHECK(row.numbers == numbers);
  CHECK(row.truths == truths);
  CHECK(row.labels == labels);
  CHECK(row.missing == std::vector<std::optional<museum::catalogue::Condition>>{std::nullopt});
  CHECK(q::put_gaps(database, {}, {}, {}).numbers.empty());
}

TEST_CASE("an optional row is one, nothing, or an error where there are several", "[query_files][second]") {
  namespace q = museum::queries;
  using namespace museum::catalogue;
  runtime::Connection database(tests::second_database());
  CHECK_FALSE(q::find_maybe(database, 1, std::nullopt, std::nullopt, std::nullopt).has_value());
  MaybeRepository(database).insert({.id = std::int64_t{1}, .condition = std::optional<Condition>()});
  const auto row = q::find_maybe(database, 1, std::nullopt, std::nullopt, std::nullopt);
  REQUIRE(row);
  CHECK(row->id == 1);
  CHECK(row->whole == 7);
  CHECK_FALSE(row->words.has_value());
  CHECK_FALSE(row->condition.has_value());
  CHECK_FALSE(q::find_maybe(database, 1, "something", std::nullopt, std::nullopt).has_value());
  runtime::Pipeline pipeline(database);
  const auto pending = q::find_maybe(pipeline, 1, std::nullopt, std::nullopt, std::nullopt);
  pipeline.run();
  CHECK(pending.get() == row);
}

TEST_CASE("a text that PostgreSQL could not hold is not sent by a query", "[query_files][second]") {
  runtime::Connection database(tests::second_database());
  CHECK_THROWS_AS(museum::queries::find_maybe(database, 1, std::string("a\0b", 3), std::nullopt, std::nullopt),
                  runtime::InvalidValue);
}
