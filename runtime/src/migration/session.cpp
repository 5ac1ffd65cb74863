#include "session.hpp"

#include "schemac/runtime/error.hpp"
#include "schemac/runtime/text_result.hpp"

namespace schemac::runtime::migration {
namespace {

constexpr int kFirstWithClientCheck = 140000;

std::string client_check(const Connection& connection) {
  std::string sql = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";
  if (connection.server_version() >= kFirstWithClientCheck) sql += "; SET client_connection_check_interval = '2s'";
  return sql;
}

/// Changes lock_timeout (milliseconds) from `before` to `after` where it is `before`; whether it was.
bool exchange_lock_timeout(Connection& connection, const std::string& before, const std::string& after) {
  return !connection
              .query_unchecked_sql(
                  "SELECT set_config('lock_timeout', $2, false) FROM pg_settings "
                  "WHERE name = 'lock_timeout' AND setting = $1",
                  {before, after})
              .empty();
}

}  // namespace

void end_with_the_client(Connection& connection) { connection.execute_unchecked_sql(client_check(connection)); }

std::string fresh_settings(const Connection& connection, std::chrono::milliseconds lock_timeout) {
  // What the runtime itself relies on is set again behind RESET ALL.
  return "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; SET DateStyle = 'ISO, MDY'; "
         "SET IntervalStyle = 'postgres'; SET standard_conforming_strings = on; SET statement_timeout = 0; "
         "SET idle_in_transaction_session_timeout = 0; SET lock_timeout = " +
         std::to_string(lock_timeout.count()) + "; " + client_check(connection);
}

UnlimitedWait::UnlimitedWait(Connection& connection, std::chrono::milliseconds lock_timeout)
    : connection_(connection),
      lock_timeout_(lock_timeout),
      lifted_(exchange_lock_timeout(connection, std::to_string(lock_timeout.count()), "0")) {}

UnlimitedWait::~UnlimitedWait() {
  if (!lifted_) return;
  try {
    exchange_lock_timeout(connection_, "0", std::to_string(lock_timeout_.count()));
  } catch (const Error&) {
    // The session is gone, and its settings with it.
  }
}

}  // namespace schemac::runtime::migration
