// What an observer hears: every statement, what it took and whether it failed, and no value.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/pool.hpp>
#include <schemac/runtime/select.hpp>
#include <schemac/runtime/transaction.hpp>

#include "audit_log.hpp"
#include "database/generated/database.hpp"

using namespace schemac;
using namespace eventide;
using Catch::Contains;

namespace {

struct Heard {
  std::string sql;
  std::size_t parameters, bytes;
  std::uint64_t rows;
  bool timed, failed;
  std::string sqlstate;
};

/// A connection whose observer writes down what it hears, value or not.
struct Fixture {
  std::vector<Heard> heard;
  std::string url = tests::eventide_database();
  runtime::ConnectionOptions options() {
    runtime::ConnectionOptions listening;
    listening.on_query = [this](const runtime::QueryEvent& event) {
      heard.push_back({std::string(event.sql), event.parameters, event.parameter_bytes, event.rows,
                       event.duration.count() > 0, event.failed, std::string(event.sqlstate)});
    };
    return listening;
  }
  runtime::Connection database{url, options()};
  AuditLogRepository logs{database};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an observer hears of every statement, and of no value", "[observer]") {
  const std::string secret = "what nobody should read in a log";
  logs.insert({.action = secret});
  REQUIRE(heard.size() == 1);
  CHECK_THAT(heard[0].sql, Contains("INSERT INTO public.audit_logs") && Contains("$1"));
  CHECK(heard[0].rows == 1);
  CHECK(heard[0].parameters == 2);  // the actor that there is not, and the action
  CHECK(heard[0].bytes == secret.size());
  CHECK_FALSE(heard[0].failed);

  CHECK(logs.insert_bulk({{.action = secret}, {.action = secret}, {.action = secret}}) == 3);
  CHECK_THAT(heard.back().sql, Contains("COPY public.audit_logs"));
  CHECK(heard.back().rows == 3);
  CHECK(logs.where(audit_log::action == secret).all().size() == 4);
  CHECK(heard.back().rows == 4);
  CHECK(logs.where(audit_log::action == secret).update({.action = secret}) == 4);
  CHECK(heard.back().rows == 4);
  for (const AuditLog& each : logs.where(audit_log::action == secret).stream()) CHECK(each.action == secret);
  CHECK(heard.back().sql == "ROLLBACK");  // of the transaction that the cursor is in
  CHECK_THAT(heard[heard.size() - 3].sql, Contains("DECLARE"));
  CHECK_THAT(heard[heard.size() - 2].sql, Contains("FETCH"));
  CHECK(heard[heard.size() - 2].rows == 4);
  database.query_unchecked_sql("SELECT $1::text", {secret});
  CHECK(heard.back().parameters == 1);
  CHECK(heard.back().bytes == secret.size());
  database.execute_unchecked_sql("SELECT 1; SELECT 2");
  CHECK(heard.back().sql == "SELECT 1; SELECT 2");
  for (const Heard& each : heard) {
    CHECK_THAT(each.sql, !Contains(secret));
    CHECK(each.timed);
  }
}

TEST_CASE_METHOD(Fixture, "an observer hears of what failed, and why", "[observer]") {
  CHECK_THROWS(database.query_unchecked_sql("SELECT 1 / $1::int", {"0"}));
  CHECK(heard.back().failed);
  CHECK(heard.back().sqlstate == "22012");
  CHECK_THROWS(database.execute_unchecked_sql("SELECT nothing"));
  CHECK(heard.back().sqlstate == "42703");
  CHECK_THROWS(logs.insert({.actor_id = runtime::Uuid{}, .action = "x"}));
  CHECK(heard.back().sqlstate == "23503");
  CHECK(heard.back().rows == 0);
  CHECK_THROWS(logs.insert_bulk({{.action = "x"}, {.actor_id = runtime::Uuid{}, .action = "y"}}));
  CHECK(heard.back().sqlstate == "23503");
  const int session = database.backend_pid();
  runtime::Connection killer(url);
  killer.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 10000)", {std::to_string(session)});
  CHECK_THROWS_AS(logs.count(), runtime::ConnectionFailure);
  CHECK(heard.back().failed);
}

TEST_CASE_METHOD(Fixture, "an observer hears of what begins and ends transactions", "[observer]") {
  const auto heard_of = [this](const auto& work) {
    heard.clear();
    work();
    std::vector<std::string> all;
    for (const Heard& each : heard)
      all.push_back(each.sql.substr(0, each.sql.find(' ')) + (each.failed ? " failed" : ""));
    return all;
  };
  using Words = std::vector<std::string>;
  CHECK(heard_of([this] {
          runtime::Transaction transaction(database);
          { runtime::Savepoint savepoint(transaction); }
          static_cast<void>(AuditLogRepository(transaction).count());
          transaction.commit();
        }) == Words{"BEGIN", "SAVEPOINT", "ROLLBACK", "SELECT", "COMMIT"});
  CHECK(heard_of([this] { runtime::Transaction transaction(database); }) == Words{"BEGIN", "ROLLBACK"});
  database.execute_unchecked_sql("CREATE TABLE late (k int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  CHECK(heard_of([this] {
          runtime::Transaction transaction(database);
          transaction.execute_unchecked_sql("INSERT INTO late VALUES (1), (1)");
          CHECK_THROWS_AS(transaction.commit(), runtime::UniqueViolation);
        }) == Words{"BEGIN", "INSERT", "COMMIT failed"});
  CHECK(heard.back().sqlstate == "23505");
}

TEST_CASE("what an observer throws changes nothing, and it is told once", "[observer]") {
  int told = 0;
  runtime::ConnectionOptions options;
  options.on_query = [&told](const runtime::QueryEvent&) {
    ++told;
    throw runtime::ConnectionFailure("the log is full");
  };
  runtime::Connection database(tests::eventide_database(), options);
  AuditLogRepository logs(database);
  CHECK(logs.insert({.action = "alone"}).action == "alone");
  CHECK(told == 1);
  CHECK(logs.insert_bulk({{.action = "copied"}}) == 1);
  CHECK(told == 2);
  runtime::Pipeline pipeline(database);
  const auto inserted = AuditLogPipeline(pipeline).insert({.action = "piped"});
  CHECK_NOTHROW(pipeline.run());
  CHECK(pipeline.waiting() == 0);
  CHECK(inserted.get().action == "piped");
  CHECK(told == 3);
  CHECK_THROWS_AS(logs.get(-1), runtime::NotFound);
  CHECK_THROWS_AS(logs.insert({.actor_id = runtime::Uuid{}, .action = "x"}), runtime::ForeignKeyViolation);
  CHECK(told == 5);
  runtime::Transaction transaction(database);
  CHECK(AuditLogRepository(transaction).count() == 3);
  transaction.commit();
  CHECK(told == 8);
}

TEST_CASE_METHOD(Fixture, "connections of a pool have the observer, each time that they are lent", "[observer]") {
  runtime::Pool pool(url, {.maximum = 1, .connection = options()});
  for (int time = 1; time <= 3; ++time) {
    runtime::Lease lease = pool.acquire();
    static_cast<void>(AuditLogRepository(lease).count());
    CHECK(heard.size() == static_cast<std::size_t>(time));
  }
}
