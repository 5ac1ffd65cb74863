// What statements and pools take, counted, as OpenMetrics text for whoever scrapes it: latencies by the name of the
// statement, failures by SQLSTATE, waits for connections, and how pools stand. There are no values in any of it.
// https://github.com/OpenObservability/OpenMetrics/blob/main/specification/OpenMetrics.md
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <schemac/runtime/pool.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {

class ReplicatedPool;
struct ReplicatedOptions;

struct MetricsOptions {
  /// Upper bounds of the buckets, in seconds, finite and ascending.
  std::vector<double> buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  /// How many statements are told apart, in each pool; what comes later is counted as `other`.
  std::size_t most_statements = 300;
  /// What a statement is called; empty: `statement_name`.
  std::function<std::string(std::string_view sql)> name_of{};
};

/// For any number of threads and pools.
class Metrics {
 public:
  /// @throws UsageError where the buckets do not ascend, or are not finite
  explicit Metrics(MetricsOptions options = {});
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  /// Counts what a pool that is made with these options does, under this name; who listens already goes on to hear.
  /// This outlives the pool.
  void listen(PoolOptions& options, std::string pool);
  /// The same for connections without a pool.
  void listen(ConnectionOptions& options, std::string name);

  /// The same for all pools of one that is made with these options: they are called `pool.primary`, `pool.standby0` …
  void listen(ReplicatedOptions& options, const std::string& pool);

  /// The text, `# EOF` at its end; its type is `application/openmetrics-text; version=1.0.0; charset=utf-8`.
  /// @param pools whose connections are counted as well, by their names
  /// @param replicated the same of these, by the names of their pools, and how far each standby is behind
  std::string open_metrics(const std::map<std::string, const Pool*>& pools = {},
                           const std::map<std::string, const ReplicatedPool*>& replicated = {}) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace schemac::runtime
