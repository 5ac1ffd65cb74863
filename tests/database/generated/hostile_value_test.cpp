// Values are parameters, always: whatever they are, the statements that reach the server are the same to the letter,
// and what was sent comes back as it was. Every function of every repository of both schemas is called with values that
// are made to break out of SQL; what the session prepared is compared with what it prepares for harmless ones.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>

#include "audit_log.hpp"
#include "availability.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/every_call.hpp"
#include "database/generated/samples.hpp"
#include "everything.hpp"
#include "guarded.hpp"
#include "parts/oddities.hpp"
#include "session.hpp"
#include "user.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Numeric;
using runtime::Uuid;
using tests::call_all;
using tests::Calls;
using tests::functions_of;

namespace {

const std::vector<std::string> kHostile{
    "'; DROP TABLE users CASCADE; --",
    "' OR '1'='1",
    "\"; DELETE FROM bookings; --",
    "$1",
    "$$; DROP SCHEMA public CASCADE; $$",
    "{}",
    R"({"a", NULL, b\"c})",
    R"(\'; SELECT pg_sleep(100); --)",
    "%_\\",
    "E'\\x27'",
    "NULL",
    "'::regclass",
    "/* */ --\n;\t\r",
    "\xE2\x80\x99 \xF0\x9F\x98\x80 \xC2\xA0",
};
const std::string kHarmless = "plain";

runtime::ConnectionOptions keeping_all() {
  runtime::ConnectionOptions options;
  options.statement_cache_size = 100'000;
  return options;
}

/// The statements that a new session has prepared once `work` is done.
template <class Work>
std::set<std::string> statements_of(const std::string& url, const Work& work) {
  Connection connection(url, keeping_all());
  work(connection);
  std::set<std::string> statements;
  const auto rows = connection.query_unchecked_sql("SELECT statement FROM pg_prepared_statements");
  for (std::size_t row = 0; row < rows.size(); ++row) statements.emplace(rows[row].text(0));
  return statements;
}

std::string tables_in(Connection& connection) {
  return std::string(connection
                         .query_unchecked_sql("SELECT string_agg(oid::regclass::text, ' ' ORDER BY oid) FROM pg_class "
                                              "WHERE relkind = 'r' AND oid >= 16384")[0]
                         .text(0));
}

/// @param use calls functions on a connection with a value
template <class Use>
void check_same_statements(const std::string& url, std::size_t at_least, const Use& use) {
  Connection observer(url);
  const std::string tables = tables_in(observer);
  const std::set<std::string> harmless =
      statements_of(url, [&](Connection& connection) { use(connection, kHarmless); });
  CHECK(harmless.size() >= at_least);
  for (const std::string& value : kHostile) {
    INFO(value);
    CHECK(statements_of(url, [&](Connection& connection) { use(connection, value); }) == harmless);
    CHECK(tables_in(observer) == tables);
  }
}

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

}  // namespace

