// Several queries in one round trip, and what is left where one of them fails.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/retry.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/validation.hpp>

#include "audit_log.hpp"
#include "booking.hpp"
#include "database/generated/database.hpp"
#include "database/generated/every_call.hpp"
#include "everything.hpp"
#include "support/pg_bouncer.hpp"
#include "user.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;
using runtime::Pending;
using runtime::Pipeline;
using runtime::PipelineFailure;
using runtime::TimestampTz;

namespace {

NewUser person(const std::string& name) {
  return {.email = name + "@example.org",
          .first_name = name,
          .family_name = "Somebody",
          .password = runtime::PasswordHash("hash")};
}

NewBooking booking_of(const User& user, const std::string& reference, int hour) {
  constexpr std::int64_t kHour = 3'600'000'000;
  return {.user_id = user.id,
          .reference = reference,
          .during = runtime::Range<TimestampTz>(TimestampTz{hour * kHour}, TimestampTz{(hour + 1) * kHour}),
          .price = runtime::Numeric(hour)};
}

struct Fixture {
  std::string url = tests::eventide_database();
  std::vector<std::string> sent;
  runtime::ConnectionOptions options() {
    runtime::ConnectionOptions listening;
    listening.on_query = [this](const runtime::QueryEvent& event) {
      sent.push_back(std::string(event.sql) + (event.failed ? " failed " + std::string(event.sqlstate) : ""));
    };
    return listening;
  }
  runtime::Connection database{url, options()};
  runtime::Connection observer{url};
  User ada = UserRepository(database).insert(person("ada"));
};

template <class E, class Work>
std::string thrown(const Work& work) {
  try {
    work();
  } catch (const E& error) {
    return error.what();
  }
  FAIL("nothing of the kind was thrown");
  return {};
}

}  // namespace

TEST_CASE_METHOD(Fixture, "queries of several repositories go in one pipeline, each with a result of its type",
                 "[pipeline]") {
  Pipeline pipeline(database);
  UserPipeline users(pipeline);
  BookingPipeline bookings(pipeline);
  const Pending<Booking> first = bookings.insert(booking_of(ada, "EV-1", 1));
  const auto second = bookings.insert(booking_of(ada, "EV-2", 2));
  const auto found = users.find_by_email("ada@example.org");
  const auto nobody = users.find_by_email("bob@example.org");
  const auto count = bookings.count();
  const auto is_there = users.exists(ada.id);
  const auto dear = pipeline.all(runtime::from<Booking>().where(booking::price > 1));
  const auto references = pipeline.all(runtime::from<Booking>().select(booking::reference, booking::price));
  const auto cheapest = pipeline.first(runtime::from<Booking>().order_by(booking::price).select(booking::reference));
  const auto only = pipeline.one(runtime::from<Booking>().where(booking::reference == "EV-2"));
  const auto how_many = pipeline.count(runtime::from<Booking>().where(booking::price >= 1));
  const auto any = pipeline.exists(runtime::from<Booking>().where(booking::price > 100));
  const auto noted = pipeline.update(runtime::from<Booking>().where(booking::price > 1), {.notes = "dear"});
  const auto raised = pipeline.update(runtime::from<Booking>().everywhere(), runtime::set(booking::price, 9));
  CHECK(pipeline.waiting() == 14);
  CHECK(BookingRepository(observer).count() == 0);  // nothing was sent
  pipeline.run();
  CHECK(pipeline.waiting() == 0);
  CHECK(first.get().reference == "EV-1");
  CHECK(first.get() == first.get());
  CHECK(second.get().user_id == ada.id);
  CHECK(found.get() == ada);
  CHECK_FALSE(nobody.get());
  CHECK(count.get() == 2);
  CHECK(is_there.get());
  CHECK(dear.get() == std::vector{second.get()});
  CHECK(references.get() == std::vector{std::tuple(std::string("EV-1"), runtime::Numeric(1)),
                                        std::tuple(std::string("EV-2"), runtime::Numeric(2))});
  CHECK(cheapest.get() == "EV-1");
  CHECK(only.get() == second.get());
  CHECK(how_many.get() == 2);
  CHECK_FALSE(any.get());
  CHECK(noted.get() == 1);
  CHECK(raised.get() == 2);
  CHECK(BookingRepository(observer).count() == 2);
  CHECK(sent.size() == 1 + 14);

  const auto removed = bookings.remove(first.get().id);
  const auto again = bookings.remove(first.get().id);
  CHECK(removed.get());  // asking runs what is queued
  CHECK_FALSE(again.get());
  CHECK(BookingRepository(database).count() == 1);
}

