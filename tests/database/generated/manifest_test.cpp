// The manifest is what repositories send, to the letter, with parameters of the types that they declare; and all of it
// runs on the schema that it was generated with. Queries are put together at run time, and are in no manifest.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <set>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "guarded.hpp"
#include "parts/oddities.hpp"
#include "queries/bookings.hpp"
#include "user.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Numeric;
using runtime::TimestampTz;
using runtime::Uuid;

namespace {

struct Manifested {
  std::string name, sql;
  std::vector<std::string> parameters;
};

/// The statements of one table, or of all of them.
std::vector<Manifested> manifested(const std::string& file, const std::string& table = {}) {
  std::ifstream text(file);
  REQUIRE(text);
  const nlohmann::json document = nlohmann::json::parse(text);
  std::vector<Manifested> found;
  for (const auto& each : document.at("tables"))
    if (table.empty() || each.at("name") == table)
      for (const auto& statement : each.at("statements"))
        found.push_back({statement.at("name"), statement.at("sql"), statement.at("parameters")});
  if (table.empty())
    for (const auto& query : document.at("queries")) {
      Manifested& one = found.emplace_back(Manifested{query.at("name"), query.at("sql"), {}});
      for (const auto& parameter : query.at("parameters")) one.parameters.push_back(parameter.at("type"));
    }
  REQUIRE_FALSE(found.empty());
  return found;
}

const std::string kEventide = SCHEMAC_SOURCE_DIR "/generated/schemac_manifest.json";
std::string second_manifest() {
  const std::string ddl = SCHEMAC_SECOND_DDL;
  return ddl.substr(0, ddl.size() - std::string(".sql").size()) + "/schemac_manifest.json";
}

bool is_copy(const Manifested& statement) { return statement.sql.starts_with("COPY "); }

/// @return the types of its parameters, as the server has them then
std::string prepare(Connection& connection, const Manifested& statement) {
  std::string types;
  for (const std::string& type : statement.parameters)
    types += (types.empty() ? " (" : ", ") + (type.empty() ? "unknown" : type);
  if (!types.empty()) types += ')';
  INFO(statement.name << ": PREPARE m" << types << " AS " << statement.sql);
  CHECK_NOTHROW(connection.execute_unchecked_sql("PREPARE m" + types + " AS " + statement.sql));
  const auto rows =
      connection.query_unchecked_sql("SELECT parameter_types::text FROM pg_prepared_statements WHERE name = 'm'");
  connection.execute_unchecked_sql("DEALLOCATE m");
  return std::string(rows[0].text(0));
}

void runs_whole(const std::string& url, const std::string& file) {
  Connection connection(url);
  for (const Manifested& statement : manifested(file)) {
    if (!is_copy(statement)) {
      prepare(connection, statement);
      continue;
    }
    // The server takes it; that there are no rows to come is an error of this side, without a SQLSTATE.
    INFO(statement.sql);
    try {
      connection.execute_unchecked_sql(statement.sql);
      FAIL_CHECK("COPY without rows");
    } catch (const runtime::Error& error) {
      CHECK(error.sqlstate().empty());
    }
  }
}

/// A connection that remembers what was sent on it.
struct Listening {
  explicit Listening(const std::string& url) : connection(url, options()) {}

  runtime::ConnectionOptions options() {
    runtime::ConnectionOptions listening;
    listening.on_query = [this](const runtime::QueryEvent& event) {
      const std::string sql(event.sql);
      for (const char* word : {"SELECT ", "INSERT ", "UPDATE ", "DELETE ", "COPY "})
        if (sql.starts_with(word)) sent.insert(sql);
    };
    return listening;
  }

