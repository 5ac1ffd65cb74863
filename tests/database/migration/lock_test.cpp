// Waiting and giving way: for locks of others, and for another deployer.
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "plans.hpp"
#include "schemac/runtime/migration/deploy.hpp"
#include "schemac/runtime/migration/deploy_lock.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace migration = runtime::migration;
using Catch::Contains;
using migration::Event;

/// What was told, from whichever thread.
class Heard {
 public:
  migration::OnEvent listener() {
    return [this](const Event& event) {
      const std::lock_guard lock(mutex_);
      texts_[event.kind] += event.text + "\n";
    };
  }
  std::string of(Event::Kind kind) {
    const std::lock_guard lock(mutex_);
    return texts_[kind];
  }

 private:
  std::mutex mutex_;
  std::map<Event::Kind, std::string> texts_;
};

/// Reads a table in a transaction that stays open until `release`.
class Reader {
 public:
  Reader(const std::string& url, const std::string& sql) : connection_(url, {.application_name = "a report"}) {
    connection_.execute_unchecked_sql("BEGIN; " + sql);
  }
  void release() { connection_.close(); }

 private:
  runtime::Connection connection_;
};

struct Deploy {
  explicit Deploy(const std::string& to) : url(to), connection(to) { migration::ensure_journal(connection); }
  void up(const std::string& sql) {
    migration::apply_up({connection, url, options, heard.listener()}, migration_of({"plan", sql, ""}), nullptr);
  }

  std::string url;
  runtime::Connection connection;
  migration::Options options;
  Heard heard;
};

using std::chrono::milliseconds;

}  // namespace

TEST_CASE("a batch that does not get its lock is tried again as a whole, and says who is in its way") {
  Deploy deploy(seeded_database());
  deploy.options.lock_timeout = milliseconds(1500);
  Reader reader(deploy.url, "SELECT count(*) FROM items");
  std::thread later([&] {
    eventually([&] { return !deploy.heard.of(Event::Kind::retrying).empty(); });
    reader.release();
  });
  deploy.up("ALTER TABLE owners ADD COLUMN a int; UPDATE owners SET a = 1; ALTER TABLE items ADD COLUMN b int;");
  later.join();
  CHECK_THAT(deploy.heard.of(Event::Kind::waiting),
             Contains("waiting for session ") && Contains("`a report`") && Contains("SELECT count(*) FROM items"));
  CHECK_THAT(deploy.heard.of(Event::Kind::retrying),
             Contains("lock timeout") && Contains("because of session") && Contains("attempt 2 follows"));
  CHECK(migration::read_journal(deploy.connection).front().complete());
}

TEST_CASE("a lock that is not to be had ends the run, rolled back, with the number of attempts") {
  Deploy deploy(seeded_database());
  deploy.options.lock_timeout = milliseconds(50);
  deploy.options.retry_for = milliseconds(700);
  const Reader reader(deploy.url, "SELECT count(*) FROM items");
  try {
    deploy.up("ALTER TABLE owners ADD COLUMN a int; ALTER TABLE items ADD COLUMN b int;");
    FAIL("it got the lock");
  } catch (const migration::MigrationFailed& failed) {
    CHECK(failed.sqlstate() == "55P03");
    CHECK(failed.attempts() > 1);
    CHECK(failed.statement().text == "ALTER TABLE items ADD COLUMN b int");
  }
  CHECK(migration::read_journal(deploy.connection).empty());
}

TEST_CASE("a time-out that a migration sets itself holds for its own batch alone") {
  Deploy deploy(seeded_database());
  deploy.options.retry_for = milliseconds(0);
  deploy.up(
      "-- schemac: transaction\nSET lock_timeout = '77ms'; CREATE TABLE a AS SELECT current_setting('lock_timeout');\n"
      "-- schemac: transaction\nCREATE TABLE b AS SELECT current_setting('lock_timeout') AS a, "
      "current_setting('DateStyle') AS b;");
  CHECK(run_sql(deploy.url, "TABLE a") == "77ms\n");
  CHECK(run_sql(deploy.url, "TABLE b") == "5s|ISO, MDY\n");
}

