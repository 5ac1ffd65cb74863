// Values are parameters, always: whatever they are, the statements that reach the server are the same to the letter,
// and what was sent comes back as it was. Every function of every repository, pipeline and file of queries is called
// with values that are made to break out of SQL; what the session prepared is compared with what it prepares for
// harmless ones, and what became of the rows with what the function is for. Here Eventide's; hostile_second_test.cpp
// has those of the second schema.
#include "audit_log.hpp"
#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/hostile_values.hpp"
#include "queries/bookings.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Numeric;
using runtime::Uuid;
using tests::Effect;
using tests::kHostile;
using tests::RowWatch;
using tests::WatchedCalls;

namespace {

namespace e = eventide;

e::NewUser person(const std::string& text) {
  // What the rules of the schema would refuse before it was sent is no test of what is sent.
  const std::string name = text.substr(0, 40);
  return {.email = "x@" + std::string("example.org"),
          .first_name = name,
          .family_name = name,
          .phone_number = "0123456789",
          .password = runtime::PasswordHash{text}};
}

runtime::Range<runtime::TimestampTz> an_hour() {
  return {runtime::TimestampTz::parse("2026-06-01 10:00Z").value(),
          runtime::TimestampTz::parse("2026-06-01 11:00Z").value()};
}

std::string twelve(const std::string& text) {
  std::string head = text.substr(0, 12);
  while (!head.empty() && (head.back() & 0x80) != 0) head.pop_back();  // no half of a character
  return head;
}

/// Two rows in each table.
std::string eventide_with_rows() {
  const std::string url = tests::eventide_database();
  Connection connection(url);
  for (const std::string name : {"ada", "bob"}) {
    e::NewUser user = person(name);
    user.email = name + "@example.org";
    const Uuid id = e::UserRepository(connection).insert(user).id;
    e::BookingRepository(connection)
        .insert({.user_id = id, .reference = name, .during = an_hour(), .price = Numeric(2), .notes = "of " + name});
    e::AuditLogRepository(connection).insert({.actor_id = id, .action = "came"});
    e::AvailabilityRepository(connection).insert({.user_id = id, .slot = an_hour()});
    const runtime::Bytes token{std::byte{1}};
    e::SessionRepository(connection)
        .insert({.user_id = id,
                 .token = runtime::Ciphertext{token},
                 .token_lookup = token,
                 .expires_at = runtime::TimestampTz::infinity()});
  }
  return url;
}

runtime::Bytes bytes_of(const std::string& text) {
  runtime::Bytes bytes;
  for (const char character : text) bytes.push_back(static_cast<std::byte>(character));
  return bytes;
}

}  // namespace

TEST_CASE("no value reaches the SQL of Eventide's repositories and pipelines", "[hostile]") {
  const Uuid id = Uuid::parse("00000000-0000-4000-8000-000000000001").value();
  const auto by_user = [&](const auto& find) {
    find("list_by_user", [&](auto& rows) { return rows.list_by_user(id); });
  };
  tests::check_values(eventide_with_rows(), 60, [&](Connection& connection, RowWatch& watch, const std::string& text) {
    const auto place = [&](const char* header) { return tests::Place{connection, watch, "eventide", header}; };
    tests::call_everything<e::User, e::UserRepository, e::UserPipeline>(
        place("user.hpp"), "User",
        [&](const auto& find) { find("find_by_email", [&](auto& rows) { return rows.find_by_email(text); }); },
        person(text), {.first_name = text.substr(0, 40)}, id);
    tests::call_everything<e::Booking, e::BookingRepository, e::BookingPipeline>(
        place("booking.hpp"), "Booking",
        [&](const auto& find) {
          find("find_by_reference", [&](auto& rows) { return rows.find_by_reference(text); });
          by_user(find);
        },
        e::NewBooking{
            .user_id = id, .reference = twelve(text), .during = an_hour(), .price = Numeric(1), .notes = text},
        {.notes = text}, id);
    tests::call_everything<e::AuditLog, e::AuditLogRepository, e::AuditLogPipeline>(
        place("audit_log.hpp"), "AuditLog",
        [&](const auto& find) { find("list_by_actor", [&](auto& rows) { return rows.list_by_actor(id); }); },
        e::NewAuditLog{.action = text, .details = runtime::Json{text}}, {.action = text}, std::int64_t{1});
    const runtime::Bytes bytes = bytes_of(text);
    tests::call_everything<e::Session, e::SessionRepository, e::SessionPipeline>(
        place("session.hpp"), "Session", by_user,
        e::NewSession{.user_id = id,
                      .token = runtime::Ciphertext{bytes},
                      .token_lookup = bytes,
                      .expires_at = runtime::TimestampTz::infinity()},
        {.token = runtime::Ciphertext{bytes}}, id);
    tests::call_everything<e::Availability, e::AvailabilityRepository, e::AvailabilityPipeline>(
        place("availability.hpp"), "Availability", by_user, e::NewAvailability{.user_id = id, .slot = an_hour()},
        {.slot = an_hour()}, std::int64_t{1});
  });
}

