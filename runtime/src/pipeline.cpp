#include "schemac/runtime/pipeline.hpp"

#include <algorithm>

#include "pipeline_state.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime {
namespace detail {
namespace {

bool is_for(const QueuedStatement& queued, const Statement& statement, const Parameters& parameters) noexcept {
  if (queued.hash != statement.key() || queued.parameter_types.size() != parameters.size()) return false;
  for (std::size_t index = 0; index < queued.parameter_types.size(); ++index)
    if (queued.parameter_types[index] != parameters[index].oid) return false;
  return queued.sql == statement.sql();
}

}  // namespace

PendingResult::~PendingResult() = default;

void PendingResult::take(const Result& result, std::string_view sql) noexcept {
  problem_ = nullptr;
  try {
    read(result, sql);
  } catch (...) {
    problem_ = std::current_exception();
  }
}

void PendingResult::rethrow_problem() const {
  if (problem_ != nullptr) std::rethrow_exception(problem_);
}

std::size_t PipelineState::keep(const Statement& statement, const Parameters& parameters) {
  // Mostly many of a kind follow one another.
  if (last_kept_ < statements.size() && is_for(statements[last_kept_], statement, parameters)) return last_kept_;
  const auto [first, last] = by_hash_.equal_range(statement.key());
  for (auto kept = first; kept != last; ++kept)
    if (is_for(statements[kept->second], statement, parameters)) return last_kept_ = kept->second;
  QueuedStatement& queued = statements.emplace_back();
  queued.sql = statement.sql();
  queued.hash = statement.key();
  for (std::size_t index = 0; index < parameters.size(); ++index)
    queued.parameter_types.push_back(parameters[index].oid);
  by_hash_.emplace(statement.key(), statements.size() - 1);
  return last_kept_ = statements.size() - 1;
}

std::size_t PipelineState::queue(const Statement& statement, const Parameters& parameters, const ResultShape* shape,
                                 PendingPtr pending) {
  const std::size_t kept = keep(statement, parameters);
  const bool alike = waiting() > 0 && queries.back().statement == kept && queries.back().shape == shape;
  queries.push_back({kept, copied(parameters), shape, outcomes_.size(), std::move(pending)});
  if (!alike) kinds.push_back(queries.size() - 1);
  return queries.size() - 1;
}

WireValues PipelineState::copied(const Parameters& parameters) {
  WireValues values;
  values.count = parameters.size();
  if (values.count == 0) return values;
  constexpr std::size_t kEach = sizeof *values.texts + sizeof *values.lengths + sizeof *values.formats + 1;
  values.texts =
      static_cast<const char**>(values_.allocate(values.count * kEach + parameters.bytes(), alignof(const char*)));
  values.lengths = reinterpret_cast<int*>(values.texts + values.count);
  values.formats = values.lengths + values.count;
  char* bytes = reinterpret_cast<char*>(values.formats + values.count);
  for (std::size_t index = 0; index < values.count; ++index) {
    const Parameters::Slot& slot = parameters[index];
    values.texts[index] = slot.length < 0 ? nullptr : bytes;
    values.lengths[index] = slot.length;
    values.formats[index] = static_cast<int>(slot.format);
    if (slot.length < 0) continue;
    bytes = std::copy_n(parameters.data(slot), slot.length, bytes);
    *bytes++ = '\0';  // libpq reads text up to it
  }
  return values;
}

void PipelineState::run() {
  if (waiting() == 0) return;
  if (executor_ == nullptr) throw UsageError("the pipeline ended before it was run");
  outcomes_.push_back(run_pipeline(executor_->wire(), *this, ran_));
  ran_ = queries.size();
  kinds.clear();
  values_.release();
}

void PipelineState::throw_failure() const {
  if (!outcomes_.empty() && outcomes_.back().failed) std::rethrow_exception(outcomes_.back().failure);
}

void PipelineState::await(std::size_t place) {
  if (place >= ran_) run();
  const QueuedQuery& query = queries[place];
  const PipelineOutcome& outcome = outcomes_[query.run];
  using Rest = PipelineOutcome::Rest;
  if (!outcome.failed) return;
  const bool kept = outcome.rest == Rest::all || (outcome.rest == Rest::before && place < *outcome.failed);
  if (kept && place != *outcome.failed) return;
  if (place == *outcome.failed || outcome.lost) std::rethrow_exception(outcome.failure);
  throw_gone(outcome, place);
}

void PipelineState::throw_gone(const PipelineOutcome& outcome, std::size_t place) const {
  ErrorFields fields;
  fields.message = std::string(place < outcome.ran ? "the query was undone" : "the query was not run") +
                   ", as another one of its pipeline failed: " + outcome.message;
  fields.statement = statement_of(place).sql;
  throw PipelineFailure(std::move(fields), outcome.retryable);
}

void await(PipelineState& state, std::size_t place) { state.await(place); }

}  // namespace detail

Pipeline::Pipeline(Executor& executor) : state_(std::make_shared<detail::PipelineState>(executor)) {}

Pipeline::~Pipeline() { state_->give_up(); }

void Pipeline::run() {
  if (state_->waiting() == 0) return;
  state_->run();
  state_->throw_failure();
}

std::size_t Pipeline::waiting() const noexcept { return state_->waiting(); }

void* Pipeline::room_for(std::size_t size, std::size_t alignment) { return state_->memory.allocate(size, alignment); }

std::size_t Pipeline::queue(const Statement& statement, const Parameters& parameters, const ResultShape* shape,
                            detail::PendingPtr pending) {
  return state_->queue(statement, parameters, shape, std::move(pending));
}

std::size_t Pipeline::queue(const SqlText& sql, const ResultShape* shape, detail::PendingPtr pending) {
  const QueryText text = sql.query_text();
  Parameters parameters;
  sql.lend(parameters);
  return state_->queue(text.statement(), parameters, shape, std::move(pending));
}

}  // namespace schemac::runtime
