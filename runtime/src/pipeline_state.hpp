// What is queued in a pipeline and what came of it, shared by the pipeline and its handles. Each statement is kept
// once, however often it is queued; values lie as libpq takes them, in memory that is given back when they have run.
#pragma once

#include <cstdint>
#include <exception>
#include <memory_resource>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline_mode.hpp"
#include "schemac/runtime/parameters.hpp"
#include "schemac/runtime/pipeline.hpp"

namespace schemac::runtime::detail {

struct QueuedStatement {
  std::string sql;
  std::uint64_t hash = 0;
  std::vector<std::uint32_t> parameter_types;
};

struct QueuedQuery {
  std::size_t statement = 0;  // of those queued
  WireValues values;          // until it has run
  const ResultShape* shape = nullptr;
  std::size_t run = 0;  // which one it was part of
  PendingPtr pending;
};

/// What came of the queries of one `run`.
struct PipelineOutcome {
  /// Of which other queries there is a result all the same.
  enum class Rest : std::uint8_t { none, before, all };
  std::optional<std::size_t> failed;  // which query
  std::exception_ptr failure;
  std::string message;     // of the failure
  bool retryable = false;  // the failure is
  bool lost = false;       // with the connection: the failure is that of every query
  Rest rest = Rest::none;
  std::size_t ran = 0;  // the first that did not run
};

class PipelineState {
 public:
  explicit PipelineState(Executor& executor) : executor_(&executor) {}

  std::size_t queue(const Statement& statement, const Parameters& parameters, const ResultShape* shape,
                    PendingPtr pending);
  /// Runs what waits. What a query throws is kept for whoever asks.
  void run();
  /// The failure of the last run, where it has one.
  void throw_failure() const;
  void give_up() noexcept { executor_ = nullptr; }
  std::size_t waiting() const noexcept { return queries.size() - ran_; }

  /// Runs what waits where that query has not run. Throws what is to be said instead of its result.
  void await(std::size_t place);
  const QueuedStatement& statement_of(std::size_t place) const { return statements[queries[place].statement]; }

  static constexpr std::size_t kFirst = 2048;  // bytes: a few queries

  std::pmr::monotonic_buffer_resource memory{
      kFirst};  // what the queries give lies there; before them, to go behind them
  std::vector<QueuedStatement> statements;
  std::vector<QueuedQuery> queries;
  /// Of those that wait, each whose statement or shape is not that of the one before it: what is prepared and checked
  /// goes by them.
  std::vector<std::size_t> kinds;

 private:
  std::size_t keep(const Statement& statement, const Parameters& parameters);
  WireValues copied(const Parameters& parameters);
  [[noreturn]] void throw_gone(const PipelineOutcome& outcome, std::size_t place) const;

  std::pmr::monotonic_buffer_resource values_{kFirst};
  Executor* executor_;   // null once the pipeline has ended
  std::size_t ran_ = 0;  // queries
  std::size_t last_kept_ = 0;
  std::vector<PipelineOutcome> outcomes_;  // of each run
  std::unordered_multimap<std::uint64_t, std::size_t> by_hash_;
};

/// Runs the queries from `first` on. Their results, as far as there are any, have been read then.
/// @throws what holds before anything is sent: UsageError, ConnectionFailure, DeadlineExceeded, QueryCanceled
PipelineOutcome run_pipeline(Wire& wire, PipelineState& state, std::size_t first);

}  // namespace schemac::runtime::detail
