// A run that is killed, anywhere and in any way, is resumed by the next one and ends in the state that an undisturbed
// run reaches. Killed are the deployer, its session, and the whole server, before each statement and in the middle of
// each that waits for something in the server.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <iostream>

#include "plans.hpp"
#include "schemac/runtime/migration/deploy.hpp"
#include "schemac/runtime/migration/deploy_lock.hpp"
#include "support/child.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

namespace migration = runtime::migration;
using migration::Event;

/// As `migrate up` does it.
void deploy(const std::string& url, const migration::Migration& migration, const migration::OnEvent& on_event) {
  runtime::Connection connection(url);
  const migration::DeployLock lock(connection, std::chrono::minutes(1), on_event);
  migration::ensure_journal(connection);
  const auto lines = migration::read_journal(connection);
  migration::Options options;
  options.lock_timeout = std::chrono::milliseconds(0);  // a statement waits until it is killed
  const migration::Applied* const before = lines.empty() ? nullptr : &lines.front();
  if (before != nullptr && before->complete()) return;
  migration::apply_up({connection, {}, options, on_event}, migration, before);
}

/// A deployer in a process of its own, which stops before its statement number `at` (from 1) until it is told to go on.
class Deployer {
 public:
  Deployer(const std::string& url, const migration::Migration& migration, int at)
      : child_([=](const Child::Say& say) {
          int statement = 0;
          deploy(url, migration, [&](const Event& event) {
            if (event.kind != Event::Kind::statement || ++statement != at) return;
            say("before");
            ::raise(SIGSTOP);
          });
          say("done");
          return 0;
        }) {}

  /// Whether there is a statement of that number: it stands before it. Else it has ended.
  bool stands() { return child_.hear() == "before"; }
  void go_on() const { child_.kill(SIGCONT); }
  void kill() const { child_.kill(SIGKILL); }
  int wait() { return child_.wait(); }

 private:
  Child child_;
};

std::string value(runtime::Connection& connection, const std::string& sql) {
  const auto rows = connection.query_unchecked_sql(sql);
  return rows.empty() ? "" : std::string(rows[0].text(std::size_t{0}));
}

/// Holds locks, so that statements wait in the server.
class Obstacle {
 public:
  /// @param mode of LOCK TABLE; empty: only an old snapshot, for which builds that are concurrent wait in the end
  Obstacle(const std::string& url, const std::string& mode) : connection_(url, {.application_name = "obstacle"}) {
    connection_.execute_unchecked_sql(
        "SET lock_timeout = '200ms'; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class; SELECT "
        "txid_current()");
    if (mode.empty()) return;
    for (const char* table : {"items", "owners", "events", "events_old", "app.notes"})
      lock(std::string("LOCK TABLE ") + table + " IN " + mode + " MODE");
  }
  void give_way() { connection_.close(); }

 private:
  /// What the deployer has locked itself stays its own.
  void lock(const std::string& sql) {
    connection_.execute_unchecked_sql("SAVEPOINT before");
    try {
      connection_.execute_unchecked_sql(sql);
    } catch (const runtime::LockNotAvailable&) {
      connection_.execute_unchecked_sql("ROLLBACK TO before");
    }
  }

  runtime::Connection connection_;
};

/// Whether the server has ended this session.
bool is_lost(runtime::Connection& connection) {
  try {
    connection.execute_unchecked_sql("SELECT 1");
    return false;
  } catch (const runtime::Error&) {
    return true;
  }
}

enum class Victim { deployer, session, server };

