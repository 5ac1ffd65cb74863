// Streams that are left when what they belong to is over.
#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/query/row_stream.hpp>
#include <schemac/runtime/transaction.hpp>

#include "support/private_server.hpp"

using namespace schemac;
using namespace schemac::runtime;

namespace {

using Number = Scalar<std::int32_t>;
using Numbers = RowStream<std::int32_t>;

/// More rows than come in one piece; the first of them is read.
std::optional<Numbers> begun(Executor& executor) {
  std::optional<Numbers> numbers(
      stream<Number>(executor, "SELECT generate_series(1, 100000)::int", Parameters(), false));
  CHECK(*numbers->begin() == 1);
  return numbers;
}

std::string cursors(Executor& executor) {
  return std::string(executor.query_unchecked_sql("SELECT count(*) FROM pg_cursors WHERE name <> ''")[0].text(0));
}

int value_of(Executor& executor) { return one<Number>(executor, "SELECT 7", Parameters()); }

}  // namespace

TEST_CASE("a stream that outlives its cursor leaves the transaction alone", "[stream]") {
  Connection db(tests::server_url());
  SECTION("rolled back to a savepoint") {
    Transaction transaction(db);
    Savepoint savepoint(transaction);
    auto numbers = begun(transaction);
    savepoint.rollback();
    numbers.reset();
    CHECK(value_of(transaction) == 7);
    transaction.commit();
  }
  SECTION("rolled back by the program's own SQL") {
    Transaction transaction(db);
    transaction.execute_unchecked_sql("SAVEPOINT mine");
    auto numbers = begun(transaction);
    transaction.execute_unchecked_sql("ROLLBACK TO mine");
    numbers.reset();
    CHECK(value_of(transaction) == 7);
    transaction.commit();
  }
  SECTION("of the transaction before") {
    auto first = std::make_unique<Transaction>(db);
    auto numbers = begun(db);
    first->commit();
    Transaction second(db);
    numbers.reset();
    CHECK(value_of(second) == 7);
    second.commit();
  }
}

TEST_CASE("a stream closes its cursor in the transaction that it was opened in", "[stream]") {
  Connection db(tests::server_url());
  Transaction transaction(db);
  std::optional<Numbers> left;
  {
    Savepoint savepoint(transaction);
    left = begun(transaction);
    savepoint.release();
  }
  CHECK(cursors(transaction) == "1");
  left.reset();
  CHECK(cursors(transaction) == "0");
  int count = 0;
  left = begun(transaction);
  for (const std::int32_t each : *left) count += each > 1 ? 1 : 0;
  CHECK(count > 99'990);
  CHECK(cursors(transaction) == "0");
  transaction.commit();
}

TEST_CASE("streams outside of a transaction of the program's share one, as long as any of them", "[stream]") {
  Connection db(tests::server_url());
  std::optional<Numbers> outer = begun(db);
  SECTION("one is replaced while it is under way") {
    *outer = *begun(db);
    int count = 1;
    for (const std::int32_t each : *outer) count += each > 1 ? 1 : 0;
    CHECK(count == 100'000);
  }
  SECTION("the first goes first") {
    std::optional<Numbers> inner = begun(db);
    CHECK(cursors(db) == "2");
    outer.reset();
    CHECK(cursors(db) == "1");
    int count = 1;
    for (const std::int32_t each : *inner) count += each > 1 ? 1 : 0;
    CHECK(count == 100'000);
    inner.reset();
  }
  outer.reset();
  CHECK(cursors(db) == "0");
  CHECK_FALSE(db.in_transaction());
  Transaction again(db);
  CHECK(value_of(again) == 7);
  again.commit();
}

TEST_CASE("a stream that locks rows wants a transaction of the program's, beside another stream too", "[stream]") {
  Connection db(tests::server_url());
  const auto locking = [&](Executor& executor) {
    return stream<Number>(executor, "SELECT 1 FROM pg_catalog.pg_class FOR SHARE", Parameters(), true);
  };
  CHECK_THROWS_AS(locking(db), UsageError);
  auto numbers = begun(db);
  CHECK_THROWS_AS(locking(db), UsageError);
  int count = 1;
  for (const std::int32_t each : *numbers) count += each > 1 ? 1 : 0;
  CHECK(count == 100'000);
}