  std::set<std::string> sent;
  Connection connection;
};

template <class F>
void attempt(const F& function) {
  try {
    static_cast<void>(function());
  } catch (const runtime::Error&) {
    // That the server refuses the values is no matter: the statement was sent.
  }
}

/// A function once for rows that are there, and once for removed ones too, where it can be told which.
template <class F>
void read(const F& function) {
  attempt([&] { return function(runtime::Deleted::exclude); });
  attempt([&] { return function(runtime::Deleted::include); });
}

template <class Repository, class... Part>
void send_reads(Repository& rows, const Part&... key) {
  if constexpr (requires { rows.find(key..., runtime::Deleted::include); }) {
    read([&](runtime::Deleted deleted) { return rows.find(key..., deleted); });
    read([&](runtime::Deleted deleted) { return rows.get(key..., deleted); });
    read([&](runtime::Deleted deleted) { return rows.find_many({key...}, deleted); });
    read([&](runtime::Deleted deleted) { return rows.exists(key..., deleted); });
    read([&](runtime::Deleted deleted) { return rows.page(3, deleted); });
    read([&](runtime::Deleted deleted) { return rows.page_after(key..., 3, deleted); });
    read([&](runtime::Deleted deleted) { return rows.count(deleted); });
  } else {
    attempt([&] { return rows.find(key...); });
    attempt([&] { return rows.get(key...); });
    if constexpr (sizeof...(Part) == 1)
      attempt([&] { return rows.find_many({key...}); });
    else
      attempt([&] { return rows.find_many({std::tuple(key...)}); });
    attempt([&] { return rows.exists(key...); });
    attempt([&] { return rows.page(3); });
    attempt([&] { return rows.page_after(key..., 3); });
    attempt([&] { return rows.count(); });
  }
}

template <class Repository, class New>
void send_inserts(Repository& rows, int keys, const New& row) {
  attempt([&] { return rows.insert(row); });
  attempt([&] { return rows.insert_many({row}); });
  attempt([&] { return rows.insert_bulk({row}); });
  if constexpr (requires { typename Repository::Key; }) {
    for (int key = 0; key < keys; ++key) {
      attempt([&] { return rows.upsert(row, static_cast<typename Repository::Key>(key)); });
      attempt([&] { return rows.upsert_many({row}, static_cast<typename Repository::Key>(key)); });
    }
    attempt([&] { return rows.insert_or_ignore(row); });
  }
}

template <class Repository, class... Part>
void send_removals(Repository& rows, const Part&... key) {
  attempt([&] { return rows.remove(key...); });
  if constexpr (requires { rows.restore(key...); }) {
    attempt([&] { return rows.restore(key...); });
    attempt([&] { return rows.hard_remove(key...); });
  }
}

/// Each of the table's statements was sent, and nothing else; what the session prepared has the same parameters.
void holds(Listening& heard, const std::string& file, const std::string& table) {
  INFO(table);
  std::set<std::string> said;
  for (const Manifested& statement : manifested(file, table)) said.insert(statement.sql);
  for (const std::string& sql : heard.sent)
    if (!said.contains(sql)) FAIL_CHECK("sent, and not in the manifest: " << sql);
  for (const std::string& sql : said)
    if (!heard.sent.contains(sql)) FAIL_CHECK("in the manifest, and not sent: " << sql);

  std::map<std::string, std::string> prepared;
  const auto rows = heard.connection.query_unchecked_sql(
      "SELECT statement, parameter_types::text FROM pg_prepared_statements WHERE NOT from_sql");
  for (const auto row : rows) prepared.emplace(row.text(0), row.text(1));
  std::size_t compared = 0;
  for (const Manifested& statement : manifested(file, table))
    if (const auto found = prepared.find(statement.sql); found != prepared.end()) {
      INFO(statement.sql);
      CHECK(prepare(heard.connection, statement) == found->second);
      ++compared;
    }
  CHECK(compared + 2 >= said.size());  // COPY is not prepared
}

const Uuid kId = Uuid::parse("00000000-0000-4000-8000-000000000001").value();
const TimestampTz kNow = TimestampTz::parse("2026-06-01 10:00Z").value();

}  // namespace