TEST_CASE("no value reaches the SQL of Eventide's files of queries", "[hostile]") {
  namespace q = e::queries;
  tests::check_values(eventide_with_rows(), 2, [](Connection& connection, RowWatch& watch, const std::string& text) {
    // Neither has a text for a parameter: what comes closest to one is its bytes.
    std::array<std::uint8_t, 16> head{};
    for (std::size_t at = 0; at < std::min(text.size(), head.size()); ++at)
      head[at] = static_cast<std::uint8_t>(text[at]);
    const Uuid id{head};
    const auto since = runtime::TimestampTz::minus_infinity();
    WatchedCalls call = WatchedCalls::of<e::Booking>(watch);
    call("busiest_users(Executor)", [&] { return q::busiest_users(connection, since, 2); });
    call("busiest_users(Pipeline)", [&] {
      runtime::Pipeline pipeline(connection);
      return q::busiest_users(pipeline, since, 2).get();
    });
    call("stream_busiest_users(Executor)", [&] {
      std::size_t rows = 0;
      for (const auto& each : q::stream_busiest_users(connection, since, 2)) rows += each.email.size();
      return rows;
    });
    call("cancel_late(Executor)", [&] { return q::cancel_late(connection, runtime::TimestampTz::infinity(), id); });
    call("cancel_late(Pipeline)", [&] {
      runtime::Pipeline pipeline(connection);
      return q::cancel_late(pipeline, runtime::TimestampTz::infinity(), id).get();
    });
    CHECK(call.names() == tests::query_functions_of("eventide"));
  });
}

TEST_CASE("no value reaches the SQL of queries", "[hostile]") {
  tests::check_values(eventide_with_rows(), 20, [](Connection& connection, RowWatch& watch, const std::string& text) {
    using namespace runtime;
    namespace b = e::booking;
    WatchedCalls call = WatchedCalls::of<e::Booking>(watch);
    e::BookingRepository rows(connection);
    const auto all = [&](const runtime::Condition<e::Booking>& condition) {
      call("where", [&] { return rows.where(condition).all(); });
    };
    all(b::notes == text);
    all(b::notes != text);
    all(b::notes < text);
    all(b::notes.between(text, text));
    all(b::notes.in({text, tests::kHarmless}));
    all(b::notes.not_in({text}));
    all(b::notes.like(text));
    all(b::notes.ilike(text));
    all(b::notes.starts_with(text));
    all(b::notes.istarts_with(text));
    all(b::notes.contains(text));
    all(b::notes.icontains(text));
    all(b::notes.matches(text));
    all(b::notes.imatches(text));
    all(b::notes.search("english", text));
    all(raw_condition("{} || {} <> {}", b::notes, text, text));
    all(coalesce(b::notes, text) == text);
    all(!(b::notes == text) || b::reference == text);
    call("in", [&] {
      return rows.where(b::user_id.in(from<e::User>().where(e::user::first_name == text).select(e::user::id))).all();
    });
    call("update", [&] { return rows.where(b::notes == text).update(set(b::notes, text)); });
    call("update", [&] { return rows.where(b::notes == text).update_returning({.notes = text}); });
    call("remove", [&] { return rows.where(b::notes == text).remove_returning(); });
    call("load", [&] {
      return e::UserRepository(connection).query().with(load(e::user::bookings).where(b::notes == text)).all();
    });
    call("count_of", [&] {
      return e::UserRepository(connection).where(count_of(e::user::bookings, b::notes == text) > 1).count();
    });
    call("page", [&] { return rows.where(b::notes == text).order_by(b::notes).page(3).rows; });
    e::AuditLogRepository logs(connection);
    call("json", [&] { return logs.where(e::audit_log::details.has_key(text)).all(); });
    call("json", [&] { return logs.where(e::audit_log::details.text_of(text) == text).all(); });
    call("explain", [&] { return rows.where(b::notes == text).explain(); });
    call("stream", [&] {
      for (const auto& each : rows.where(b::notes == text).stream()) {
        // What the cursor is declared by has placeholders as well.
        const auto declared = connection.query_unchecked_sql("SELECT statement FROM pg_cursors WHERE name <> ''");
        CHECK(std::string(declared[0].text(0)).find("notes = $1") != std::string::npos);
        return each.notes.has_value();
      }
      return false;
    });
  });
}

