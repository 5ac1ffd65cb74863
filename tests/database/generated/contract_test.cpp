// What generated code expects of a database, held against databases that are otherwise: each kind of drift, in each
// mode.
#include <catch2/catch.hpp>
#include <schemac/runtime/check_contract.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/transaction.hpp>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "schemac_contract.hpp"
#include "support/private_server.hpp"
#include "user.hpp"

namespace museum {
const schemac::runtime::Contract& schemac_contract();  // its header has the name of Eventide's
}

using namespace schemac;
using namespace schemac::runtime;
using Catch::Contains;
using Catch::StartsWith;

namespace {

/// A database that is changed for the length of one comparison.
class Drifting {
 public:
  Drifting(const std::string& url, const Contract& contract) : connection_(url), contract_(contract) {}

  /// What differs after that change, a line each.
  std::string after(const std::string& ddl) {
    Transaction transaction(connection_);
    transaction.execute_unchecked_sql(ddl);
    return compare_contract(transaction, contract_).to_string();
  }

 private:
  Connection connection_;
  const Contract& contract_;
};

struct Drift {
  std::string ddl, report;
};

void hold(Drifting& database, const std::vector<Drift>& drifts) {
  for (const Drift& drift : drifts) {
    INFO(drift.ddl);
    CHECK(database.after(drift.ddl) == drift.report);
  }
}

}  // namespace

TEST_CASE("a database that is as the schema says differs in nothing, however odd its names and types are",
          "[contract]") {
  Connection eventide(tests::eventide_database()), second(tests::second_database());
  CHECK(check_contract(eventide, eventide::schemac_contract(), ContractMode::strict).equal());
  CHECK(check_contract(second, museum::schemac_contract(), ContractMode::strict).to_string().empty());
  // Names are not looked up where the session looks, but where the statements do.
  second.execute_unchecked_sql("SET search_path = \"Great Hall\", public");
  CHECK(check_contract(second, museum::schemac_contract(), ContractMode::strict).equal());
}

TEST_CASE("what a statement of the program would fail on breaks it", "[contract]") {
  Drifting eventide(tests::eventide_database(), eventide::schemac_contract());
  hold(eventide,
       {{"DROP TABLE bookings", "breaks: table public.bookings is missing\n"},
        {"ALTER TABLE sessions RENAME TO logins; CREATE VIEW sessions AS TABLE logins",
         "breaks: table public.sessions is a view there\n"},
        {"ALTER TABLE bookings DROP COLUMN notes", "breaks: column public.bookings.notes is missing\n"},
        {"ALTER TABLE bookings RENAME COLUMN reference TO code",
         "breaks: column public.bookings.reference is missing\n"
         "breaks: column public.bookings.code is NOT NULL without a default, and INSERTs of the program do not give "
         "it\n"
         "breaks: table public.bookings has no unique index over (reference) that an upsert can go by\n"},
        {"ALTER TABLE availability ALTER capacity TYPE bigint",
         "breaks: column public.availability.capacity is of type `bigint`, not `integer`\n"},
        {"ALTER TABLE availability ALTER capacity TYPE integer[] USING ARRAY[capacity], ALTER capacity DROP DEFAULT",
         "breaks: column public.availability.capacity is of type `integer[]`, not `integer`\n"
         "breaks: column public.availability.capacity has no default, and INSERTs may leave it out\n"},
        {"ALTER TABLE bookings ALTER reference TYPE varchar(8)",
         "breaks: column public.bookings.reference is of type `character varying(8)`, not `character varying(12)`, and "
         "takes less\n"},
        {"ALTER TABLE bookings ALTER price TYPE numeric(10, 4)",
         "breaks: column public.bookings.price is of type `numeric(10,4)`, not `numeric(10,2)`, and takes less\n"},
        {"ALTER TABLE bookings ALTER notes SET NOT NULL",
         "breaks: column public.bookings.notes is NOT NULL, and the program may send NULL\n"},
        {"ALTER TABLE bookings ALTER price DROP NOT NULL",
         "breaks: column public.bookings.price may be NULL, which the program cannot read\n"},
        {"ALTER TABLE bookings ALTER created_at DROP DEFAULT",
         "breaks: column public.bookings.created_at has no default, and INSERTs may leave it out\n"},
        {"ALTER TABLE audit_logs ALTER id SET GENERATED ALWAYS",
         "breaks: column public.audit_logs.id is written by the database alone, and INSERTs give it\n"},
        {"ALTER TABLE bookings ADD room uuid NOT NULL",
         "breaks: column public.bookings.room is NOT NULL without a default, and INSERTs of the program do not give "
         "it\n"},
        {"CREATE DOMAIN label AS text NOT NULL; ALTER TABLE bookings ADD room label",
         "breaks: column public.bookings.room is NOT NULL without a default, and INSERTs of the program do not give "
         "it\n"},
        {"ALTER TABLE bookings DROP CONSTRAINT uq_bookings_reference",
         "breaks: table public.bookings has no unique index over (reference) that an upsert can go by\n"
         "differs: unique constraint public.bookings.uq_bookings_reference is missing\n"},
        {"ALTER TABLE bookings DROP CONSTRAINT uq_bookings_reference;"
         "ALTER TABLE bookings ADD CONSTRAINT uq_bookings_reference UNIQUE (reference) DEFERRABLE",
         "breaks: table public.bookings has no unique index over (reference) that an upsert can go by\n"},
        {"ALTER TYPE role RENAME VALUE 'guest' TO 'visitor'",
         "breaks: enum public.role has no label `guest`\n"
         "differs: enum public.role has a label `visitor`, and rows with it cannot be read by the program\n"},
        {"ALTER TABLE users ALTER role DROP DEFAULT, ALTER role TYPE text, ALTER role SET DEFAULT ''; DROP TYPE role",
         "breaks: column public.users.role is of type `public.role` in the program, which does not exist there\n"
         "breaks: enum public.role is missing\n"}});
}

