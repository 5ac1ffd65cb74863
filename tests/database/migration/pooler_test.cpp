// A real PgBouncer between a deploy and the server: in transaction mode it is noticed and refused, in session mode it
// is as good as none.
#include <catch2/catch.hpp>

#include "schemac/runtime/migration/deploy_lock.hpp"
#include "support/pg_bouncer.hpp"
#include "support/private_server.hpp"

namespace schemac::tests {
namespace {

using runtime::migration::demand_one_session;
using runtime::migration::PoolerBetween;

}  // namespace

TEST_CASE("a pooler in transaction mode is noticed, however it hands out its sessions") {
  const std::string url = fresh_database("pooled");
  const char* const settings =
      GENERATE("", "server_round_robin = 1\ndefault_pool_size = 5\n", "default_pool_size = 1\n");
  const PgBouncer pooler(url, "transaction", settings);
  runtime::Connection connection(pooler.url());
  CHECK_THROWS_AS(demand_one_session(connection, pooler.url()), PoolerBetween);
}

TEST_CASE("a pooler in session mode, and none at all, give a session of one's own") {
  const std::string url = fresh_database("pooled");
  const PgBouncer pooler(url, "session");
  runtime::Connection through(pooler.url());
  CHECK_NOTHROW(demand_one_session(through, pooler.url()));
  runtime::Connection direct(url);
  CHECK_NOTHROW(demand_one_session(direct, url));
}

}  // namespace schemac::tests