TEST_CASE("what is built concurrently waits for as long as others' transactions are open") {
  Deploy deploy(seeded_database());
  deploy.options.lock_timeout = milliseconds(50);
  deploy.options.retry_for = milliseconds(0);
  Reader writer(deploy.url, "UPDATE items SET name = name WHERE id = 1");
  std::thread later([&] {
    eventually([&] { return !deploy.heard.of(Event::Kind::waiting).empty(); });
    writer.release();
  });
  deploy.up("-- schemac: no transaction\nCREATE INDEX CONCURRENTLY idx_items_name ON items (name);");
  later.join();
  CHECK_THAT(deploy.heard.of(Event::Kind::waiting), Contains("UPDATE items SET name"));
  CHECK_THAT(deploy.heard.of(Event::Kind::progress), Contains("index on items: waiting for"));
}

TEST_CASE("an index that rows forbid is taken away again, and built once they allow it") {
  Deploy deploy(seeded_database());
  const std::string sql =
      "-- schemac: no transaction\nCREATE UNIQUE INDEX CONCURRENTLY uq_quantity ON items (quantity);";
  CHECK_THROWS_AS(deploy.up(sql), migration::MigrationFailed);
  CHECK_THAT(deploy.heard.of(Event::Kind::repairing), Contains("dropping public.uq_quantity"));
  CHECK(run_sql(deploy.url, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0\n");
  run_sql(deploy.url, "UPDATE items SET quantity = id");
  const auto lines = migration::read_journal(deploy.connection);
  REQUIRE(lines.size() == 1);
  migration::apply_up({deploy.connection, {}, {}, {}}, migration_of({"plan", sql, ""}), &lines.front());
  CHECK(run_sql(deploy.url, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'uq_quantity'::regclass") == "t\n");
}

TEST_CASE("an index of somebody else's is never taken for one's own") {
  Deploy deploy(seeded_database());
  run_sql(deploy.url, "CREATE INDEX idx_items_name ON items (quantity)");
  const std::string sql = "-- schemac: no transaction\nCREATE INDEX CONCURRENTLY idx_items_name ON items (name);";
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto lines = migration::read_journal(deploy.connection);
    try {
      migration::apply_up({deploy.connection, {}, {}, {}}, migration_of({"plan", sql, ""}),
                          lines.empty() ? nullptr : &lines.front());
      FAIL("it was taken for one's own");
    } catch (const migration::MigrationFailed& failed) {
      CHECK(failed.sqlstate() == "42P07");
    }
  }
}

TEST_CASE("of two deployers one waits and says for whom, as long as it is willing to") {
  const std::string url = seeded_database();
  Heard heard;
  runtime::Connection first(url, {.application_name = "the first"});
  auto held = std::make_unique<migration::DeployLock>(first, milliseconds(0), heard.listener());
  runtime::Connection second(url);
  try {
    const migration::DeployLock lock(second, milliseconds(100), heard.listener());
    FAIL("both have it");
  } catch (const migration::DeployLockBusy& busy) {
    CHECK_THAT(busy.what(), Contains("session " + std::to_string(first.backend_pid())) && Contains("`the first`"));
  }
  CHECK_THAT(heard.of(Event::Kind::waiting), Contains("waiting for session") && Contains("`the first`"));
  held.reset();
  CHECK_NOTHROW(migration::DeployLock(second, milliseconds(0), heard.listener()));
}

TEST_CASE("a walk refuses a key that would leave rows out, or read the table again and again") {
  Deploy deploy(seeded_database());
  const auto walk_by = [&](const std::string& key) {
    return "-- schemac: batch items by " + key + "\nUPDATE items SET name = name WHERE " + key + " BETWEEN $1 AND $2;";
  };
  CHECK_THROWS_WITH(deploy.up(walk_by("quantity")), Contains("may be NULL"));
  run_sql(deploy.url, "ALTER TABLE items ALTER quantity SET NOT NULL");
  CHECK_THROWS_WITH(deploy.up(walk_by("quantity")), Contains("no index of `items` begins with the key"));
  CHECK_THROWS_WITH(deploy.up(walk_by("colour")), Contains("has no column `colour`"));
  deploy.up(walk_by("id"));
  CHECK_THAT(deploy.heard.of(Event::Kind::progress), Contains("items: 300 of about 300 rows"));
}

}  // namespace schemac::tests
