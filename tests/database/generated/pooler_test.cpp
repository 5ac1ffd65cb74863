// Generated code through PgBouncer in transaction mode, which gives each transaction another session of the server: all
// that stays within a transaction works while nothing is prepared (docs/generated-code.md, "Pooler"), and where
// something is, that is said.
#include <atomic>
#include <catch2/catch.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/retry.hpp>
#include <schemac/runtime/select.hpp>
#include <stop_token>
#include <thread>

#include "database/generated/many_bookings.hpp"
#include "queries/bookings.hpp"
#include "support/child.hpp"
#include "support/pg_bouncer.hpp"

using namespace schemac;
using namespace eventide;
using namespace std::chrono_literals;
using Catch::Contains;
using runtime::Connection;
using runtime::Pool;
using runtime::Transaction;

namespace {

constexpr int kRows = 2'000;  // several pieces of a stream

/// Two sessions, each statement outside of a transaction in the other one.
struct Fixture : tests::ManyBookings {
  Fixture() : ManyBookings(kRows) {
    // A pooler opens its second session only where the first is taken.
    Connection one(pooler.url(), unprepared()), two(pooler.url(), unprepared());
    Transaction first(one), second(two);
    CHECK(session(first) != session(second));
  }
  tests::PgBouncer pooler{url, "transaction", "server_round_robin = 1\ndefault_pool_size = 2\n"};