TEST_CASE("all of a manifest runs on the schema that it was generated with", "[manifest]") {
  runs_whole(tests::eventide_database(), kEventide);
  runs_whole(tests::second_database(), second_manifest());
}

TEST_CASE("typed functions are in the manifest as they are sent", "[manifest]") {
  Listening heard(tests::eventide_database());
  static_cast<void>(eventide::queries::busiest_users(heard.connection, kNow, 3));
  static_cast<void>(eventide::queries::cancel_late(heard.connection, kNow, kId));
  std::size_t compared = 0;
  for (const Manifested& statement : manifested(kEventide)) {
    if (!statement.name.starts_with("eventide::queries::")) continue;
    const auto rows = heard.connection.query_unchecked_sql(
        "SELECT parameter_types::text FROM pg_prepared_statements WHERE NOT from_sql AND statement = $1",
        {statement.sql});
    INFO(statement.sql);
    if (rows.empty()) continue;
    CHECK(prepare(heard.connection, statement) == rows[0].text(0));
    ++compared;
  }
  CHECK(compared == 2);
}

TEST_CASE("what repositories of Eventide send is in its manifest, to the letter", "[manifest]") {
  using namespace eventide;
  const std::string url = tests::eventide_database();
  {
    Listening heard(url);
    BookingRepository rows(heard.connection);
    const NewBooking required{.user_id = kId,
                              .reference = "EV-1",
                              .during = runtime::Range<TimestampTz>(kNow, TimestampTz::infinity()),
                              .price = Numeric(1)};
    NewBooking whole = required;
    whole.id = kId;
    whole.status = BookingStatus::pending;
    whole.notes = std::nullopt;
    whole.created_at = whole.updated_at = kNow;
    send_reads(rows, kId);
    attempt([&] { return rows.find_by_reference("EV-1"); });
    attempt([&] { return rows.list_by_user(kId); });
    send_inserts(rows, 2, required);
    send_inserts(rows, 2, whole);
    attempt([&] {
      return rows.update(kId, {.user_id = kId,
                               .reference = "EV-2",
                               .status = BookingStatus::confirmed,
                               .during = runtime::Range<TimestampTz>(kNow, TimestampTz::infinity()),
                               .price = Numeric(2),
                               .notes = std::nullopt,
                               .created_at = kNow});
    });
    send_removals(rows, kId);
    holds(heard, kEventide, "bookings");
  }
  Listening heard(url);
  UserRepository rows(heard.connection);
  const NewUser required{.email = "ada@example.org",
                         .first_name = "Ada",
                         .family_name = "Lovelace",
                         .password = runtime::PasswordHash("none")};
  NewUser whole = required;
  whole.id = kId;
  whole.phone_number = std::nullopt;
  whole.role = Role::admin;
  whole.created_at = whole.updated_at = kNow;
  send_reads(rows, kId);
  attempt([&] { return rows.find_by_email("ada@example.org"); });
  send_inserts(rows, 2, required);
  send_inserts(rows, 2, whole);
  attempt([&] {
    return rows.update(kId, {.email = "a@example.org",
                             .first_name = "Ada",
                             .family_name = "King",
                             .phone_number = std::nullopt,
                             .password = runtime::PasswordHash("none"),
                             .role = Role::guest,
                             .created_at = kNow});
  });
  send_removals(rows, kId);
  holds(heard, kEventide, "users");
}

