// Row-level security again, and every function of generated code: repositories, their form in pipelines, files of
// queries, relations. Each gives a tenant the same, and does the same, whether there is another tenant or not; the same
// calls without the policy tell of him, all of them. https://www.postgresql.org/docs/15/ddl-rowsecurity.html
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>

#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/two_worlds.hpp"
#include "queries/bookings.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using runtime::TimestampTz;
using runtime::Uuid;
using tests::Effect;
using tests::TwoWorlds;

namespace {

const TimestampTz kLongAgo = TimestampTz::parse("2000-01-01 00:00Z").value();
const TimestampTz kInTheEnd = TimestampTz::parse("2100-01-01 00:00Z").value();

/// Ada's booking stands between Bob's in the order of the key.
struct Fixture {
  std::string url = tests::eventide_database();
  runtime::Connection owner{url};
  std::string role = "caller_of_" + owner.database();
  Uuid ada = person("ada@example.org");
  Uuid bob = person("bob@example.org");
  Uuid first_of_bob = booked(bob, "BOB-1", "00000000-0000-4000-8000-000000000001");
  Uuid of_ada = booked(ada, "ADA-1", "80000000-0000-4000-8000-000000000001");
  Uuid last_of_bob = booked(bob, "BOB-2", "ffffffff-ffff-4fff-bfff-ffffffffffff");

  Fixture() {
    owner.execute_unchecked_sql("CREATE ROLE \"" + role + "\"; GRANT USAGE ON SCHEMA public TO \"" + role +
                                "\"; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \"" + role +
                                "\"");
  }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  ~Fixture() { owner.execute_unchecked_sql("DROP OWNED BY \"" + role + "\"; DROP ROLE \"" + role + "\""); }

  Uuid person(const std::string& email) {
    return UserRepository(owner)
        .insert({.email = email, .first_name = "Some", .family_name = "Body", .password = runtime::PasswordHash{"$"}})
        .id;
  }
  static NewBooking new_booking(const Uuid& user, const std::string& reference, const char* id) {
    const int day = reference.back() - '0';
    const auto at = [&](int hour) {
      return TimestampTz::parse("2026-06-0" + std::to_string(day) + " 1" + std::to_string(hour) + ":00Z").value();
    };
    return {.id = Uuid::parse(id).value(),
            .user_id = user,
            .reference = reference,
            .during = runtime::Range<TimestampTz>(at(0), at(1)),
            .price = runtime::Numeric(5),
            .notes = "a secret of " + reference};
  }
  Uuid booked(const Uuid& user, const std::string& reference, const char* id) {
    return BookingRepository(owner).insert(new_booking(user, reference, id)).id;
  }

  /// What Bob's rows are to every function, as `call_them` calls them for Ada.
  template <class CallThem>
  TwoWorlds worlds(const CallThem& call_them) {
    runtime::TransactionOptions options;
    options.settings["app.user_id"] = ada.to_string();
    runtime::Transaction transaction(owner, options);
    TwoWorlds call(transaction, role, "bookings", "user_id = '" + bob.to_string() + "'");
    call_them(call, transaction);
    return call;
  }
  /// @param names of the functions that there are
  template <class CallThem>
  void check(const std::set<std::string>& names, const CallThem& call_them) {
    REQUIRE_FALSE(names.empty());
    const TwoWorlds guarded = worlds(call_them);
    CHECK(guarded.names() == names);
    CHECK(guarded.telling() == std::set<std::string>{});
    CHECK(guarded.touching() == std::set<std::string>{});
    owner.execute_unchecked_sql("ALTER TABLE bookings DISABLE ROW LEVEL SECURITY");
    const TwoWorlds open = worlds(call_them);
    owner.execute_unchecked_sql("ALTER TABLE bookings ENABLE ROW LEVEL SECURITY");
    std::set<std::string> running = names;
    running.erase("upserting");  // plans a statement, whose rows it does not see
    CHECK(open.telling() == running);
    for (const char* const writing : {"update", "remove", "upsert", "cancel_late(Executor)", "cancel_late(Pipeline)"})
      if (names.contains(writing)) CHECK(open.touching().contains(writing));
  }