  static runtime::ConnectionOptions unprepared() {
    runtime::ConnectionOptions options;
    options.statement_cache_size = 0;
    return options;
  }
  runtime::PoolOptions pool_of(std::size_t connections) const {
    runtime::PoolOptions options;
    options.maximum = connections;
    options.connection = unprepared();
    return options;
  }
  static std::string asked(runtime::Executor& executor, const std::string& sql) {
    const auto answer = executor.query_unchecked_sql(sql);
    return std::string(answer[0][0].value_or("NULL"));
  }
  static std::string session(runtime::Executor& executor) { return asked(executor, "SELECT pg_backend_pid()"); }
  NewBooking new_booking(int number) const {
    return {.user_id = ada.id,
            .reference = "NEW-" + std::to_string(number),
            .during = runtime::Range<runtime::TimestampTz>(),
            .price = runtime::Numeric(number)};
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "repositories go through a pooler that gives each transaction another session", "[pooler]") {
  Connection db(pooler.url(), unprepared());
  CHECK(session(db) != session(db));
  BookingRepository rows(db);
  for (int i = 0; i < 4; ++i) {
    const Booking made = rows.insert(new_booking(i));
    CHECK(rows.get(made.id) == made);
    CHECK(rows.update(made.id, {.notes = "seen"})->notes == "seen");
    CHECK(rows.where(booking::reference == made.reference).count() == 1);
    CHECK(queries::busiest_users(db, runtime::TimestampTz::minus_infinity(), 1).at(0).bookings == kRows + 1);
    CHECK(rows.remove(made.id));
  }
  const auto people = UserRepository(db).query().with(user::bookings).all();
  CHECK(people.at(0)[user::bookings].size() == kRows);
}

TEST_CASE_METHOD(Fixture, "rows come and go in numbers through a pooler", "[pooler]") {
  Connection db(pooler.url(), unprepared());
  BookingRepository rows(db);
  for (int round = 0; round < 3; ++round) {
    std::size_t seen = 0;
    for (const Booking& each : rows.query().order_by(booking::reference).stream()) seen += !each.reference.empty();
    CHECK(seen == kRows);
    CHECK_FALSE(db.in_transaction());
    std::vector<NewBooking> more{new_booking(2 * round), new_booking(2 * round + 1)};
    CHECK(rows.insert_bulk(more) == 2);
    more[1].status = BookingStatus::confirmed;  // another list of columns, so that it takes two COPYs
    more[0].reference = "BULK-A" + std::to_string(round);
    more[1].reference = "BULK-B" + std::to_string(round);
    CHECK(rows.insert_bulk(more) == 2);
    runtime::Pipeline pipeline(db);
    BookingPipeline queued(pipeline);
    const auto count = queued.count();
    const auto removed = pipeline.remove(runtime::from<Booking>().where(booking::reference.starts_with("NEW") ||
                                                                        booking::reference.starts_with("BULK")));
    pipeline.run();
    CHECK(count.get() == kRows + 4);
    CHECK(removed.get() == 4);
  }
}

TEST_CASE_METHOD(Fixture, "what a transaction sets stays in it, whoever has its session next", "[pooler]") {
  Connection db(pooler.url(), unprepared());
  const std::string of_the_session =
      "SELECT coalesce(nullif(current_setting('app.user_id', true), ''), 'nobody') || ' ' || "
      "current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') || ' ' || "
      "current_setting('transaction_read_only')";
  for (int i = 0; i < 4; ++i) {
    Transaction transaction(db, {.read_only = true,
                                 .statement_timeout = 7s,
                                 .lock_timeout = 5s,
                                 .settings = {{"app.user_id", ada.id.to_string()}}});
    CHECK(asked(transaction, of_the_session) == ada.id.to_string() + " 7s 5s on");
    if (i % 2 == 0) transaction.commit();
  }
  for (int i = 0; i < 4; ++i) CHECK(asked(db, of_the_session) == "nobody 0 0 off");
}

TEST_CASE_METHOD(Fixture, "row-level security knows through a pooler for whom a transaction works", "[pooler]") {
  const std::string role = "pooled_of_" + database.database();
  database.execute_unchecked_sql("CREATE ROLE \"" + role + "\"; GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"" +
                                 role + "\"");
  const runtime::Uuid nobody{};
  Connection db(pooler.url(), unprepared());
  for (int i = 0; i < 6; ++i) {
    const bool is_ada = i % 3 != 0;
    Transaction transaction(db, {.settings = {{"app.user_id", (is_ada ? ada.id : nobody).to_string()}}});
    transaction.execute_unchecked_sql("SET LOCAL ROLE \"" + role + "\"");
    CHECK(BookingRepository(transaction).count() == (is_ada ? kRows : 0));
    transaction.commit();
  }
  db.close();
  database.execute_unchecked_sql("DROP OWNED BY \"" + role + "\"; DROP ROLE \"" + role + "\"");
}

TEST_CASE_METHOD(Fixture, "what takes too long is given up through a pooler", "[pooler]") {
  Connection db(pooler.url(), unprepared());
  const std::string sleep = "SELECT pg_sleep(60)";
  const auto begun = std::chrono::steady_clock::now();
  SECTION("by its deadline") {
    Transaction transaction(db, {.deadline = runtime::within(200ms)});
    CHECK_THROWS_AS(transaction.execute_unchecked_sql(sleep), runtime::DeadlineExceeded);
  }
  SECTION("by a limit of its statements") {
    Transaction transaction(db, {.statement_timeout = 200ms});
    CHECK_THROWS_AS(transaction.execute_unchecked_sql(sleep), runtime::QueryCanceled);
  }
  std::atomic<bool> over = false;
  const auto while_it_sleeps = [&](const auto& work) {
    return std::thread([&, work] {
      const auto sleeping = [&] {
        return asked(database,
                     "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                     "wait_event = 'PgSleep'") == "1";
      };
      while (!over && !sleeping()) std::this_thread::sleep_for(1ms);
      work();
    });
  };
  SECTION("by another thread") {
    std::thread thread = while_it_sleeps([&] { db.cancel(); });
    CHECK_THROWS_AS(db.execute_unchecked_sql(sleep), runtime::QueryCanceled);
    over = true;
    thread.join();
  }
  SECTION("by a stop token") {
    std::stop_source stop;
    std::thread thread = while_it_sleeps([&] { stop.request_stop(); });
    Transaction transaction(db, {.stop = stop.get_token()});
    CHECK_THROWS_AS(transaction.execute_unchecked_sql(sleep), runtime::QueryCanceled);
    over = true;
    thread.join();
  }
  CHECK(std::chrono::steady_clock::now() - begun < 30s);
  CHECK(asked(db, "SELECT 1") == "1");
}

TEST_CASE_METHOD(Fixture, "a pool goes through a pooler, and tries again what a lost session took along", "[pooler]") {
  Pool pool(pooler.url(), pool_of(4));
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 10; ++i)
        runtime::transact(pool, [&](Transaction& transaction) {
          BookingRepository(transaction).insert(new_booking(100 * thread + i));
          ++done;
        });
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(done == 40);
  CHECK(bookings.count() == kRows + 40);

  int runs = 0;
  runtime::transact(pool, [&](Transaction& transaction) {
    BookingRepository(transaction).insert(new_booking(1'000));
    if (++runs == 1) database.execute_unchecked_sql("SELECT pg_terminate_backend(" + session(transaction) + ")");
    BookingRepository(transaction).insert(new_booking(1'001));
  });
  CHECK(runs == 2);
  CHECK(bookings.count() == kRows + 42);
}

TEST_CASE_METHOD(Fixture, "a server that a pooler has lost is told as lost", "[pooler]") {
  Connection db(pooler.url(), unprepared());
  const auto end_session = [&](const std::string& which) {
    database.execute_unchecked_sql("SELECT pg_terminate_backend(" + which + ")");
  };
  SECTION("as the server says") {
    std::thread administrator([&] {
      const std::string sleeper = "SELECT min(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
      if (tests::eventually([&] { return asked(database, sleeper) != "NULL"; })) end_session("(" + sleeper + ")");
    });
    CHECK_THROWS_WITH(db.query_unchecked_sql("SELECT pg_sleep(60)"), Contains("57P01"));
    administrator.join();
  }
  SECTION("in a transaction") {
    Transaction transaction(db);
    end_session(session(transaction));
    CHECK_THROWS_AS(session(transaction), runtime::ConnectionFailure);
  }
  SECTION("by the pooler alone, outside of a transaction, where it may have been done") {
    const tests::PgBouncer hasty{url, "transaction", "query_timeout = 1\n"};
    db = Connection(hasty.url(), unprepared());
    CHECK_THROWS_AS(db.query_unchecked_sql("SELECT pg_sleep(60)"), runtime::CommitInDoubt);
  }
  CHECK_FALSE(db.is_open());
}

TEST_CASE_METHOD(Fixture, "who prepares statements through a pooler is told what to do", "[pooler]") {
  Connection db(pooler.url());
  const auto told = [&](const auto& work) -> std::string {
    try {
      for (int i = 0; i < 4; ++i) work();
    } catch (const runtime::Error& failure) {
      return failure.what();
    }
    return "nothing";
  };
  const std::string advice = "statement_cache_size = 0";
  CHECK_THAT(told([&] { static_cast<void>(BookingRepository(db).count()); }), Contains(advice));
  CHECK_THAT(told([&] {
               Transaction transaction(db);
               static_cast<void>(BookingRepository(transaction).exists(ada.id));
               transaction.commit();
             }),
             Contains(advice));
  CHECK_THAT(told([&] {
               runtime::Pipeline pipeline(db);
               static_cast<void>(BookingPipeline(pipeline).page(1).get());
             }),
             Contains(advice));
}

TEST_CASE_METHOD(Fixture, "a statement that another connection prepared is never run in the place of one's own",
                 "[pooler]") {
  Connection one(pooler.url()), two(pooler.url());
  const auto in_transaction = [](Connection& db, const auto& work) {
    try {
      Transaction transaction(db);
      work(transaction);
    } catch (const runtime::Error&) {
      // What was prepared is in the other session: that is told, and nothing was done.
    }
  };
  for (int round = 0; round < 10; ++round) {
    in_transaction(one, [&](Transaction& transaction) {
      UserRepository(transaction).restore(ada.id);  // she is not removed, so nothing is to be done
      transaction.commit();
    });
    in_transaction(two, [&](Transaction& transaction) {
      UserRepository(transaction).hard_remove(ada.id);
      transaction.rollback();
    });
    if (round % 2 == 0) static_cast<void>(session(two));  // so that each gets either session
  }
  CHECK(users.exists(ada.id));
}
