#include "schemac/runtime/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "open_metrics.hpp"
#include "quietly.hpp"
#include "schemac/runtime/error.hpp"
#include "schemac/runtime/replicated_pool.hpp"
#include "schemac/runtime/statement.hpp"
#include "schemac/runtime/statement_text.hpp"

namespace schemac::runtime {
namespace {

using detail::Histogram;

struct StatementFigures {
  explicit StatementFigures(std::size_t buckets) : durations(buckets) {}
  Histogram durations;
  std::uint64_t rows = 0;
  std::map<std::string, std::uint64_t> failures;  // by SQLSTATE
};

struct PoolFigures {
  explicit PoolFigures(std::size_t buckets) : waits(buckets) {}
  Histogram waits;
  bool waited = false;  // it is a pool, and not a connection by itself
  std::uint64_t refused = 0;
  std::map<std::string, StatementFigures> statements;              // by name
  std::unordered_map<std::uint64_t, StatementFigures*> by_hash{};  // of SQL, so that it is named once
};

MetricsOptions checked(MetricsOptions options) {
  const auto& buckets = options.buckets;
  if (buckets.empty() || std::adjacent_find(buckets.begin(), buckets.end(), std::greater_equal<>()) != buckets.end())
    throw UsageError("the buckets of a histogram ascend");
  if (!std::all_of(buckets.begin(), buckets.end(), [](double bound) { return std::isfinite(bound); }))
    throw UsageError("the bounds of buckets are finite; a bucket without a bound is there by itself");
  if (!options.name_of) options.name_of = statement_name;
  return options;
}

}  // namespace

struct Metrics::State {
  explicit State(MetricsOptions given) : options(checked(std::move(given))) {}

  PoolFigures& of(const std::string& pool) { return pools.try_emplace(pool, options.buckets.size()).first->second; }

  StatementFigures& of(PoolFigures& pool, std::string_view sql) {
    constexpr std::size_t kMostRemembered = 10'000;  // run-time SQL may never come again
    const std::uint64_t hash = detail::text_key(sql);
    if (const auto known = pool.by_hash.find(hash); known != pool.by_hash.end()) return *known->second;
    std::string name = options.name_of(sql);
    if (pool.statements.size() >= options.most_statements && !pool.statements.contains(name)) name = "other";
    StatementFigures& figures = pool.statements.try_emplace(name, options.buckets.size()).first->second;
    if (pool.by_hash.size() < kMostRemembered) pool.by_hash.emplace(hash, &figures);
    return figures;
  }

  void count(const std::string& pool, const QueryEvent& event) {
    const std::lock_guard lock(mutex);
    StatementFigures& figures = of(of(pool), event.sql);
    figures.durations.add(options.buckets, event.duration);
    figures.rows += event.rows;
    if (event.failed) ++figures.failures[std::string(event.sqlstate)];
  }

  void count(const std::string& pool, const AcquireEvent& event) {
    const std::lock_guard lock(mutex);
    PoolFigures& figures = of(pool);
    figures.waited = true;
    figures.waits.add(options.buckets, event.waited);
    if (!event.lent) ++figures.refused;
  }