TEST_CASE("no value reaches the SQL of Eventide's repositories", "[hostile]") {
  const std::string url = tests::eventide_database();
  const Uuid id = Uuid::parse("00000000-0000-4000-8000-000000000001").value();
  check_same_statements(url, 60, [&](Connection& connection, const std::string& text) {
    Calls users, bookings, logs, sessions, slots;
    e::UserRepository user_rows(connection);
    users("find_by_email", [&] { return user_rows.find_by_email(text); });
    call_all<e::User>(users, user_rows, person(text), e::UserPatch{.first_name = text.substr(0, 40)}, id);
    CHECK(users.names() == functions_of("eventide", "user.hpp", "UserRepository"));

    e::BookingRepository booking_rows(connection);
    bookings("find_by_reference", [&] { return booking_rows.find_by_reference(text); });
    bookings("list_by_user", [&] { return booking_rows.list_by_user(id); });
    call_all<e::Booking>(
        bookings, booking_rows,
        e::NewBooking{
            .user_id = id, .reference = twelve(text), .during = an_hour(), .price = Numeric(1), .notes = text},
        e::BookingPatch{.notes = text}, id);
    CHECK(bookings.names() == functions_of("eventide", "booking.hpp", "BookingRepository"));

    e::AuditLogRepository log_rows(connection);
    logs("list_by_actor", [&] { return log_rows.list_by_actor(id); });
    call_all<e::AuditLog>(logs, log_rows, e::NewAuditLog{.action = text, .details = runtime::Json{text}},
                          e::AuditLogPatch{.action = text}, std::int64_t{1});
    CHECK(logs.names() == functions_of("eventide", "audit_log.hpp", "AuditLogRepository"));

    runtime::Bytes bytes;
    for (const char character : text) bytes.push_back(static_cast<std::byte>(character));
    e::SessionRepository session_rows(connection);
    sessions("list_by_user", [&] { return session_rows.list_by_user(id); });
    call_all<e::Session>(sessions, session_rows,
                         e::NewSession{.user_id = id,
                                       .token = runtime::Ciphertext{bytes},
                                       .token_lookup = bytes,
                                       .expires_at = runtime::TimestampTz::infinity()},
                         e::SessionPatch{.token = runtime::Ciphertext{bytes}}, id);
    CHECK(sessions.names() == functions_of("eventide", "session.hpp", "SessionRepository"));

    e::AvailabilityRepository slot_rows(connection);
    slots("list_by_user", [&] { return slot_rows.list_by_user(id); });
    call_all<e::Availability>(slots, slot_rows, e::NewAvailability{.user_id = id, .slot = an_hour()},
                              e::AvailabilityPatch{.slot = an_hour()}, std::int64_t{1});
    CHECK(slots.names() == functions_of("eventide", "availability.hpp", "AvailabilityRepository"));
  });
}

