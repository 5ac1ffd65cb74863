#include "schemac/runtime/migration/deploy_lock.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "schemac/runtime/text_result.hpp"
#include "schemac/runtime/transaction.hpp"
#include "session.hpp"

namespace schemac::runtime::migration {
namespace {

using namespace std::chrono_literals;

// "schemac" in ASCII, as a 64-bit number: a key that no application is likely to have chosen.
constexpr const char* kTryLock = "SELECT pg_try_advisory_lock(32479300064403811)";
constexpr const char* kUnlock = "SELECT pg_advisory_unlock(32479300064403811)";
constexpr const char* kHolder =
    "SELECT a.pid, coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'this machine'), "
    "to_char(now() - a.backend_start, 'HH24:MI:SS') FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND (l.classid::bigint << 32) + l.objid::bigint = 32479300064403811";

std::string first_value(Executor& executor, const char* sql) {
  const TextResult rows = executor.query_unchecked_sql(sql);
  return std::string(rows[0].text(std::size_t{0}));
}

std::string holder(Connection& connection) {
  const TextResult rows = connection.query_unchecked_sql(kHolder);
  if (rows.empty()) return "another session";
  const TextRow row = rows[0];
  std::string text = "session " + std::string(row.text(0));
  text.append(" (`").append(row.text(1)).append("` from ").append(row.text(2));
  return text.append(", connected for ").append(row.text(3)).append(")");
}

std::string pid_of(Executor& executor) { return first_value(executor, "SELECT pg_backend_pid()"); }

/// Whether a pooler lets two clients use one session of the server by turns. One that has several at hand may give any
/// of them, so that it is asked more than once.
bool is_shared(Connection& connection, const std::string& url) {
  constexpr int kAttempts = 8;
  const std::string ours = pid_of(connection);
  Connection other(url);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Transaction transaction(other);
    if (pid_of(transaction) == ours || pid_of(connection) != ours) return true;
  }
  return false;
}

}  // namespace

void demand_one_session(Connection& connection, const std::string& url) {
  // A pooler makes up the process number that a client is told when it connects, for only the pooler can cancel.
  if (pid_of(connection) == std::to_string(connection.backend_pid())) return;
  if (!is_shared(connection, url)) return;
  throw PoolerBetween(
      "a connection pooler in transaction mode stands between schemac and the server: it gives each transaction "
      "another "
      "session, and a deploy needs one of its own from beginning to end");
}

DeployLock::DeployLock(Connection& connection, std::chrono::milliseconds patience, const OnEvent& on_event)
    : connection_(connection) {
  end_with_the_client(connection_);
  const auto deadline = within(patience);
  std::minstd_rand random{std::random_device{}()};
  std::string told;
  for (auto pause = 20ms; first_value(connection_, kTryLock) != "t"; pause = std::min(pause * 2, 500ms)) {
    const std::string who = holder(connection_);
    if (std::chrono::steady_clock::now() >= deadline) throw DeployLockBusy(who + " still migrates this database");
    if (who != told && on_event)
      on_event({Event::Kind::waiting, "waiting for " + who + ", which migrates this database", nullptr});
    told = who;
    std::this_thread::sleep_for(pause / 2 + pause * static_cast<int>(random() % 64) / 128);
  }
}

DeployLock::~DeployLock() {
  try {
    connection_.query_unchecked_sql(kUnlock);
  } catch (const Error&) {
    // The session is gone, and the lock with it.
  }
}

}  // namespace schemac::runtime::migration