TEST_CASE("a value that does reach SQL is noticed", "[hostile]") {
  const std::string url = eventide_with_rows();
  Connection connection(url);
  RowWatch watch(url);
  WatchedCalls call = WatchedCalls::of<e::Booking>(watch);
  const auto is_noticed = [&](const std::string& sql, Effect effect) {
    const std::size_t before = watch.said().size();
    call(
        "by hand",
        [&] {
          connection.execute_unchecked_sql(sql);
          return 0;
        },
        effect);
    return watch.said().size() > before;
  };
  const std::string all = "' OR '1'='1";
  CHECK_FALSE(is_noticed("SELECT * FROM bookings WHERE notes = '" + all + "'", Effect::reads));
  CHECK_FALSE(is_noticed("UPDATE bookings SET price = 3 WHERE notes = '" + all + "'", Effect::changes_all));
  CHECK(is_noticed("UPDATE bookings SET price = 3 WHERE notes = '" + all + "'", Effect::changes_one));
  CHECK(is_noticed("UPDATE users SET first_name = 'Eve' WHERE email = 'ada@example.org'", Effect::changes_all));
  CHECK(is_noticed("INSERT INTO audit_logs (action) VALUES ('x')", Effect::adds));
  CHECK(is_noticed("DELETE FROM bookings WHERE notes = '" + all + "'", Effect::removes_one));
  CHECK(is_noticed("CREATE TABLE theirs (x int)", Effect::adds));
  CHECK(is_noticed("SELECT ''; DROP TABLE users CASCADE; --'", Effect::reads));
}

TEST_CASE("hostile values come back as they were sent, by every way in", "[hostile]") {
  Connection connection(tests::eventide_database());
  e::AuditLogRepository logs(connection);
  std::vector<e::NewAuditLog> rows;
  for (const std::string& text : kHostile) {
    CHECK(logs.insert({.action = text}).action == text);
    rows.push_back({.action = text});
  }
  CHECK(logs.insert_bulk(rows) == static_cast<std::int64_t>(kHostile.size()));
  std::vector<std::string> back;
  for (const e::AuditLog& row : logs.insert_many(rows)) back.push_back(row.action);
  CHECK(back == kHostile);
  for (const std::string& text : kHostile) {
    CHECK(logs.where(e::audit_log::action == text).count() == 3);
    CHECK(logs.where(e::audit_log::action.starts_with(text)).count() == 3);
    CHECK(logs.where(e::audit_log::action.in({text})).count() == 3);
    CHECK(logs.where(e::audit_log::action == text).update({.action = text}) == 3);
    CHECK(logs.query().select(e::audit_log::action).where(e::audit_log::action == text).first() == text);
  }
  CHECK_THROWS_AS(logs.insert({.action = std::string("a\0b", 3)}), runtime::InvalidValue);
  CHECK_THROWS_AS(logs.insert({.action = "\xff\xfe"}), runtime::InvalidValue);
}
