// Streams: row after row in constant memory; left early, by an exception, or by a server that goes away.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>

#include "database/generated/many_bookings.hpp"

using namespace schemac;
using namespace eventide;

namespace {

using Fixture = tests::ManyBookings;

std::string cursors(runtime::Executor& database) {
  return std::string(database.query_unchecked_sql("SELECT count(*)::text FROM pg_cursors WHERE name <> ''")[0].text(0));
}

struct Stop {};

}  // namespace

TEST_CASE("a stream gives the rows of a query in its order", "[stream]") {
  Fixture f(10'000);
  const auto query = f.bookings.where(booking::price > 1).order_by(booking::reference.desc());
  std::vector<Booking> rows;
  for (Booking& each : query.stream()) rows.push_back(std::move(each));
  CHECK(rows == query.all());
  CHECK_FALSE(f.database.in_transaction());

  std::size_t none = 0;
  for (const Booking& each : f.bookings.where(booking::price > 100).stream()) none += each.reference.size();
  CHECK(none == 0);
  std::int64_t count = 0;
  for (const auto& [reference, notes] : query.select(booking::reference, booking::notes).stream())
    count += notes.has_value() || !reference.empty();
  CHECK(count == static_cast<std::int64_t>(rows.size()));
}

TEST_CASE("a stream that is left early leaves the connection as it was", "[stream]") {
  Fixture f(5'000);
  for (int wanted : {0, 1, 63, 64, 65, 3'000}) {
    int seen = 0;
    for (const Booking& each : f.bookings.query().stream()) {
      if (seen == wanted) break;
      ++seen;
      CHECK_FALSE(each.reference.empty());
    }
    CHECK(seen == wanted);
    CHECK_FALSE(f.database.in_transaction());
  }
  const auto walk = [&] {
    for (const Booking& each : f.bookings.query().stream())
      if (each.price == runtime::Numeric("3")) throw Stop();
  };
  CHECK_THROWS_AS(walk(), Stop);
  CHECK_FALSE(f.database.in_transaction());
  CHECK(f.bookings.count() == 5'000);
}

TEST_CASE("a stream inside a transaction closes its cursor and leaves the transaction open", "[stream]") {
  Fixture f(3'000);
  runtime::Transaction transaction(f.database);
  BookingRepository bookings(transaction);
  int changed = 0;
  for (const Booking& each : bookings.where(booking::price == 2).stream()) {
    // The connection serves other statements meanwhile, changes of the rows themselves too.
    bookings.update(each.id, {.notes = "seen"});
    if (++changed == 100) break;
  }
  CHECK(cursors(transaction) == "0");
  for (const Booking& outer : bookings.query().order_by(booking::id).limit(3).stream())
    for (const Booking& inner : bookings.where(booking::user_id == outer.user_id).limit(2).stream())
      CHECK(inner.user_id == outer.user_id);
  CHECK(cursors(transaction) == "0");
  transaction.commit();
  CHECK(f.bookings.where(booking::notes == "seen").count() == 100);

  runtime::Transaction failing(f.database);
  const auto walk = [&] {
    for (const Booking& each : BookingRepository(failing).query().stream())
      if (!each.reference.empty()) failing.execute_unchecked_sql("SELECT 1 / 0");
  };
  CHECK_THROWS_AS(walk(), runtime::DataException);
  failing.rollback();
  CHECK(f.bookings.count() == 3'000);
}

TEST_CASE("a stream without a transaction only reads, and locks nothing", "[stream]") {
  Fixture f(100);
  const auto write = [&](std::int64_t rows) {
    for (const Booking& each : f.bookings.query().limit(rows).stream()) f.bookings.update(each.id, {.notes = "lost"});
  };
  const auto begin = [&](std::int64_t rows) {
    for (const Booking& each : f.bookings.query().limit(rows).stream())
      if (!each.reference.empty()) runtime::Transaction inner(f.database);
  };
  // Whether all rows came at once or not.
  for (const std::int64_t rows : {1, 63, 64, 100}) {
    INFO(rows);
    CHECK_THROWS_AS(write(rows), runtime::ReadOnlyTransaction);
    CHECK_FALSE(f.database.in_transaction());
    CHECK_THROWS_WITH(begin(rows), Catch::Contains("a stream is read on this connection"));
  }
  try {
    write(1);
  } catch (const runtime::ReadOnlyTransaction& refused) {
    CHECK_THAT(refused.what(), Catch::Contains("begin a transaction around both"));
  }
  CHECK_NOTHROW(write(0));
  CHECK_NOTHROW(f.bookings.query().limit(1).update({.notes = "written"}));
  CHECK_THROWS_AS(f.bookings.query().for_update().stream(), runtime::UsageError);
  CHECK(f.bookings.where(booking::notes == "lost").count() == 0);

  runtime::Transaction transaction(f.database);
  int locked = 0;
  for (const Booking& each : BookingRepository(transaction).query().for_update().stream())
    locked += each.reference.empty() ? 0 : 1;
  CHECK(locked == 100);
  runtime::Connection other(f.url);
  CHECK(BookingRepository(other).query().for_update().skip_locked().all().empty());
}

TEST_CASE("rows of a stream come with their relations", "[stream]") {
  Fixture f(300);
  std::size_t bookings = 0;
  for (const auto& person : f.users.query().with(runtime::load(user::bookings)).stream())
    bookings += person[user::bookings].size();
  CHECK(bookings == 300);
  std::size_t owners = 0;
  for (const auto& each : f.bookings.query().with(booking::user).stream())
    owners += each[booking::user].value().id == f.ada.id ? 1 : 0;
  CHECK(owners == 300);
}

TEST_CASE("a stream takes memory for a piece, not for all rows", "[stream]") {
  Fixture f(0);
  const auto peak = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;  // kilobytes
  };
  f.database.execute_unchecked_sql(
      "INSERT INTO bookings (user_id, reference, during, price, notes) SELECT id, 'B' || n, 'empty', 0, "
      "repeat('x', 2000) FROM users, generate_series(1, 100000) n");
  const long before = peak();
  std::size_t bytes = 0;
  for (const Booking& each : f.bookings.query().stream()) bytes += each.notes.value().size();
  CHECK(bytes == 200'000'000);
#ifdef __SANITIZE_ADDRESS__
  constexpr long kMost = 1'000'000;  // it keeps what was freed, up to a quarter of this
#else
  constexpr long kMost = 40'000;
#endif
  CHECK(peak() - before < kMost);
}

TEST_CASE("a server that goes away in the middle of a stream is an error that says so", "[stream]") {
  Fixture f(50'000);
  runtime::Pool pool(f.url, {.maximum = 1});
  {
    runtime::Lease lease = pool.acquire();
    const int session = lease->backend_pid();
    const auto walk = [&] {
      int seen = 0;
      for (const Booking& each : BookingRepository(lease).query().stream())
        if (!each.reference.empty() && ++seen == 1'000)
          f.database.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 10000)", {std::to_string(session)});
    };
    CHECK_THROWS_AS(walk(), runtime::ConnectionFailure);
  }
  runtime::Lease fresh = pool.acquire();
  CHECK(BookingRepository(fresh).count() == 50'000);
}