TEST_CASE("what every statement of the program lives with only differs", "[contract]") {
  Drifting eventide(tests::eventide_database(), eventide::schemac_contract());
  hold(eventide,
       {{"ALTER TABLE bookings ADD room text", "differs: column public.bookings.room is unknown to the program\n"},
        {"ALTER TABLE bookings ADD room text NOT NULL DEFAULT ''",
         "differs: column public.bookings.room is unknown to the program\n"},
        {"CREATE DOMAIN label AS text NOT NULL DEFAULT 'x'; ALTER TABLE bookings ADD room label",
         "differs: column public.bookings.room is unknown to the program\n"},
        {"ALTER TABLE bookings ADD twice numeric GENERATED ALWAYS AS (price * 2) STORED",
         "differs: column public.bookings.twice is unknown to the program\n"},
        {"ALTER TABLE bookings ADD room text NOT NULL;"
         "CREATE TRIGGER fill BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION touch_on_update('room')",
         "differs: column public.bookings.room is NOT NULL without a default, and INSERTs of the program do not give "
         "it (a trigger may fill it)\n"},
        {"ALTER TABLE bookings ALTER reference TYPE varchar(40)",
         "differs: column public.bookings.reference is of type `character varying(40)`, not `character varying(12)`\n"},
        {"ALTER TABLE bookings ALTER reference TYPE text",
         "differs: column public.bookings.reference is of type `text`, not `character varying(12)`\n"},
        {"CREATE DOMAIN code AS varchar(12); ALTER TABLE bookings ALTER reference TYPE code",
         "differs: column public.bookings.reference is of type `code`, not `character varying(12)`\n"},
        {"CREATE DOMAIN code AS varchar(12); CREATE DOMAIN short_code AS code;"
         "ALTER TABLE bookings ALTER reference TYPE short_code",
         "differs: column public.bookings.reference is of type `short_code`, not `character varying(12)`\n"},
        {"ALTER TABLE bookings ALTER price TYPE numeric(14, 3)",
         "differs: column public.bookings.price is of type `numeric(14,3)`, not `numeric(10,2)`\n"},
        {"ALTER TABLE bookings ALTER notes SET DEFAULT ''",
         "differs: column public.bookings.notes has a default that the program does not know\n"},
        {"ALTER TABLE users DROP CONSTRAINT chk_users_email_email",
         "differs: check constraint public.users.chk_users_email_email is missing\n"},
        {"ALTER TABLE users RENAME CONSTRAINT pk_users TO users_pkey",
         "differs: primary key public.users.pk_users is missing\n"
         "differs: primary key public.users.users_pkey is unknown to the program\n"},
        {"ALTER TABLE bookings DROP CONSTRAINT uq_bookings_reference;"
         "CREATE UNIQUE INDEX uq_bookings_reference ON bookings (reference)",
         "differs: unique constraint public.bookings.uq_bookings_reference is a unique index there\n"},
        {"DROP INDEX uq_users_email; CREATE UNIQUE INDEX uq_users_email ON users (email)", ""},
        {"ALTER TABLE users ADD CONSTRAINT \"a phone\" CHECK (phone_number <> '')",
         "differs: check constraint public.users.\"a phone\" is unknown to the program\n"},
        {"ALTER TYPE role ADD VALUE 'auditor' BEFORE 'guest'",
         "differs: enum public.role has a label `auditor`, and rows with it cannot be read by the program\n"},
        {"ALTER TYPE role RENAME VALUE 'guest' TO 'x'; ALTER TYPE role RENAME VALUE 'admin' TO 'guest';"
         "ALTER TYPE role RENAME VALUE 'x' TO 'admin'",
         "differs: enum public.role has its labels in another order\n"},
        {"CREATE INDEX another ON bookings (price); DROP INDEX idx_bookings_search", ""}});
}

