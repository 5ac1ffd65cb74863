// What tests of replicated pools ask of servers.
#pragma once

#include <schemac/runtime/replicated_pool.hpp>
#include <string>
#include <string_view>

namespace schemac::tests {

/// The first value that a query gives, as text.
inline std::string said(runtime::Executor& executor, std::string_view sql) {
  return std::string(executor.query_unchecked_sql(sql)[0].text(0));
}

inline bool is_standby(runtime::Executor& executor) { return said(executor, "SELECT pg_is_in_recovery()") == "t"; }

inline bool reads_standby(runtime::ReplicatedPool& pool) {
  runtime::Lease lease = pool.acquire_to_read();
  return is_standby(lease);
}

}  // namespace schemac::tests