  /// What Bob has, and what would be his.
  NewBooking taken() const { return new_booking(bob, "BOB-1", "00000000-0000-4000-8000-000000000001"); }
  BookingPatch patch() const { return {.notes = "mine now"}; }
};

template <class Rows>
auto collected(Rows&& stream) {
  std::vector<std::decay_t<decltype(*stream.begin())>> rows;
  for (auto& each : stream) rows.push_back(each);
  return rows;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "bookings are the tables' only ones that have tenants", "[tenant]") {
  const auto guarded =
      owner.query_unchecked_sql("SELECT string_agg(oid::regclass::text, ' ') FROM pg_class WHERE relrowsecurity");
  CHECK(guarded[0].text(0) == "bookings");  // another table wants its functions called below
}

TEST_CASE_METHOD(Fixture, "no function of a repository tells one tenant of another", "[tenant]") {
  check(tests::functions_of("eventide", "booking.hpp", "BookingRepository"),
        [&](TwoWorlds& call, runtime::Executor& executor) {
          BookingRepository rows(executor);
          call("find_by_reference", [&] { return rows.find_by_reference("BOB-1"); });
          call("list_by_user", [&] { return rows.list_by_user(bob); });
          tests::call_all<Booking>(call, rows, taken(), patch(), first_of_bob);
        });
}

TEST_CASE_METHOD(Fixture, "no function of a pipeline tells one tenant of another", "[tenant]") {
  check(tests::functions_of("eventide", "booking.hpp", "BookingPipeline"), [&](TwoWorlds& call,
                                                                               runtime::Executor& executor) {
    using tests::piped;
    call("find_by_reference",
         [&] { return piped<BookingPipeline>(executor, [](auto& rows) { return rows.find_by_reference("BOB-1"); }); });
    call("list_by_user",
         [&] { return piped<BookingPipeline>(executor, [&](auto& rows) { return rows.list_by_user(bob); }); });
    tests::call_all_piped<Booking, BookingRepository, BookingPipeline>(call, executor, taken(), patch(), first_of_bob);
  });
}

TEST_CASE_METHOD(Fixture, "no function of a file of queries tells one tenant of another", "[tenant]") {
  check(tests::query_functions_of("eventide"), [&](TwoWorlds& call, runtime::Executor& executor) {
    call("busiest_users(Executor)", [&] { return queries::busiest_users(executor, kLongAgo, 10); });
    call("stream_busiest_users(Executor)",
         [&] { return collected(queries::stream_busiest_users(executor, kLongAgo, 10)); });
    call("busiest_users(Pipeline)", [&] {
      runtime::Pipeline pipeline(executor);
      return queries::busiest_users(pipeline, kLongAgo, 10).get();
    });
    for (const std::optional<Uuid>& whose : {std::optional(bob), std::optional<Uuid>()}) {
      call("cancel_late(Executor)", [&] { return queries::cancel_late(executor, kInTheEnd, whose); });
      call("cancel_late(Pipeline)", [&] {
        runtime::Pipeline pipeline(executor);
        return queries::cancel_late(pipeline, kInTheEnd, whose).get();
      });
    }
  });
}

TEST_CASE_METHOD(Fixture, "no query that is put together tells one tenant of another", "[tenant]") {
  const std::set<std::string> names{"all",       "first",  "count", "exists",    "page",     "stream", "select",
                                    "aggregate", "raw",    "with",  "has",       "count_of", "join",   "in",
                                    "pipeline",  "update", "set",   "returning", "remove",   "removed"};
  check(names, [&](TwoWorlds& call, runtime::Executor& executor) {
    using namespace runtime;
    BookingRepository rows(executor);
    UserRepository people(executor);
    const auto of_bob = [&] { return rows.where(booking::user_id == bob); };
    call("all", [&] { return of_bob().all(); });
    call("first", [&] { return rows.query().order_by(booking::id).first(); });
    call("count", [&] { return of_bob().count(); });
    call("exists", [&] { return of_bob().exists(); });
    call("page", [&] { return rows.query().page(10).rows; });
    call("stream", [&] { return collected(rows.query().order_by(booking::id).stream()); });
    call("select", [&] { return rows.query().select(booking::notes).order_by(booking::notes).all(); });
    call("aggregate", [&] { return rows.query().select(sum(booking::price)).all(); });
    call("raw", [&] { return rows.where(raw_condition("TRUE")).order_by(booking::id).all(); });
    call("with", [&] {
      std::vector<std::vector<Booking>> found;
      for (const auto& person : people.query().order_by(user::email).with(user::bookings).all())
        found.push_back(person[user::bookings]);
      return found;
    });
    call("has", [&] { return people.where(has(user::bookings)).order_by(user::email).all(); });
    call("count_of", [&] { return people.where(count_of(user::bookings) > 0).count(); });
    call("join",
         [&] { return people.query().join(user::bookings).select(booking::notes).order_by(booking::notes).all(); });
    call("in", [&] { return people.where(user::id.in(from<Booking>().select(booking::user_id))).count(); });
    call("pipeline", [&] {
      Pipeline pipeline(executor);
      return pipeline.all(from<Booking>().order_by(booking::id)).get();
    });
    call("update", [&] { return of_bob().update({.notes = "mine now"}); });
    call("set", [&] { return rows.query().everywhere().update(set(booking::notes, "mine now")); });
    call("returning", [&] { return of_bob().update_returning({.notes = "mine now"}); });
    call("remove", [&] { return rows.query().everywhere().remove(); });
    call("removed", [&] { return of_bob().remove_returning(); });
  });
}
