// Transactions and savepoints: ending well is said, everything else rolls back.
#include <catch2/catch.hpp>
#include <memory>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/transaction.hpp>

#include "support/private_server.hpp"

using namespace schemac;
using runtime::Connection;
using runtime::Isolation;
using runtime::Savepoint;
using runtime::Transaction;

namespace {

struct Fixture {
  std::string url = tests::fresh_database("transaction");
  Connection db{url};
  Fixture() {
    db.execute_unchecked_sql(
        "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE t (x int CONSTRAINT t_x_key UNIQUE, "
        "p int CONSTRAINT t_p_fkey REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
  }
  std::string contents() {
    return std::string(
        db.query_unchecked_sql("SELECT coalesce(string_agg(x::text, ',' ORDER BY x), '') FROM t")[0].text(0));
  }
};

std::string show(runtime::Executor& executor, const std::string& setting) {
  return std::string(executor.query_unchecked_sql("SHOW " + setting)[0].text(0));
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a transaction keeps its work when it commits and only then") {
  {
    Transaction lost(db);
    lost.execute_unchecked_sql("INSERT INTO t VALUES (1)");
    CHECK(db.in_transaction());
  }
  CHECK_FALSE(db.in_transaction());
  CHECK(contents().empty());
  {
    Transaction kept(db);
    kept.execute_unchecked_sql("INSERT INTO t VALUES (2)");
    db.execute_unchecked_sql("INSERT INTO t VALUES (3)");  // the connection talks inside its transaction
    kept.commit();
    CHECK_FALSE(kept.is_open());
    CHECK_THROWS_AS(kept.execute_unchecked_sql("INSERT INTO t VALUES (4)"), runtime::UsageError);
    CHECK_THROWS_AS(kept.commit(), runtime::UsageError);
  }
  CHECK(contents() == "2,3");
  Transaction given_up(db);
  given_up.execute_unchecked_sql("DELETE FROM t");
  given_up.rollback();
  CHECK(contents() == "2,3");
}

TEST_CASE_METHOD(Fixture, "a transaction has the properties asked for") {
  Transaction plain(db);
  CHECK(show(plain, "transaction_isolation") == "read committed");
  CHECK(show(plain, "transaction_read_only") == "off");
  plain.rollback();
  Transaction strict(db, {.isolation = Isolation::serializable, .read_only = true, .deferrable = true});
  CHECK(show(strict, "transaction_isolation") == "serializable");
  CHECK(show(strict, "transaction_deferrable") == "on");
  CHECK_THROWS_AS(strict.execute_unchecked_sql("DELETE FROM t"), runtime::ReadOnlyTransaction);
  strict.rollback();
  Transaction repeatable(db, {.isolation = Isolation::repeatable_read});
  CHECK(show(repeatable, "transaction_isolation") == "repeatable read");
}

TEST_CASE_METHOD(Fixture, "two transactions at once on a connection are a mistake that is told") {
  Transaction first(db);
  CHECK_THROWS_AS(Transaction(db), runtime::UsageError);
  CHECK_THROWS_AS(Transaction(static_cast<runtime::Executor&>(first)), runtime::UsageError);
  first.execute_unchecked_sql("INSERT INTO t VALUES (1)");
  first.commit();
  db.execute_unchecked_sql("BEGIN");
  CHECK_THROWS_AS(Transaction(db), runtime::UsageError);
  db.execute_unchecked_sql("ROLLBACK");
  CHECK(contents() == "1");
}

TEST_CASE_METHOD(Fixture, "committing a failed transaction is an error and not silence") {
  Transaction failed(db);
  failed.execute_unchecked_sql("INSERT INTO t VALUES (1)");
  CHECK_THROWS_AS(failed.execute_unchecked_sql("INSERT INTO t VALUES (1)"), runtime::UniqueViolation);
  CHECK_THROWS_AS(failed.execute_unchecked_sql("SELECT 1"), runtime::TransactionAborted);
  CHECK_THROWS_AS(failed.commit(), runtime::TransactionAborted);
  CHECK_FALSE(failed.is_open());
  CHECK_FALSE(db.in_transaction());
  CHECK(contents().empty());
}

TEST_CASE_METHOD(Fixture, "a deferred constraint fails at the commit, by name") {
  Transaction late(db);
  late.execute_unchecked_sql("INSERT INTO t VALUES (1, 77)");
  try {
    late.commit();
    FAIL("it did not throw");
  } catch (const runtime::ForeignKeyViolation& error) {
    CHECK(error.constraint() == "t_p_fkey");
    CHECK(error.table() == "t");
  }
  CHECK_FALSE(late.is_open());
  CHECK(contents().empty());
}

TEST_CASE_METHOD(Fixture, "savepoints nest, keep or give up their part, and heal an error") {
  Transaction outer(db);
  {
    Savepoint first(outer);
    outer.execute_unchecked_sql("INSERT INTO t VALUES (1)");
    {
      Savepoint second(outer);
      CHECK_THROWS_AS(outer.execute_unchecked_sql("INSERT INTO t VALUES (1)"), runtime::UniqueViolation);
    }
    outer.execute_unchecked_sql("INSERT INTO t VALUES (2)");
    first.release();
    CHECK_THROWS_AS(first.release(), runtime::UsageError);
  }
  {
    Savepoint given_up(outer);
    outer.execute_unchecked_sql("INSERT INTO t VALUES (3)");
    given_up.rollback();
  }
  {
    Savepoint cannot(outer);
    CHECK_THROWS(outer.execute_unchecked_sql("SELECT 1/0"));
    CHECK_THROWS_AS(cannot.release(), runtime::TransactionAborted);
  }
  outer.commit();
  CHECK(contents() == "1,2");
}

TEST_CASE_METHOD(Fixture, "an atomic scope that is left takes back its own part of a transaction, however they nest") {
  const auto insert = [&](int number) {
    db.execute_unchecked_sql("INSERT INTO t VALUES (" + std::to_string(number) + ")");
  };
  Transaction around(db);
  insert(1);
  {
    runtime::AtomicScope kept(around);
    insert(2);
    {
      runtime::AtomicScope lost(around);
      insert(3);
    }
    runtime::AtomicScope inner(around);
    insert(4);
    inner.commit();
    kept.commit();
  }
  {
    runtime::AtomicScope failed(around);
    CHECK_THROWS_AS(around.execute_unchecked_sql("SELECT 1/0"), runtime::DataException);
  }
  insert(5);
  around.commit();
  CHECK(contents() == "1,2,4,5");
}

TEST_CASE_METHOD(Fixture, "an atomic scope begins a transaction or joins the one around it") {
  {
    runtime::AtomicScope lost(db);
    db.execute_unchecked_sql("INSERT INTO t VALUES (1)");
  }
  CHECK(contents().empty());
  runtime::AtomicScope kept(db);
  db.execute_unchecked_sql("INSERT INTO t VALUES (2)");
  kept.commit();
  CHECK_FALSE(db.in_transaction());
  Transaction around(db);
  runtime::AtomicScope joined(around);
  around.execute_unchecked_sql("INSERT INTO t VALUES (3)");
  joined.commit();
  CHECK(around.is_open());
  around.rollback();
  CHECK(contents() == "2");
}

TEST_CASE_METHOD(Fixture, "conflicts of two sessions are typed and worth another try") {
  Connection other(url);
  db.execute_unchecked_sql("INSERT INTO t VALUES (1), (2)");
  SECTION("a serialization failure") {
    Transaction mine(db, {.isolation = Isolation::repeatable_read});
    mine.query_unchecked_sql("SELECT * FROM t");
    other.execute_unchecked_sql("UPDATE t SET x = 5 WHERE x = 1");
    try {
      mine.execute_unchecked_sql("UPDATE t SET x = 6 WHERE x = 1");
      FAIL("it did not throw");
    } catch (const runtime::SerializationFailure& failure) {
      CHECK(failure.retryable());
    }
  }
  SECTION("a lock that is not to be waited for") {
    Transaction mine(db);
    mine.execute_unchecked_sql("LOCK t");
    CHECK_THROWS_AS(other.execute_unchecked_sql("BEGIN; LOCK t NOWAIT"), runtime::LockNotAvailable);
  }
}

TEST_CASE_METHOD(Fixture, "a connection lost in a transaction ends it") {
  Connection killer(url);
  Transaction mine(db);
  mine.execute_unchecked_sql("INSERT INTO t VALUES (1)");
  killer.query_unchecked_sql("SELECT pg_terminate_backend($1::int, 5000)", {std::to_string(db.backend_pid())});
  SECTION("a commit is in doubt, and not to be retried blindly") {
    try {
      mine.commit();
      FAIL("it did not throw");
    } catch (const runtime::CommitInDoubt& error) {
      CHECK_FALSE(error.retryable());
    }
  }
  SECTION("a rollback has nothing left to do") { CHECK_NOTHROW(mine.rollback()); }
  CHECK_FALSE(mine.is_open());
  CHECK_FALSE(db.is_open());
}

TEST_CASE("a transaction outlived by nobody does not dangle") {
  auto db = std::make_unique<Connection>(tests::server_url());
  Transaction orphan(*db);
  db.reset();
  CHECK_FALSE(orphan.is_open());
  CHECK_THROWS_AS(orphan.execute_unchecked_sql("SELECT 1"), runtime::UsageError);
}