TEST_CASE("no value reaches the SQL of queries", "[hostile]") {
  const std::string url = tests::eventide_database();
  check_same_statements(url, 20, [&](Connection& connection, const std::string& text) {
    using namespace runtime;
    namespace b = e::booking;
    Calls call;
    e::BookingRepository rows(connection);
    const auto all = [&](const runtime::Condition<e::Booking>& condition) {
      call("where", [&] { return rows.where(condition).all(); });
    };
    all(b::notes == text);
    all(b::notes != text);
    all(b::notes < text);
    all(b::notes.between(text, text));
    all(b::notes.in({text, kHarmless}));
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

TEST_CASE("no value reaches the SQL of the second schema's repositories", "[hostile][second]") {
  using namespace museum::catalogue;
  const std::string url = tests::second_database();
  const Uuid id = Uuid::parse("00000000-0000-4000-8000-000000000001").value();
  const auto check = [](const Calls& calls, const char* header, const char* repository) {
    CHECK(calls.names() == functions_of("second", header, repository));
  };
  check_same_statements(url, 120, [&](Connection& connection, const std::string& text) {
    Calls rooms, shelves, words, tickets, ticks, visitors, lockers, entries;
    constexpr const char* kOddities = "parts/oddities.hpp";
    RoomRepository room_rows(connection);
    rooms("find_by_operator_", [&] { return room_rows.find_by_operator_(text); });
    rooms("find_by_limit_and_class_", [&] { return room_rows.find_by_limit_and_class_(1, text); });
    rooms("find_by_class_", [&] { return room_rows.find_by_class_(text); });
    rooms("find_by_small", [&] { return room_rows.find_by_small(text); });
    call_all<Room>(rooms, room_rows,
                   NewRoom{.building = text,
                           .Condition_ = museum::catalogue::Condition::new_,
                           .number = std::int16_t{1},
                           .class_ = text,
                           .operator_ = text},
                   RoomPatch{.class_ = text}, std::int16_t{1}, text);
    check(rooms, kOddities, "RoomRepository");

    ShelfRepository shelf_rows(connection);
    shelves("find_by_in_building_and_in_room", [&] { return shelf_rows.find_by_in_building_and_in_room(text, 1); });
    shelves("list_by_above", [&] { return shelf_rows.list_by_above(1); });
    shelves("list_by_in_room_and_in_building", [&] { return shelf_rows.list_by_in_room_and_in_building(1, text); });
    call_all<Shelf>(shelves, shelf_rows, NewShelf{.in_building = text, .in_room = std::int16_t{1}},
                    ShelfPatch{.in_building = text}, std::int64_t{1});
    check(shelves, kOddities, "ShelfRepository");

    WordRepository word_rows(connection);
    call_all<Word>(words, word_rows, NewWord{.text = text}, {}, text);
    check(words, kOddities, "WordRepository");
    TicketRepository ticket_rows(connection);
    call_all<Ticket>(tickets, ticket_rows, NewTicket{.id = 1}, {}, std::int64_t{1});
    check(tickets, kOddities, "TicketRepository");
    TickRepository tick_rows(connection);
    call_all<Tick>(ticks, tick_rows, NewTick{}, {}, std::int64_t{1});
    check(ticks, kOddities, "TickRepository");

    museum::VisitorRepository visitor_rows(connection);
    visitors("find_by_name", [&] { return visitor_rows.find_by_name(text); });
    visitors("list_by_guardian", [&] { return visitor_rows.list_by_guardian(id); });
    visitors("list_by_motto", [&] { return visitor_rows.list_by_motto(text); });
    call_all<museum::Visitor>(
        visitors, visitor_rows,
        museum::NewVisitor{
            .name = text, .secret = runtime::PasswordHash{text}, .card = runtime::Ciphertext{}, .motto_id = text},
        museum::VisitorPatch{.name = text}, id);
    check(visitors, kOddities, "VisitorRepository");
    museum::LockerRepository locker_rows(connection);
    lockers("find_by_visitor_id", [&] { return locker_rows.find_by_visitor_id(id); });
    lockers("list_by_visitor", [&] { return locker_rows.list_by_visitor(id); });
    call_all<museum::Locker>(lockers, locker_rows, museum::NewLocker{.visitor_id = id},
                             museum::LockerPatch{.visitor_id = id}, std::int64_t{1});
    check(lockers, kOddities, "LockerRepository");
    museum::EntryRepository entry_rows(connection);
    entries("list_by_visitor", [&] { return entry_rows.list_by_visitor(id); });
    entries("list_by_ticket", [&] { return entry_rows.list_by_ticket(1); });
    call_all<museum::Entry>(entries, entry_rows, museum::NewEntry{.visitor_id = id, .ticket_id = 1}, {}, id,
                            std::int64_t{1});
    check(entries, kOddities, "EntryRepository");
  });
}

TEST_CASE("no value reaches the SQL of columns of any type", "[hostile][second]") {
  using namespace museum::catalogue;
  const std::string url = tests::second_database();
  const auto check = [](const Calls& calls, const char* header, const char* repository) {
    CHECK(calls.names() == functions_of("second", header, repository));
  };
  check_same_statements(url, 80, [&](Connection& connection, const std::string& text) {
    Calls everything, maybe, lists, labels, watches;
    EverythingRepository everything_rows(connection);
    NewEverything one = tests::one_of_everything();
    one.words = text;
    one.any_case = text;
    one.custom = text;
    one.json = runtime::Json{text};
    one.xml = runtime::Xml{text};
    call_all<Everything>(everything, everything_rows, one, EverythingPatch{.words = text, .any_case = text},
                         std::int16_t{1});
    check(everything, "everything.hpp", "EverythingRepository");
    MaybeRepository maybe_rows(connection);
    call_all<Maybe>(maybe, maybe_rows, NewMaybe{.words = text, .custom = text}, MaybePatch{.words = text},
                    std::int64_t{1});
    check(maybe, "everything.hpp", "MaybeRepository");
    ListsRepository list_rows(connection);
    NewLists many = tests::sample_lists();
    many.any_case = std::vector{text, text};
    many.customs = std::vector{text};
    lists("find_by_few_words", [&] { return list_rows.find_by_few_words({text, text}); });
    call_all<Lists>(lists, list_rows, many, ListsPatch{.any_case = std::vector{text}},
                    Uuid::parse("00000000-0000-4000-8000-000000000001").value());
    check(lists, "everything.hpp", "ListsRepository");
    LabelRepository label_rows(connection);
    labels("find_by_title", [&] { return label_rows.find_by_title(text); });
    call_all<Label>(labels, label_rows, NewLabel{.title = "fine", .slug = "s"}, LabelPatch{.slug = "s"},
                    std::int64_t{1});
    check(labels, "guarded.hpp", "LabelRepository");
    WatchRepository watch_rows(connection);
    call_all<Watch>(watches, watch_rows, NewWatch{.day = 1, .hour = std::int16_t{1}, .guard = text},
                    WatchPatch{.guard = text}, std::int32_t{1}, std::int16_t{1});
    check(watches, "guarded.hpp", "WatchRepository");
  });
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
