// Prepared statements that the server has no longer, or has otherwise than they were: DISCARD ALL, DEALLOCATE ALL and
// migrations that run beside.
#include <catch2/catch.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/codec/text.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/retry.hpp>
#include <vector>

#include "support/private_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using namespace schemac::runtime;

namespace {

using Number = Scalar<std::int32_t>;
using Text = Scalar<std::string>;

/// A statement for each number up to a hundred, each with other SQL.
class Family {
 public:
  Family(Fragment begin, Fragment step) : begin_(begin), step_(step) {
    for (Assembly each(begin_); all_.size() < 100; each.add(step_)) all_.push_back(each);
  }
  Statement operator[](std::size_t number) const { return all_.at(number).statement(); }

 private:
  Fragment begin_;
  Fragment step_;
  std::vector<Assembly> all_;
};

int value_of(Executor& executor, int number) {
  static const Family sums("SELECT 0", " + 1");
  return one<Number>(executor, sums[static_cast<std::size_t>(number)], Parameters());
}

int prepared(Executor& executor) {
  return std::stoi(std::string(executor.query_unchecked_sql("SELECT count(*) FROM pg_prepared_statements")[0].text(0)));
}

/// A table whose column changes its type and back, so that what reads it goes stale.
struct Migrated {
  std::string url = tests::fresh_database("migrated");
  Connection other{url};
  const Family notes{"SELECT note FROM t WHERE true", " AND true"};
  bool narrow = false;

  Migrated() { other.execute_unchecked_sql("CREATE TABLE t (note text); INSERT INTO t VALUES ('x')"); }
  void migrate() {
    narrow = !narrow;
    other.execute_unchecked_sql(std::string("ALTER TABLE t ALTER note TYPE ") + (narrow ? "varchar(100)" : "text"));
  }
};

}  // namespace

TEST_CASE("a full cache whose statements the server has put out makes room all the same", "[stale]") {
  Connection db(tests::server_url(), {.statement_cache_size = 3});
  for (int number = 0; number < 3; ++number) CHECK(value_of(db, number) == number);
  db.execute_unchecked_sql(GENERATE("DISCARD ALL", "DEALLOCATE ALL"));
  SECTION("outside of a transaction") {
    for (int number = 3; number < 10; ++number) CHECK(value_of(db, number) == number);
    CHECK(prepared(db) <= 3);
  }
  SECTION("inside of one") {
    Transaction transaction(db);
    for (int number = 3; number < 10; ++number) CHECK(value_of(transaction, number) == number);
    transaction.commit();
    CHECK(value_of(db, 9) == 9);
    CHECK(prepared(db) <= 3);
  }
  SECTION("inside of one that fails over it, when it is run again") {
    int runs = 0;
    transact(db,
             [&](Transaction& transaction) {
               ++runs;
               int sum = 0;
               for (int number = 0; number < 10; ++number) sum += value_of(transaction, number);
               CHECK(sum == 45);
             },
             {.first_pause = 0ms});
    CHECK(runs == 2);
    CHECK(prepared(db) <= 3);
  }
  static const Family products("SELECT 1", " * 1");
  SECTION("in a pipeline") {
    Pipeline pipeline(db);
    auto first = one<Number>(pipeline, products[1], Parameters());
    auto second = one<Number>(pipeline, products[2], Parameters());
    pipeline.run();
    CHECK(first.get() + second.get() == 2);
  }
  SECTION("in a pipeline inside of a transaction") {
    Transaction transaction(db);
    Pipeline pipeline(transaction);
    CHECK(one<Number>(pipeline, products[1], Parameters()).get() == 1);
    transaction.commit();
  }
}

TEST_CASE("a transaction that uses more statements than are kept leaves few on the server", "[stale]") {
  Connection db(tests::server_url(), {.statement_cache_size = 4});
  Transaction transaction(db);
  for (int number = 0; number < 60; ++number) CHECK(value_of(transaction, number) == number);
  CHECK(prepared(transaction) <= 8);
  transaction.commit();
  CHECK(prepared(db) <= 4);
}

TEST_CASE_METHOD(Migrated, "a transaction whose statements have all gone stale needs one more attempt", "[stale]") {
  Connection db(url);
  const auto read_all = [&](Executor& executor) {
    std::string all;
    for (std::size_t each = 0; each < 12; ++each) all += one<Text>(executor, notes[each], Parameters());
    return all;
  };
  CHECK(read_all(db) == "xxxxxxxxxxxx");
  migrate();
  int runs = 0;
  SECTION("one by one") {
    CHECK(transact(db,
                   [&](Transaction& transaction) {
                     ++runs;
                     return read_all(transaction);
                   },
                   {.first_pause = 0ms}) == "xxxxxxxxxxxx");
  }
  SECTION("in a pipeline first") {
    transact(db,
             [&](Transaction& transaction) {
               ++runs;
               Pipeline pipeline(transaction);
               const auto first = one<Text>(pipeline, notes[0], Parameters());
               const std::string all = first.get() + read_all(transaction);
               CHECK(all == "xxxxxxxxxxxxx");
             },
             {.first_pause = 0ms});
  }
  CHECK(runs == 2);
  CHECK(prepared(db) == 12);
}

TEST_CASE_METHOD(Migrated, "statements that went stale do not pile up on the server", "[stale]") {
  Connection db(url);
  CHECK(one<Text>(db, notes[0], Parameters()) == "x");
  SECTION("outside of a transaction") {
    for (int round = 0; round < 5; ++round) {
      migrate();
      CHECK(one<Text>(db, notes[0], Parameters()) == "x");
    }
  }
  SECTION("inside of one") {
    for (int round = 0; round < 5; ++round) {
      migrate();
      const auto read = [&](Transaction& transaction) { return one<Text>(transaction, notes[0], Parameters()); };
      CHECK(transact(db, read, {.first_pause = 0ms}) == "x");
    }
  }
  CHECK(prepared(db) == 1);
}

TEST_CASE_METHOD(Migrated, "a savepoint heals a transaction whose statement went stale", "[stale]") {
  Connection db(url);
  CHECK(one<Text>(db, notes[0], Parameters()) == "x");
  CHECK(one<Text>(db, notes[1], Parameters()) == "x");
  migrate();
  Transaction transaction(db);
  {
    Savepoint savepoint(transaction);
    CHECK_THROWS_AS(one<Text>(transaction, notes[0], Parameters()), StaleStatement);
  }
  CHECK(one<Text>(transaction, notes[0], Parameters()) == "x");
  CHECK(one<Text>(transaction, notes[1], Parameters()) == "x");
  transaction.commit();
  CHECK(prepared(db) == 2);
}