TEST_CASE_METHOD(Fixture, "a statement of a pipeline is the one that the repository sends, and is prepared once",
                 "[pipeline]") {
  runtime::Connection quiet(url);
  const std::string prepared = "SELECT count(*) FROM pg_prepared_statements";
  Pipeline pipeline(quiet);
  UserPipeline users(pipeline);
  for (int i = 0; i < 10; ++i) static_cast<void>(users.find(ada.id));
  pipeline.run();
  CHECK(quiet.query_unchecked_sql(prepared)[0].text(0) == "1");
  CHECK(UserRepository(quiet).get(ada.id) == ada);
  CHECK(UserRepository(quiet).find(ada.id) == ada);
  static_cast<void>(users.get(ada.id));
  pipeline.run();
  CHECK(quiet.query_unchecked_sql(prepared)[0].text(0) == "1");
}

TEST_CASE_METHOD(Fixture, "outside of a transaction all of a pipeline is kept or nothing", "[pipeline]") {
  Pipeline pipeline(database);
  BookingPipeline bookings(pipeline);
  const auto first = bookings.insert(booking_of(ada, "EV-1", 1));
  const auto same = bookings.insert(booking_of(ada, "EV-1", 2));
  const auto count = bookings.count();
  CHECK_THROWS_AS(pipeline.run(), runtime::UniqueViolation);
  CHECK_THAT(thrown<PipelineFailure>([&] { first.get(); }), Contains("was undone") && Contains("query 2 of 3"));
  CHECK_THAT(thrown<runtime::UniqueViolation>([&] { same.get(); }), Contains("query 2 of 3 in the pipeline: "));
  CHECK_THAT(thrown<PipelineFailure>([&] { count.get(); }), Contains("was not run") && Contains("query 2 of 3"));
  try {
    same.get();
  } catch (const runtime::UniqueViolation& violation) {
    CHECK(BookingRepository::violated(violation) == BookingRepository::Constraint::uq_bookings_reference);
  }
  CHECK(sent.size() == 1 + 2);
  CHECK_THAT(sent.back(), Contains(" failed 23505"));
  CHECK_FALSE(database.in_transaction());
  CHECK(BookingRepository(database).count() == 0);
  // The same pipeline can be gone on with.
  const auto now = bookings.count();
  pipeline.run();
  CHECK(now.get() == 0);
  CHECK_THROWS_AS(count.get(), PipelineFailure);
}

TEST_CASE_METHOD(Fixture, "in a transaction a pipeline is part of it", "[pipeline]") {
  {
    runtime::Transaction transaction(database);
    Pipeline pipeline(transaction);
    BookingPipeline bookings(pipeline);
    bookings.insert(booking_of(ada, "EV-1", 1));
    pipeline.run();
    CHECK(BookingRepository(observer).count() == 0);
    runtime::Savepoint savepoint(transaction);
    const auto before = bookings.count();
    const auto same = bookings.insert(booking_of(ada, "EV-1", 2));
    const auto behind = bookings.count();
    CHECK(before.get() == 1);  // as it would be of statements one by one
    CHECK_THROWS_AS(same.get(), runtime::UniqueViolation);
    CHECK_THAT(thrown<PipelineFailure>([&] { behind.get(); }), Contains("was not run"));
    CHECK_THROWS_AS(BookingRepository(transaction).count(), runtime::TransactionAborted);
    savepoint.rollback();
    CHECK(bookings.count().get() == 1);
    transaction.commit();
  }
  CHECK(BookingRepository(observer).count() == 1);
  Pipeline late(database);
  const auto pending = [&] {
    runtime::Transaction transaction(database);
    Pipeline pipeline(transaction);
    return UserPipeline(pipeline).count();
  }();
  CHECK_THROWS_AS(pending.get(), runtime::UsageError);  // its pipeline has gone, and has not run
}

TEST_CASE_METHOD(Fixture, "what throws while queries are queued sends nothing", "[pipeline]") {
  runtime::Pool pool(url, {.maximum = 1});
  const int session = pool.acquire()->backend_pid();
  CHECK_THROWS_AS(pool.transaction([&](runtime::Transaction& transaction) {
    Pipeline pipeline(transaction);
    BookingPipeline(pipeline).insert(booking_of(ada, "EV-1", 1));
    throw 7;
  }),
                  int);
  {
    runtime::Lease lease = pool.acquire();
    Pipeline pipeline(lease);
    BookingPipeline bookings(pipeline);
    bookings.insert(booking_of(ada, "EV-1", 1));
    CHECK_THROWS_AS(UserPipeline(pipeline).insert(person("x")), runtime::ValidationFailure);
    CHECK_THROWS_AS(bookings.insert(booking_of(ada, std::string("a\0b", 3), 1)), runtime::InvalidValue);
    CHECK_THROWS_AS(pipeline.update(runtime::from<Booking>(), {.notes = "all"}), runtime::UsageError);
    CHECK(pipeline.waiting() == 1);
  }
  runtime::Lease lease = pool.acquire();
  CHECK(lease->backend_pid() == session);
  CHECK(BookingRepository(lease).count() == 0);
}