/// The backend of the deployer while it waits for a lock; empty when it does not wait.
std::string waiting_backend(runtime::Connection& observer) {
  constexpr int kLooks = 25;  // of 10 ms: what waits does so at once
  for (int look = 0; look < kLooks; ++look) {
    const std::string pid = value(observer,
                                  "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() "
                                  "AND application_name = 'schemac test' AND wait_event_type = 'Lock'");
    if (!pid.empty()) return pid;
    ::usleep(10'000);
  }
  return {};
}

void kill(Victim victim, const Deployer& deployer, runtime::Connection& observer, const std::string& backend) {
  switch (victim) {
    case Victim::deployer:
      return deployer.kill();
    case Victim::session:
      observer.execute_unchecked_sql("SELECT pg_terminate_backend(" + backend + ")");
      return;
    case Victim::server:  // the server ends all sessions when one dies like this, and recovers
      ::kill(std::stoi(backend), SIGKILL);
      CHECK(eventually([&] { return is_lost(observer); }));
      return;
  }
}

bool is_up(const std::string& url) {
  try {
    runtime::Connection connection(url);
    return true;
  } catch (const runtime::Error&) {
    return false;
  }
}

std::string named(const std::string& url) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "application_name=schemac%20test";
}

/// What an undisturbed run reaches.
std::string goal_of(const migration::Migration& migration) {
  const std::string url = seeded_database();
  deploy(url, migration, {});
  return state_of(url);
}

void expect_resumed(const std::string& url, const migration::Migration& migration, const std::string& goal) {
  REQUIRE(eventually([&] { return is_up(url); }));
  deploy(url, migration, {});
  CHECK(state_of(url) == goal);
  runtime::Connection connection(url);
  CHECK(value(connection,
              "SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid "
              "FROM pg_database WHERE datname = current_database())") == "0");
}

struct Count {
  int between = 0;
  int inside = 0;
};

/// Kills before statement `at`. False when there is none of that number.
bool kill_between(const migration::Migration& migration, int at, const std::string& goal) {
  const std::string url = seeded_database();
  Deployer deployer(named(url), migration, at);
  if (!deployer.stands()) return false;
  deployer.kill();
  deployer.wait();
  expect_resumed(url, migration, goal);
  return true;
}

/// Kills `victim` while statement `at` waits for the obstacle. False when it does not wait for that.
bool kill_inside(const migration::Migration& migration, int at, const std::string& mode, Victim victim,
                 const std::string& goal) {
  const std::string url = seeded_database();
  Deployer deployer(named(url), migration, at);
  if (!deployer.stands()) return false;
  runtime::Connection observer(url);
  Obstacle obstacle(url, mode);
  deployer.go_on();
  const std::string backend = waiting_backend(observer);
  if (backend.empty()) return false;
  kill(victim, deployer, observer, backend);
  deployer.wait();
  if (victim == Victim::deployer) {  // the server notices by itself, while the statement still waits
    CHECK(eventually(
        [&] { return value(observer, "SELECT count(*)::text FROM pg_stat_activity WHERE pid = " + backend) == "0"; }));
  }
  obstacle.give_way();
  expect_resumed(url, migration, goal);
  return true;
}

}  // namespace

TEST_CASE("a run that is killed anywhere is resumed, and ends where an undisturbed one does") {
  Count all;
  for (const Plan& plan : plans()) {
    const migration::Migration migration = migration_of(plan);
    const std::string goal = goal_of(migration);
    Count count;
    bool server_killed = false;
    for (int at = 1; kill_between(migration, at, goal); ++at) {
      INFO(plan.name << ", statement " << at);
      ++count.between;
      for (const char* mode : {"ROW EXCLUSIVE", "SHARE", ""}) {
        if (!kill_inside(migration, at, mode, Victim::session, goal)) continue;
        ++count.inside;
        count.inside += kill_inside(migration, at, mode, Victim::deployer, goal) ? 1 : 0;
        if (!server_killed) count.inside += kill_inside(migration, at, mode, Victim::server, goal) ? 1 : 0;
        server_killed = true;
      }
      drop_fresh_databases();
    }
    std::cout << plan.name << ": killed " << count.between << " times between statements, " << count.inside
              << " times inside" << std::endl;
    CHECK(count.between > 0);
    all.between += count.between;
    all.inside += count.inside;
  }
  std::cout << "killed at " << all.between + all.inside << " points\n";
  CHECK(all.between >= 40);
  CHECK(all.inside >= 60);
}

}  // namespace schemac::tests
