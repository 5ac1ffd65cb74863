// What is told of a pool with standbys: of each of its pools, by name, and whether each server is well.
#include <catch2/catch.hpp>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/health.hpp>
#include <schemac/runtime/metrics.hpp>
#include <schemac/runtime/replicated_pool.hpp>

#include "database/runtime/replicas.hpp"
#include "support/child.hpp"
#include "support/cluster.hpp"

using namespace schemac;
using namespace std::chrono_literals;
using Catch::Contains;
using runtime::Lease;
using runtime::ReplicatedPool;

TEST_CASE("a pool with standbys is observed whole", "[replicas][metrics]") {
  tests::Cluster primary;
  const std::unique_ptr<tests::Cluster> standby = primary.standby();
  runtime::Metrics metrics;
  runtime::ReplicatedOptions options;
  options.max_lag = 1h;  // of a standby that was seen once
  options.look_every = 20ms;
  std::vector<std::size_t> made;
  options.on_standby = [&](runtime::PoolOptions& of, std::size_t number) {
    made.push_back(number);
    of.connection.application_name = "reader " + std::to_string(number);
  };
  metrics.listen(options, "main");
  ReplicatedPool pool(primary.url(), {standby->url(), "host=/nowhere user=postgres"}, options);
  CHECK(made == std::vector<std::size_t>{0, 1});
  REQUIRE(tests::eventually([&] { return pool.standbys()[0].lag.has_value(); }));
  {
    Lease reads = pool.standby(0).acquire();
    CHECK(tests::said(reads, "SELECT current_setting('application_name')") == "reader 0");
    Lease writes = pool.acquire();
    CHECK(tests::said(writes, "SELECT 1") == "1");
    CHECK(pool.standby(0).loans().size() == 1);
    CHECK(std::as_const(pool).primary().counts().lent == 1);
    const std::string text = metrics.open_metrics({}, {{"main", &pool}});
    for (const char* const sample : {
             "schemac_pool_connections{pool=\"main.primary\",state=\"lent\"} 1\n",
             "schemac_pool_connections{pool=\"main.standby0\",state=\"lent\"} 1\n",
             "schemac_pool_connections{pool=\"main.standby1\",state=\"lent\"} 0\n",
             "schemac_pool_waiting{pool=\"main.standby0\"} 0\n",
             "schemac_pool_opened_total{pool=\"main.standby0\"} 1\n",
             "schemac_pool_wait_seconds_count{pool=\"main.standby0\"} 1\n",
             "schemac_pool_wait_seconds_count{pool=\"main.primary\"} 1\n",
             "schemac_standby_lag_seconds{pool=\"main.standby0\"} ",
         })
      CHECK_THAT(text, Contains(sample));
    CHECK_THAT(text, !Contains("schemac_standby_lag_seconds{pool=\"main.standby1\"}"));  // it is not known
    CHECK_THAT(metrics.open_metrics(), !Contains("schemac_standby_lag_seconds"));
  }
  const runtime::ReplicatedHealth well = runtime::health(pool, 30s);
  CHECK(well.healthy);
  CHECK_FALSE(well.primary.read_only);
  REQUIRE(well.standbys.size() == 2);
  CHECK(well.standbys[0].health.healthy);
  CHECK(well.standbys[0].health.read_only);
  CHECK(well.standbys[0].lag);
  CHECK_FALSE(well.standbys[1].health.healthy);
  CHECK_THAT(well.standbys[1].health.problem, Contains("/nowhere"));
  CHECK_FALSE(well.standbys[1].lag);
  primary.stop();
  const runtime::ReplicatedHealth ill = runtime::health(pool, 30s);
  CHECK_FALSE(ill.healthy);
  CHECK(ill.standbys[0].health.healthy);
  CHECK_THROWS_MATCHES(pool.standby(2), runtime::UsageError,
                       Catch::Message("there is no standby 2, counted from 0: the pool has 2"));
}