  const MetricsOptions options;
  mutable std::mutex mutex;
  std::map<std::string, PoolFigures> pools;
};

namespace {

using detail::OpenMetrics;
using Labels = detail::OpenMetrics::Labels;

std::string primary_of(const std::string& pool) { return pool + ".primary"; }
std::string standby_of(const std::string& pool, std::size_t number) {
  return pool + ".standby" + std::to_string(number);
}

/// How pools stand now.
void add_pools(OpenMetrics& text, const std::map<std::string, Pool::Counts>& counts) {
  text.family("schemac_pool_connections", "gauge", "Connections of a pool.");
  for (const auto& [name, now] : counts) {
    text.sample("", {{"pool", name}, {"state", "idle"}}, now.idle);
    text.sample("", {{"pool", name}, {"state", "lent"}}, now.lent);
  }
  text.family("schemac_pool_waiting", "gauge", "Threads that wait for a connection.");
  for (const auto& [name, now] : counts) text.sample("", {{"pool", name}}, now.waiting);
  text.family("schemac_pool_opened", "counter", "Connections that a pool has made.");
  for (const auto& [name, now] : counts) text.sample("_total", {{"pool", name}}, now.opened);
}

}  // namespace

Metrics::Metrics(MetricsOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Metrics::~Metrics() = default;

void Metrics::listen(ConnectionOptions& options, std::string name) {
  options.on_query = [state = state_.get(), name = std::move(name),
                      heard = std::move(options.on_query)](const QueryEvent& event) {
    if (heard) detail::call_quietly(heard, event);
    state->count(name, event);
  };
}

void Metrics::listen(PoolOptions& options, std::string pool) {
  listen(options.connection, pool);
  options.on_acquire = [state = state_.get(), pool = std::move(pool),
                        heard = std::move(options.on_acquire)](const AcquireEvent& event) {
    if (heard) detail::call_quietly(heard, event);
    state->count(pool, event);
  };
}

void Metrics::listen(ReplicatedOptions& options, const std::string& pool) {
  listen(options.primary, primary_of(pool));
  options.on_standby = [this, pool, called = std::move(options.on_standby)](PoolOptions& of, std::size_t number) {
    if (called) called(of, number);
    listen(of, standby_of(pool, number));
  };
}

std::string Metrics::open_metrics(const std::map<std::string, const Pool*>& pools,
                                  const std::map<std::string, const ReplicatedPool*>& replicated) const {
  const std::vector<double>& buckets = state_->options.buckets;
  OpenMetrics text;
  {
    const std::lock_guard lock(state_->mutex);
    const auto each_statement = [&](const auto& write) {
      for (const auto& [pool, figures] : state_->pools)
        for (const auto& [name, statement] : figures.statements)
          write(Labels{{"pool", pool}, {"statement", name}}, statement);
    };
    text.family("schemac_query_duration_seconds", "histogram", "Until the result of a statement was there.");
    each_statement(
        [&](const Labels& labels, const StatementFigures& of) { text.histogram(labels, buckets, of.durations); });
    text.family("schemac_query_rows", "counter", "Rows that a statement gave or touched.");
    each_statement([&](const Labels& labels, const StatementFigures& of) { text.sample("_total", labels, of.rows); });
    text.family("schemac_query_failures", "counter",
                "Statements that failed, by SQLSTATE; none where the server said nothing.");
    each_statement([&](const Labels& labels, const StatementFigures& of) {
      for (const auto& [sqlstate, count] : of.failures) {
        Labels all = labels;
        all.emplace_back("sqlstate", sqlstate);
        text.sample("_total", all, count);
      }
    });
    text.family("schemac_pool_wait_seconds", "histogram", "Until a connection was had, or was not.");
    for (const auto& [pool, figures] : state_->pools)
      if (figures.waited) text.histogram({{"pool", pool}}, buckets, figures.waits);
    text.family("schemac_pool_refusals", "counter",
                "Connections that could not be had: none was free in time, or none could be made.");
    for (const auto& [pool, figures] : state_->pools)
      if (figures.waited) text.sample("_total", {{"pool", pool}}, figures.refused);
  }
  std::map<std::string, Pool::Counts> counts;
  for (const auto& [name, pool] : pools) counts.emplace(name, pool->counts());
  std::map<std::string, std::chrono::milliseconds> lags;
  for (const auto& [name, pool] : replicated) {
    counts.emplace(primary_of(name), pool->primary().counts());
    const std::vector<ReplicatedPool::Standby> standbys = pool->standbys();
    for (std::size_t number = 0; number < standbys.size(); ++number) {
      counts.emplace(standby_of(name, number), standbys[number].counts);
      if (standbys[number].lag) lags.emplace(standby_of(name, number), *standbys[number].lag);
    }
  }
  add_pools(text, counts);
  if (!replicated.empty())
    text.family("schemac_standby_lag_seconds", "gauge",
                "How old what a standby shows is, at most; none where that is not known.");
  for (const auto& [name, lag] : lags) text.seconds("", {{"pool", name}}, lag);
  return text.finish();
}

}  // namespace schemac::runtime
