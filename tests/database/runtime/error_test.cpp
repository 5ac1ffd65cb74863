// Which exception each SQLSTATE becomes, raised by the server itself.
#include <catch2/catch.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>

#include "support/private_server.hpp"

using namespace schemac::runtime;

namespace {

/// Raises every one of `states` and demands that exactly `E` is caught, or a kind of it, as worth another try or not.
template <class E>
void becomes(std::initializer_list<const char*> states, bool retryable) {
  static Connection db(schemac::tests::server_url());
  // A block could have committed something before, a function cannot.
  db.execute_unchecked_sql(
      "CREATE OR REPLACE FUNCTION pg_temp.told(state text) RETURNS void LANGUAGE plpgsql AS "
      "$$ BEGIN RAISE EXCEPTION 'told' USING ERRCODE = state; END $$");
  for (const std::string state : states) {
    INFO(state);
    try {
      db.execute_unchecked_sql("SELECT pg_temp.told('" + state + "')");
      FAIL("it did not throw");
    } catch (const Error& error) {
      CHECK(typeid(error) == typeid(E));
      CHECK(error.sqlstate() == state);
      CHECK(error.message() == "told");
      CHECK(error.retryable() == retryable);
    }
  }
}

}  // namespace

TEST_CASE("each SQLSTATE has its exception") {
  becomes<NotNullViolation>({"23502"}, false);
  becomes<ForeignKeyViolation>({"23503", "23001"}, false);
  becomes<UniqueViolation>({"23505"}, false);
  becomes<CheckViolation>({"23514"}, false);
  becomes<ExclusionViolation>({"23P01"}, false);
  becomes<ConstraintViolation>({"23000", "40002"}, false);
  becomes<DataException>({"22000", "22001", "22003", "22012", "22P02"}, false);
  becomes<SyntaxError>({"42601"}, false);
  becomes<UndefinedTable>({"42P01"}, false);
  becomes<UndefinedColumn>({"42703"}, false);
  becomes<UndefinedFunction>({"42883"}, false);
  becomes<UndefinedDatabase>({"3D000"}, false);
  becomes<UndefinedObject>({"42704", "3F000", "42P02"}, false);
  becomes<DuplicateObject>({"42P07", "42710", "42701", "42P06", "42P04", "42723", "42P05"}, false);
  becomes<DependentObjects>({"2BP01"}, false);
  becomes<ObjectInUse>({"55006"}, false);
  becomes<FeatureNotSupported>({"0A000"}, false);
  becomes<InsufficientPrivilege>({"42501"}, false);
  becomes<AuthenticationFailure>({"28000", "28P01"}, false);
  becomes<ReadOnlyTransaction>({"25006"}, false);
  becomes<TransactionAborted>({"25P02"}, false);
  becomes<QueryCanceled>({"57014"}, false);
  becomes<RaisedException>({"P0001"}, false);
  becomes<InsufficientResources>({"53100", "53200"}, false);
  becomes<SerializationFailure>({"40001"}, true);
  becomes<DeadlockDetected>({"40P01"}, true);
  becomes<LockNotAvailable>({"55P03"}, true);
  becomes<Error>({"26000"}, false);  // not of the statements that a session keeps
  becomes<ConnectionFailure>({"08006", "08001", "57P01", "57P03", "25P03", "25P04"}, true);
  becomes<TooManyConnections>({"53300"}, true);
  becomes<CommitInDoubt>({"40003"}, false);
  becomes<Error>({"42P17", "P0004", "99999", "42000"}, false);
}

TEST_CASE("an error is caught as any of its kinds and copies without a throw") {
  static_assert(std::is_nothrow_copy_constructible_v<UniqueViolation>);
  static_assert(std::is_base_of_v<std::runtime_error, Error>);
  const UniqueViolation error("made here");
  CHECK(std::string(error.what()) == "made here");
  CHECK(error.sqlstate().empty());
  CHECK_THROWS_AS(throw UniqueViolation(error), ConstraintViolation);
}

TEST_CASE("what is meant for logs has no value in it, in whatever language the server speaks") {
  const auto logged = [](const char* sqlstate, const char* message) {
    ErrorFields fields;
    fields.sqlstate = sqlstate;
    fields.message = message;
    const Error error(fields);
    CHECK(error.message() == message);
    return std::string(error.what());
  };
  CHECK(logged("22003", R"(value "4111" is out of range for type integer)") ==
        R"(value "..." is out of range for type integer [22003])");
  CHECK(logged("22P02", R"(invalid input syntax for type integer: "a "quoted" one")") ==
        R"(invalid input syntax for type integer: "..." [22P02])");
  CHECK(logged("22P02", "Wert »4111« ist „außerhalb“ von integer") == R"(Wert "..." von integer [22P02])");
  CHECK(logged("22012", "division by zero") == "division by zero [22012]");
  CHECK(logged("23505", R"(duplicate key value violates unique constraint "uq_users")") ==
        R"(duplicate key value violates unique constraint "uq_users" [23505])");
}

TEST_CASE("a syntax error in a value is logged without it, and one of the SQL with what it is at") {
  const auto logged = [](const char* message, const char* statement, const char* internal = "") {
    ErrorFields fields;
    fields.sqlstate = "42601";
    fields.message = message;
    fields.statement = statement;
    fields.internal_query = internal;
    return std::string(Error(fields).what());
  };
  CHECK(logged(R"(syntax error in tsquery: "jane.doe@example.org ("  )", "SELECT to_tsquery($1)") ==
        R"(syntax error in tsquery: "..."   [42601])");
  CHECK(logged("Syntaxfehler in tsquery: »jane («", "SELECT to_tsquery($1)") ==
        R"(Syntaxfehler in tsquery: "..." [42601])");
  CHECK(logged(R"(syntax error at or near "FORM")", "SELECT 1 form t") == R"(syntax error at or near "FORM" [42601])");
  CHECK(logged(R"(syntax error at or near "form")", "SELECT f()", "SELECT 1 form t") ==
        R"(syntax error at or near "form" [42601])");
  CHECK(logged(R"(unterminated quoted identifier at or near ""t")", R"(SELECT 1 FROM "t)") ==
        R"(unterminated quoted identifier at or near ""t" [42601])");
  CHECK(logged("syntax error at end of input", "SELECT (") == "syntax error at end of input [42601]");

  Connection db(schemac::tests::server_url());
  try {
    db.query_unchecked_sql("SELECT to_tsquery($1)", {"jane.doe@example.org diagnosis ("});
    FAIL("it is none");
  } catch (const SyntaxError& error) {
    CHECK(std::string(error.what()) == R"(syntax error in tsquery: "..." [42601])");
    CHECK_THAT(error.message(), Catch::Contains("jane.doe"));
  }
}