TEST_CASE_METHOD(Fixture, "a transaction that is retried retries for a pipeline as well", "[pipeline]") {
  int attempts = 0;
  runtime::transact(database,
                    [&](runtime::Transaction& transaction) {
                      Pipeline pipeline(transaction);
                      UserPipeline users(pipeline);
                      const auto now = users.get(ada.id);
                      pipeline.run();
                      if (++attempts == 1) UserRepository(observer).update(ada.id, {.family_name = "King"});
                      users.update(ada.id, {.first_name = "Augusta"});
                      const auto behind = users.count();
                      static_cast<void>(behind.get());  // what failed before it is as much worth a retry
                    },
                    {.transaction = {.isolation = runtime::Isolation::repeatable_read}});
  CHECK(attempts == 2);
  CHECK(UserRepository(observer).get(ada.id).family_name == "King");
  CHECK(UserRepository(observer).get(ada.id).first_name == "Augusta");
}

TEST_CASE_METHOD(Fixture, "a pipeline outlives changes of the schema", "[pipeline]") {
  Pipeline pipeline(database);
  UserPipeline users(pipeline);
  CHECK(users.get(ada.id).get() == ada);
  const auto as_it_is = [&] { return pipeline.all(runtime::from<AuditLog>().select(audit_log::action)); };
  AuditLogRepository(database).insert({.action = "x"});
  CHECK(as_it_is().get() == std::vector<std::string>{"x"});
  observer.execute_unchecked_sql("ALTER TABLE audit_logs ALTER action TYPE varchar(10)");
  const auto kept = users.update(ada.id, {.first_name = "Augusta"});
  CHECK(as_it_is().get() == std::vector<std::string>{"x"});
  CHECK(kept.get()->first_name == "Augusta");
  {
    runtime::Transaction transaction(database);
    Pipeline inside(transaction);
    CHECK(UserPipeline(inside).count().get() == 1);
    CHECK(inside.all(runtime::from<AuditLog>().select(audit_log::action)).get().size() == 1);
    transaction.commit();
  }
  observer.execute_unchecked_sql("ALTER TABLE audit_logs ALTER action TYPE text");
  {
    runtime::Transaction transaction(database);
    Pipeline inside(transaction);
    const auto rows = inside.all(runtime::from<AuditLog>().select(audit_log::action));
    CHECK_THROWS_AS(rows.get(), runtime::StaleStatement);
  }
  CHECK(as_it_is().get().size() == 1);
  observer.execute_unchecked_sql("ALTER TABLE audit_logs ALTER action TYPE bytea USING action::bytea");
  const auto before = users.update(ada.id, {.first_name = "Ada"});
  const auto unreadable = as_it_is();
  CHECK_THAT(thrown<runtime::DecodeError>([&] { unreadable.get(); }),
             Contains("query 2 of 2 in the pipeline: column 1"));
  CHECK_THROWS_AS(before.get(), PipelineFailure);
  CHECK(UserRepository(database).get(ada.id).first_name == "Augusta");  // found before anything ran
  observer.execute_unchecked_sql("ALTER TABLE audit_logs DROP COLUMN action");
  const auto gone = as_it_is();
  CHECK_THROWS_AS(gone.get(), runtime::UndefinedColumn);
  CHECK(users.count().get() == 1);
}

TEST_CASE_METHOD(Fixture, "a pipeline takes more statements than the session keeps", "[pipeline]") {
  runtime::ConnectionOptions few;
  few.statement_cache_size = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3});
  runtime::Connection small(url, few);
  Pipeline pipeline(small);
  UserPipeline users(pipeline);
  BookingPipeline bookings(pipeline);
  for (int round = 0; round < 3; ++round) {
    const auto found = users.get(ada.id);
    const auto count = users.count();
    const auto is_there = users.exists(ada.id);
    const auto none = bookings.count();
    const auto listed = bookings.list_by_user(ada.id);
    CHECK(found.get() == ada);
    CHECK(count.get() == 1);
    CHECK(is_there.get());
    CHECK(none.get() == 0);
    CHECK(listed.get().empty());
    CHECK(small.query_unchecked_sql("SELECT count(*) FROM pg_prepared_statements")[0].text(0) ==
          std::to_string(few.statement_cache_size));
    CHECK(UserRepository(small).count() == 1);
  }
}

