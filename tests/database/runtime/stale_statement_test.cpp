// Prepared statements that the server has no longer, or has otherwise than they were: after DISCARD ALL or DEALLOCATE
// ALL, say.
#include <catch2/catch.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/transaction.hpp>
#include <vector>

#include "support/private_server.hpp"

using namespace schemac;
using namespace schemac::runtime;

namespace {

using Number = Scalar<std::int32_t>;

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
