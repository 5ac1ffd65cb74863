// What bounds transactions, pools and waits at their edges: savepoints under a deadline, and no bound at all.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/transaction.hpp>
#include <thread>

#include "support/private_server.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using runtime::Connection;
using runtime::Transaction;

TEST_CASE("what a rollback to a savepoint took back of a deadline is said again", "[limits]") {
  Connection db(tests::server_url());
  Transaction transaction(db, {.deadline = runtime::within(10s)});
  const auto told = [&] {
    return std::stod(std::string(
        transaction.query_unchecked_sql("SELECT extract(epoch FROM current_setting('statement_timeout')::interval)")[0]
            .text(0)));
  };
  std::this_thread::sleep_for(1500ms);  // more than may be told too much
  {
    runtime::Savepoint savepoint(transaction);
    CHECK(told() <= 8.5);
  }
  CHECK(told() <= 8.5);
}
