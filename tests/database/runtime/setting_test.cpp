// What is left of a transaction's settings in its session, and what policies and defaults can make of it.
#include <catch2/catch.hpp>

#include "schemac/runtime/connection.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/transaction.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using namespace runtime;

std::string text(Connection& db, const std::string& expression) {
  return std::string(db.query_unchecked_sql("SELECT " + expression)[0].text(0));
}

}  // namespace

TEST_CASE("a setting that a transaction had is an empty text behind it, which nullif and casts stop") {
  Connection db(fresh_database());
  CHECK_THROWS_AS(text(db, "current_setting('app.tenant')"), UndefinedObject);
  {
    Transaction transaction(db, {.settings = {{"app.tenant", "ada"}}});
    transaction.commit();
  }
  CHECK(text(db, "current_setting('app.tenant') = ''") == "t");
  CHECK(text(db, "nullif(current_setting('app.tenant', true), '') IS NULL") == "t");
  CHECK_THROWS_WITH(text(db, "current_setting('app.tenant')::uuid"), Catch::Contains("invalid input syntax"));
  db.execute_unchecked_sql(
      "CREATE TABLE notes (tenant text NOT NULL DEFAULT nullif(current_setting('app.tenant', true), ''), body text)");
  CHECK_THROWS_AS(db.execute_unchecked_sql("INSERT INTO notes (body) VALUES ('whose?')"), NotNullViolation);
}

}  // namespace schemac::tests
