// Statements that can be no query, and what other tools write: refused at their place, with what is meant here.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "queries/read.hpp"

using namespace schemac;

namespace {

/// What is found in a file with this statement: `line:column: message; hint`, a line each.
std::string found(const std::string& sql, const std::string& head = "-- name: q :exec\n") {
  Diagnostics diagnostics;
  static_cast<void>(queries::read("q.sql", head + sql, diagnostics));
  std::string text;
  for (const Diagnostic& each : diagnostics.list()) {
    CHECK(each.code == Code::bad_query);
    CHECK(each.severity == Severity::error);
    text += fmt::format("{}{}:{}: {}; {}", text.empty() ? "" : "\n", each.place.line, each.place.column, each.message,
                        each.hint);
  }
  return text;
}

}  // namespace

TEST_CASE("a transaction is neither begun nor ended by a query") {
  for (const char* const sql : {"BEGIN", "START TRANSACTION", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT a",
                                "RELEASE a", "ROLLBACK TO a", "PREPARE TRANSACTION 'a'", "COMMIT AND CHAIN"}) {
    INFO(sql);
    CHECK(found(sql) ==
          "2:1: a query cannot begin or end a transaction, nor a part of it; `schemac::runtime::Transaction` does, and "
          "`Savepoint` of a part; several statements are one with WITH");
  }
  CHECK(found("COMMIT PREPARED 'a'").empty());
  CHECK(found("SET TRANSACTION READ ONLY").empty());
  CHECK(found("SET CONSTRAINTS ALL DEFERRED").empty());
}

TEST_CASE("COPY between server and client is no query") {
  CHECK(found("COPY t FROM STDIN") ==
        "2:1: COPY from the client cannot be a query: nobody would send its rows; `insert_bulk` of a repository sends "
        "rows by COPY");
  CHECK(found("COPY (SELECT 1) TO STDOUT") ==
        "2:1: COPY to the client cannot be a query: nobody would take its rows; make it a SELECT with `:many`: its "
        "`stream_…` gives row after row");
  CHECK(found("COPY t TO '/tmp/t'").empty());
  CHECK(found("COPY t FROM PROGRAM 'true'").empty());
}

TEST_CASE("what a session would keep is no query") {
  for (const char* const sql : {"PREPARE a AS SELECT 1", "EXECUTE a", "DEALLOCATE a", "DEALLOCATE ALL"})
    CHECK_THAT(found(sql), Catch::Contains("prepared") && Catch::Contains("2:1"));
  for (const char* const sql : {"DECLARE c CURSOR FOR SELECT 1", "FETCH ALL IN c", "MOVE c", "CLOSE c"})
    CHECK_THAT(found(sql), Catch::Contains("`stream_…`"));
  for (const char* const sql : {"LISTEN a", "UNLISTEN *"}) CHECK_THAT(found(sql), Catch::Contains("`NOTIFY`"));
  for (const char* const sql : {"DISCARD ALL", "DISCARD TEMP"}) CHECK_THAT(found(sql), Catch::Contains("DISCARD"));
  for (const char* const sql :
       {"SET a.b = 1", "SET SESSION a.b = 1", "SET ROLE x", "SET TIME ZONE LOCAL", "SET SESSION AUTHORIZATION x",
        "RESET a.b", "RESET ALL", "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"}) {
    INFO(sql);
    CHECK_THAT(found(sql), Catch::Contains("outlives") && Catch::Contains("`SET LOCAL`"));
  }
  for (const char* const sql : {"SET LOCAL a.b = 1", "NOTIFY a", "SHOW a.b", "CALL f()", "TRUNCATE t", "VACUUM t"})
    CHECK(found(sql).empty());
}

TEST_CASE("a parameter where PostgreSQL takes none is told") {
  CHECK(found("CREATE TEMP TABLE t (a int DEFAULT :n)") ==
        "2:36: a statement of this kind takes no parameters; PostgreSQL takes them in SELECT, VALUES, INSERT, UPDATE, "
        "DELETE, MERGE, CALL, EXPLAIN and CREATE TABLE AS alone");
  for (const char* const sql : {"CREATE TEMP TABLE t AS SELECT :n::int", "CALL f(:n)", "EXPLAIN SELECT :n::int",
                                "MERGE INTO t USING s ON :n WHEN MATCHED THEN DELETE"}) {
    INFO(sql);
    CHECK(found(sql).empty());
  }
}

TEST_CASE("the words of sqlc and psql are told in those that mean it here") {
  CHECK(found("SELECT sqlc.arg(email)") == "2:8: `sqlc.arg` is a word of sqlc's; a parameter is `:email`");
  CHECK(found("SELECT sqlc.arg('email')") == "2:8: `sqlc.arg` is a word of sqlc's; a parameter is `:email`");
  CHECK(found("SELECT 1, SQLC.narg ( since )") ==
        "2:11: `sqlc.narg` is a word of sqlc's; a parameter is `:since`, and `-- nullable: :since` says that it may be "
        "NULL");
  CHECK(found("SELECT a IN (sqlc.slice('ids'))") ==
        "2:14: `sqlc.slice` is a word of sqlc's; a list is an array: `= ANY(:ids)`");
  CHECK(found("SELECT sqlc.embed(users)") ==
        "2:8: `sqlc.embed` is a word of sqlc's; name the columns: each is a member of the row");
  CHECK(found("SELECT a FROM t WHERE a = @email") ==
        "2:27: `@email` would be the absolute value of `email`; a parameter is `:email`, and where the operator is "
        "meant a blank stands behind it");
  CHECK_THAT(found("SELECT a FROM t WHERE a=@email"), Catch::Contains("`:email`"));
  CHECK(found("SELECT @ a, @ -1, @-1, b @> c, b <@c, d @@e, '@x', @(a) FROM t").empty());
  CHECK(found("SELECT :'x', 1") ==
        "2:8: `:'x'` is psql's; a parameter is `:x` for whatever type: it travels beside the statement, unquoted");
  CHECK_THAT(found("SELECT :\"x\""), Catch::Contains("`:x`"));
  CHECK(found("SELECT :ärger") == "2:8: `:ärger` does not begin as a name in C++ does; begin it with one of a to z");
  CHECK(found("SELECT b[1:\"x\"], b[1:ä], ARRAY['x']::text[]").empty());
}

TEST_CASE("a name in a comment of another form is told") {
  const std::string told = "1:1: a name stands behind `--`; `-- name: a :one`";
  CHECK(found("/* name: a :one */\nSELECT 1", "") == told);
  CHECK(found("/*name: a :one*/ SELECT 1;\n-- name: b :one\nSELECT 2", "") == told);
  CHECK(found("-- name: b :one\nSELECT 2;\n/* name: a :one */\nSELECT 1", "") == "3" + told.substr(1));
  CHECK(found("/* name: whoever */ /* its name: a */\n-- name: b :one\nSELECT 2", "").empty());
}