TEST_CASE("a manifest has the statements of odd names, of keys of several columns and of partial ones", "[manifest]") {
  using namespace museum::catalogue;
  Listening heard(tests::second_database());
  RoomRepository rows(heard.connection);
  const NewRoom required{.building = "a", .Condition_ = Condition::new_, .number = std::int16_t{1}};
  NewRoom whole = required;
  whole.class_ = std::string("c");
  whole.operator_ = std::nullopt;
  whole.limit = 3;
  send_reads(rows, std::int16_t{1}, std::string("a"));
  attempt([&] { return rows.find_by_operator_("o"); });
  attempt([&] { return rows.find_by_limit_and_class_(1, "c"); });
  attempt([&] { return rows.find_by_class_("c"); });
  attempt([&] { return rows.find_by_small("c"); });
  send_inserts(rows, 5, required);
  send_inserts(rows, 5, whole);
  attempt([&] {
    return rows.update(1, "a",
                       {.Condition_ = Condition::Broken,
                        .class_ = std::string("d"),
                        .operator_ = std::optional<std::string>("o"),
                        .limit = 5});
  });
  send_removals(rows, std::int16_t{1}, std::string("a"));
  holds(heard, second_manifest(), "table");
}

TEST_CASE("a manifest has the statements of rows with a version, secrets and a mark of removal", "[manifest]") {
  using namespace museum::catalogue;
  Listening heard(tests::second_database());
  LabelRepository rows(heard.connection);
  const NewLabel required{.title = "A title"};
  NewLabel whole = required;
  whole.id = 7;
  whole.code = std::string("A01");
  whole.stars = std::int16_t{2};
  whole.mail = std::nullopt;
  whole.price = Numeric(3);
  whole.rating = std::nullopt;
  whole.slug = std::string("slug");
  whole.shelf_mark = std::string("x");
  whole.shown_on = std::nullopt;
  whole.pin = std::nullopt;
  whole.remark = std::nullopt;
  whole.remark_lookup = std::nullopt;
  whole.version = 1;
  send_reads(rows, std::int64_t{7});
  read([&](runtime::Deleted deleted) { return rows.find_by_title("A title", deleted); });
  send_inserts(rows, 2, required);
  send_inserts(rows, 2, whole);
  const LabelPatch patch{.title = std::string("Another"),
                         .code = std::string("A02"),
                         .mail = std::nullopt,
                         .stars = std::int16_t{1},
                         .price = Numeric(4),
                         .rating = std::nullopt,
                         .slug = std::string("slugs"),
                         .shelf_mark = std::string("y"),
                         .shown_on = std::nullopt,
                         .pin = std::nullopt,
                         .remark = std::nullopt,
                         .remark_lookup = std::nullopt};
  attempt([&] { return rows.update(std::int64_t{7}, patch); });
  Label seen;
  seen.id = 7;
  attempt([&] { return rows.update(seen, patch); });
  send_removals(rows, std::int64_t{7});
  holds(heard, second_manifest(), "labels");
}

TEST_CASE("a manifest has the statements of rows that are all key, or nothing that can be given", "[manifest]") {
  using namespace museum;
  const std::string url = tests::second_database();
  Listening entries(url);
  EntryRepository entry_rows(entries.connection);
  send_reads(entry_rows, kId, std::int64_t{1});
  attempt([&] { return entry_rows.list_by_visitor(kId); });
  attempt([&] { return entry_rows.list_by_ticket(1); });
  send_inserts(entry_rows, 1, NewEntry{.visitor_id = kId, .ticket_id = std::int64_t{1}});
  send_removals(entry_rows, kId, std::int64_t{1});
  holds(entries, second_manifest(), "entries");

  Listening tickets(url);
  catalogue::TicketRepository ticket_rows(tickets.connection);
  send_reads(ticket_rows, std::int64_t{1});
  send_inserts(ticket_rows, 1, catalogue::NewTicket{});
  send_inserts(ticket_rows, 1, catalogue::NewTicket{.id = 1});
  send_removals(ticket_rows, std::int64_t{1});
  holds(tickets, second_manifest(), "tickets");

  Listening ticks(url);
  catalogue::TickRepository tick_rows(ticks.connection);
  send_reads(tick_rows, std::int64_t{1});
  send_inserts(tick_rows, 0, catalogue::NewTick{});
  send_removals(tick_rows, std::int64_t{1});
  holds(ticks, second_manifest(), "ticks");
}