TEST_CASE_METHOD(Fixture, "a pipeline goes through a pooler of transactions", "[pipeline]") {
  const tests::PgBouncer pooler(url, "transaction");
  runtime::ConnectionOptions unprepared;
  unprepared.statement_cache_size = 0;
  runtime::Connection pooled(pooler.url(), unprepared);
  Pipeline pipeline(pooled);
  UserPipeline users(pipeline);
  const auto found = users.get(ada.id);
  const auto made = users.insert(person("bob"));
  pipeline.run();
  CHECK(found.get() == ada);
  CHECK(UserRepository(observer).get(made.get().id) == made.get());
  observer.execute_unchecked_sql("ALTER TABLE audit_logs ALTER action TYPE bytea USING action::bytea");
  const auto before = users.count();
  const auto unreadable = pipeline.all(runtime::from<AuditLog>().select(audit_log::action));
  const auto behind = users.count();
  CHECK(before.get() == 2);  // the columns are seen once everything has run
  CHECK_THROWS_AS(unreadable.get(), runtime::DecodeError);
  CHECK(behind.get() == 2);
}

TEST_CASE_METHOD(Fixture, "large pipelines neither stop nor mix up", "[pipeline]") {
  Pipeline pipeline(database);
  AuditLogPipeline logs(pipeline);
  const std::string large(4'000, 'x');
  std::vector<Pending<AuditLog>> made;
  for (int i = 0; i < 5'000; ++i) made.push_back(logs.insert({.action = large + std::to_string(i)}));
  pipeline.run();
  for (int i = 0; i < 5'000; ++i) REQUIRE(made[static_cast<std::size_t>(i)].get().action == large + std::to_string(i));
  CHECK(AuditLogRepository(observer).count() == 5'000);
}

TEST_CASE_METHOD(Fixture, "COPY has no place in a pipeline: its connection is closed and goes to nobody",
                 "[pipeline]") {
  runtime::Pool pool(url, {.maximum = 1});
  int session = 0;
  {
    runtime::Lease lease = pool.acquire();
    session = lease->backend_pid();
    Pipeline pipeline(lease);
    runtime::touched(pipeline, "COPY users FROM STDIN", runtime::values());
    CHECK_THROWS_AS(pipeline.run(), runtime::Error);
    CHECK_FALSE(lease->is_open());
  }
  runtime::Lease next = pool.acquire();
  CHECK(next->backend_pid() != session);
  CHECK(UserRepository(next).count() == 1);
}

TEST_CASE_METHOD(Fixture, "a pipeline has every statement of its repository that is one statement", "[pipeline]") {
  Pipeline pipeline(database);
  UserPipeline users(pipeline);
  const auto bob = users.insert(person("bob"));
  const auto upserted = users.upsert(person("bob"), UserRepository::Key::email);
  NewUser married = person("bob");
  const auto renamed = users.upsert(married, UserRepository::Key::email, {.family_name = "Other"});
  const auto ignored = users.insert_or_ignore(person("bob"));
  const auto page = users.page(1);
  pipeline.run();
  CHECK(upserted.get().id == bob.get().id);
  CHECK(renamed.get().family_name == "Other");
  CHECK_FALSE(ignored.get());
  REQUIRE(page.get().size() == 1);
  const auto next = users.page_after(page.get().back().id, 1);
  const auto many = users.find_many({ada.id, bob.get().id});
  const auto nothing = users.update(ada.id, {});
  const auto changed = users.update(bob.get().id, {.first_name = "Robert"});
  const auto removed = users.remove(bob.get().id);
  const auto left = users.find(bob.get().id);
  const auto marked = users.find(bob.get().id, runtime::Deleted::include);
  const auto restored = users.restore(bob.get().id);
  const auto got = users.get(bob.get().id);
  const auto erased = users.hard_remove(bob.get().id);
  const auto missing = users.get(bob.get().id);
  pipeline.run();
  CHECK(next.get().size() == 1);
  CHECK(many.get().size() == 2);
  CHECK(nothing.get() == ada);
  CHECK(changed.get()->first_name == "Robert");
  CHECK(removed.get());
  CHECK_FALSE(left.get());
  CHECK(marked.get()->deleted_at);
  CHECK(restored.get());
  CHECK(got.get().first_name == "Robert");
  CHECK(erased.get());
  CHECK_THROWS_AS(missing.get(), runtime::NotFound);
  CHECK(tests::functions_of("eventide", "user.hpp", "UserPipeline") ==
        std::set<std::string>{"count", "exists", "find", "find_by_email", "find_many", "get", "hard_remove", "insert",
                              "insert_or_ignore", "page", "page_after", "remove", "restore", "update", "upsert"});
}
