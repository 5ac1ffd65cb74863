// What the tests of connections that are lost use: a table of numbers, looked at directly and used through a network.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/connection.hpp>
#include <schemac/runtime/query.hpp>
#include <string>

#include "support/child.hpp"
#include "support/private_server.hpp"
#include "support/proxy.hpp"

namespace schemac::tests {

inline constexpr runtime::Statement kInsertNumber{"INSERT INTO t VALUES ($1)"};
inline constexpr runtime::Statement kCountNumbers{"SELECT count(*) FROM t"};

inline std::int64_t count(runtime::Executor& executor) {
  return runtime::one<runtime::Scalar<std::int64_t>>(executor, kCountNumbers, runtime::values());
}

inline bool insert(runtime::Executor& executor, std::int32_t value) {
  return runtime::touched(executor, kInsertNumber, runtime::values(value));
}

struct NumbersThroughNetwork {
  std::string url = fresh_database("trouble");
  runtime::Connection observer{url};
  Proxy network{url};
  NumbersThroughNetwork() { observer.execute_unchecked_sql("CREATE TABLE t (x int PRIMARY KEY)"); }
};

inline void wait_until(const std::function<bool()>& condition) { REQUIRE(eventually(condition)); }

}  // namespace schemac::tests