TEST_CASE("what only differs does not disturb the statements of the program", "[contract]") {
  const std::string url = tests::eventide_database();
  Connection database(url);
  database.execute_unchecked_sql(
      "ALTER TABLE bookings ALTER reference TYPE text, ALTER price TYPE numeric(14, 3), ADD room text,"
      "  ADD floor int NOT NULL DEFAULT 1, ADD twice numeric GENERATED ALWAYS AS (price * 2) STORED,"
      "  ALTER notes SET DEFAULT '', DROP CONSTRAINT chk_bookings_not_negative;"
      "CREATE DOMAIN email AS varchar(300); ALTER TABLE users DROP CONSTRAINT chk_users_email_email,"
      "  ALTER email TYPE email;"
      "ALTER TYPE booking_status ADD VALUE 'lost'");
  const ContractReport report = check_contract(database, eventide::schemac_contract());
  CHECK(report.differences.size() == 10);
  eventide::UserRepository users(database);
  const eventide::NewUser ada{
      .email = "ada@example.org", .first_name = "Ada", .family_name = "Lovelace", .password = PasswordHash("not one")};
  const eventide::User user = users.insert(ada);
  CHECK(users.upsert(ada, eventide::UserRepository::Key::email).id == user.id);
  eventide::BookingRepository bookings(database);
  const auto day = [](const char* begin, const char* end) {
    return Range<TimestampTz>(TimestampTz::parse(begin).value(), TimestampTz::parse(end).value());
  };
  const eventide::NewBooking one{.user_id = user.id,
                                 .reference = "EV-1",
                                 .during = day("2026-06-01 09:00Z", "2026-06-01 10:00Z"),
                                 .price = Numeric::parse("12.50").value()};
  eventide::NewBooking other = one;
  other.reference = std::string("EV-2");
  other.during = day("2026-06-02 09:00Z", "2026-06-02 10:00Z");
  CHECK(bookings.insert_bulk({other}) == 1);
  CHECK(bookings.insert_many({one}).size() == 1);
  CHECK(bookings.find_by_reference("EV-2")->user_id == user.id);
  CHECK(bookings.list_by_user(user.id).size() == 2);
}

