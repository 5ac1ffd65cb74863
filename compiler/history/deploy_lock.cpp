#include "history/deploy_lock.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/text_result.hpp"

namespace schemac::history {
namespace {

using namespace std::chrono_literals;

// "schemac" in ASCII, as a 64-bit number: a key that no application is likely to have chosen.
constexpr std::string_view kKey = "32479300064403811";

bool try_lock(runtime::Connection& connection) {
  return connection.query_unchecked_sql(fmt::format("SELECT pg_try_advisory_lock({})", kKey))[0].text(std::size_t{0}) ==
         "t";
}

std::string holder(runtime::Connection& connection) {
  const runtime::TextResult rows = connection.query_unchecked_sql(
      fmt::format("SELECT a.pid, coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'this machine'), "
                  "to_char(now() - a.backend_start, 'HH24:MI:SS') FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
                  "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
                  "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
                  "AND (l.classid::bigint << 32) + l.objid::bigint = {}",
                  kKey));
  if (rows.empty()) return "another session";
  return fmt::format("session {} (`{}` from {}, connected for {})", rows[0].text(0), rows[0].text(1), rows[0].text(2),
                     rows[0].text(3));
}

}  // namespace

DeployLock::DeployLock(runtime::Connection& connection, std::chrono::milliseconds patience,
                       const std::function<void(const std::string&)>& on_wait)
    : connection_(connection) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  auto pause = 20ms;
  for (bool told = false; !try_lock(connection_); told = true) {
    if (!told) on_wait(fmt::format("waiting for {}, which migrates this database", holder(connection_)));
    if (std::chrono::steady_clock::now() >= deadline)
      throw DeployLockBusy(fmt::format("{} still migrates this database", holder(connection_)));
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, 500ms);
  }
}

DeployLock::~DeployLock() {
  try {
    connection_.query_unchecked_sql(fmt::format("SELECT pg_advisory_unlock({})", kKey));
  } catch (const runtime::Error&) {
    // The session is gone, and the lock with it.
  }
}

}  // namespace schemac::history