TEST_CASE("names with blanks and capitals are told in quotes", "[contract]") {
  Drifting second(tests::second_database(), museum::schemac_contract());
  hold(second,
       {{"ALTER TABLE \"Great Hall\".\"table\" DROP COLUMN \"2 x limit\"",
         "breaks: column \"Great Hall\".table.\"2 x limit\" is missing\n"},
        {"ALTER TABLE \"Great Hall\".\"table\" ALTER \"2 x limit\" DROP EXPRESSION",
         "breaks: column \"Great Hall\".table.\"2 x limit\" has no default, and INSERTs do not give it\n"},
        {"ALTER TABLE \"Great Hall\".shelves ALTER id SET GENERATED BY DEFAULT",
         "differs: column \"Great Hall\".shelves.id can be written, and the program leaves it to the database\n"},
        {"DROP INDEX \"Great Hall\".great, \"Great Hall\".small",
         "breaks: table \"Great Hall\".table has no unique index over (class) that an upsert can go by\n"
         "breaks: table \"Great Hall\".table has no unique index over (class) that an upsert can go by\n"
         "differs: unique index \"Great Hall\".table.great is missing\n"
         "differs: unique index \"Great Hall\".table.small is missing\n"},
        {"ALTER TABLE visitors.entries SET SCHEMA public", "breaks: table visitors.entries is missing\n"},
        {"ALTER TYPE condition SET SCHEMA visitors",
         "breaks: column public.everything.condition is of type `public.condition` in the program, which does not "
         "exist there\n"
         "breaks: column public.maybes.condition is of type `public.condition` in the program, which does not exist "
         "there\n"
         "breaks: column public.lists.conditions is of type `public.condition[]` in the program, which does not exist "
         "there\n"
         "breaks: column \"Great Hall\".table.\"Condition\" is of type `public.condition` in the program, which does "
         "not exist there\n"
         "breaks: enum public.condition is missing\n"}});
}

TEST_CASE("a table may be partitioned, also where others refer to it", "[contract]") {
  Drifting eventide(tests::eventide_database(), eventide::schemac_contract());
  // The row of pg_constraint that stands for a partition of the table referred to is no constraint of its own.
  CHECK(eventide.after(
            "DROP TABLE sessions, audit_logs; ALTER TABLE users RENAME TO users_old;"
            "CREATE TABLE audit_logs (id bigint GENERATED BY DEFAULT AS IDENTITY, actor_id uuid,"
            "  action text NOT NULL, details jsonb NOT NULL DEFAULT '{}',"
            "  happened_at timestamptz NOT NULL DEFAULT now(), CONSTRAINT pk_audit_logs PRIMARY KEY (id))"
            "  PARTITION BY HASH (id);"
            "CREATE TABLE audit_logs_0 PARTITION OF audit_logs FOR VALUES WITH (MODULUS 1, REMAINDER 0);"
            "ALTER TABLE users_old RENAME TO users;"
            "ALTER TABLE audit_logs ADD CONSTRAINT fk_audit_logs_actor FOREIGN KEY (actor_id) REFERENCES users;"
            "CREATE TABLE sessions (id uuid CONSTRAINT pk_sessions PRIMARY KEY DEFAULT gen_random_uuid(),"
            "  user_id uuid NOT NULL, token bytea NOT NULL, token_lookup bytea NOT NULL, address inet,"
            "  expires_at timestamptz NOT NULL, CONSTRAINT fk_sessions_user FOREIGN KEY (user_id) REFERENCES users,"
            "  log bigint CONSTRAINT fk_log REFERENCES audit_logs)") ==
        "differs: column public.sessions.log is unknown to the program\n"
        "differs: foreign key public.sessions.fk_log is unknown to the program\n");
}

TEST_CASE("each mode refuses what it says, and a listener hears of the rest", "[contract]") {
  const std::string url = tests::eventide_database();
  const Contract& contract = eventide::schemac_contract();
  Connection connection(url);
  std::vector<std::string> heard;
  const ContractListener listener = [&](const ContractReport& report) { heard.push_back(report.to_string()); };

  check_contract(connection, contract, ContractMode::strict, listener);
  CHECK(heard.empty());

  connection.execute_unchecked_sql("ALTER TABLE bookings ADD room text");
  CHECK(check_contract(connection, contract, ContractMode::compatible, listener).differences.size() == 1);
  REQUIRE(heard.size() == 1);
  CHECK(heard[0] == "differs: column public.bookings.room is unknown to the program\n");
  CHECK_THROWS_AS(check_contract(connection, contract, ContractMode::strict), ContractMismatch);

  connection.execute_unchecked_sql("ALTER TABLE bookings DROP COLUMN notes; DROP TABLE audit_logs");
  const ContractReport warned = check_contract(connection, contract, ContractMode::warn, listener);
  CHECK(heard.size() == 2);
  CHECK_FALSE(warned.compatible());
  try {
    check_contract(connection, contract);
    FAIL("a database without a table is no database for this program");
  } catch (const ContractMismatch& mismatch) {
    CHECK(mismatch.report().differences.size() == 3);
    CHECK_FALSE(mismatch.retryable());
    CHECK(std::string(mismatch.what()) ==
          "the database is not the one that this program was compiled for:\n"
          "breaks: table public.audit_logs is missing\n"
          "breaks: column public.bookings.notes is missing\n"
          "differs: column public.bookings.room is unknown to the program");
    CHECK_THAT(mismatch.hint(), Contains("migrations"));
  }
}

TEST_CASE("a database that cannot be asked is a failure, and in `warn` one that is told", "[contract]") {
  Connection connection(tests::eventide_database());
  connection.close();
  CHECK_THROWS_AS(check_contract(connection, eventide::schemac_contract()), UsageError);
  std::string heard;
  const ContractReport report = check_contract(connection, eventide::schemac_contract(), ContractMode::warn,
                                               [&](const ContractReport& each) { heard = each.to_string(); });
  CHECK_FALSE(report.compatible());
  CHECK_FALSE(report.equal());
  CHECK_THAT(heard, StartsWith("not compared: "));
}

TEST_CASE("a role that may read nothing can still compare", "[contract]") {
  const std::string url = tests::second_database();
  Connection connection(url);
  connection.execute_unchecked_sql(
      "DROP ROLE IF EXISTS contract_reader; CREATE ROLE contract_reader; SET ROLE contract_reader");
  CHECK(check_contract(connection, museum::schemac_contract(), ContractMode::strict).equal());
  connection.execute_unchecked_sql("RESET ROLE; DROP ROLE contract_reader");
}

TEST_CASE("a type that a codec reads as another is no break, where COPY and parameters take it too", "[contract]") {
  static constexpr ColumnContract kColumns[] = {{"a", "text", "", true, true, false},
                                                {"b", "character varying[]", "5", true, true, false},
                                                {"c", "bit", "4", true, true, false},
                                                {"d", "jsonb", "", true, true, false},
                                                {"e", "timestamp with time zone", "3", true, true, false}};
  static constexpr TableContract kTables[] = {{"public", "kinds", kColumns, {}, {}}};
  static constexpr Contract kContract{kTables, {}};
  Drifting database(tests::fresh_database("contract"), kContract);
  const std::string made = "CREATE EXTENSION citext; CREATE TABLE kinds ";
  hold(database,
       {{made + "(a text, b varchar(5)[], c bit(4), d jsonb, e timestamptz(3))", ""},
        {made + "(a citext, b text[], c varbit, d jsonb, e timestamptz)",
         "differs: column public.kinds.a is of type `citext`, not `text`\n"
         "differs: column public.kinds.b is of type `text[]`, not `character varying[](5)`\n"
         "differs: column public.kinds.c is of type `bit varying`, not `bit(4)`\n"
         "differs: column public.kinds.e is of type `timestamp with time zone`, not `timestamp with time zone(3)`\n"},
        {made + "(a varchar(9), b varchar(4)[], c bit(5), d json, e timestamptz(0))",
         "breaks: column public.kinds.a is of type `character varying(9)`, not `text`, and takes less\n"
         "breaks: column public.kinds.b is of type `character varying(4)[]`, not `character varying[](5)`, and takes "
         "less\n"
         "breaks: column public.kinds.c is of type `bit(5)`, not `bit(4)`, and takes less\n"
         "breaks: column public.kinds.d is of type `json`, not `jsonb`\n"
         "breaks: column public.kinds.e is of type `timestamp(0) with time zone`, not `timestamp with time zone(3)`, "
         "and takes less\n"}});
}
