// A pipeline on the wire. What is new to the session is prepared first, in a round trip of its own, so that columns
// that cannot be read are found before anything has run; then all queries go, with one SYNC behind them: outside of a
// transaction that makes them one. https://www.postgresql.org/docs/15/libpq-pipeline-mode.html
#include <algorithm>
#include <chrono>

#include "observe.hpp"
#include "pipeline_mode.hpp"
#include "pipeline_state.hpp"
#include "prepared.hpp"
#include "result_check.hpp"
#include "schemac/runtime/error.hpp"
#include "wire.hpp"

namespace schemac::runtime::detail {
namespace {

using Clock = std::chrono::steady_clock;

class PipelineRun {
 public:
  PipelineRun(Wire& wire, PipelineState& state, std::size_t first)
      : wire_(wire),
        state_(state),
        first_(first),
        end_(state.queries.size()),
        alone_(wire.transaction_status() == PQTRANS_IDLE),
        begun_(Clock::now()) {}

  PipelineOutcome run() {
    attempt();
    // A statement that the schema has left behind: nothing was kept of what ran, so all of it is run once more. In a
    // transaction, which has failed with it, that is for whoever began the transaction.
    if (stale_ && forget_known() && alone_ && wire_.is_open()) {
      outcome_ = {};
      attempt();
    }
    if (wire_.on_query()) tell();
    return std::move(outcome_);
  }

 private:
  struct NewStatement {
    std::size_t statement;
    std::size_t place;  // of its first query
  };
  struct UncheckedResult {
    std::size_t place;
    ResultPtr result;
  };
  struct Told {
    std::chrono::nanoseconds duration;  // until the result was there
    std::uint64_t rows;
  };

  void attempt() {
    told_.clear();
    unchecked_.clear();
    received_ = 0;
    rest_ = PipelineOutcome::Rest::none;
    stale_ = false;
    try {
      find_prepared();
      if (!new_.empty()) prepare_new();
      check_shapes();
      if (!alone_) rest_ = PipelineOutcome::Rest::before;
      execute();
      rest_ = PipelineOutcome::Rest::all;
      check_unprepared();
    } catch (const Error& failure) {
      keep_failure();
      outcome_.message = failure.message();
      outcome_.retryable = failure.retryable();
      outcome_.lost = !wire_.is_open();
      sqlstate_ = failure.sqlstate();
    } catch (...) {
      keep_failure();
      outcome_.lost = true;
    }
  }

  void keep_failure() {
    outcome_.failed = at_;
    outcome_.failure = std::current_exception();
    outcome_.rest = rest_;
    outcome_.ran = first_ + received_;
  }

  /// What the session has prepared, by statement; and what is new to it. What cannot be described goes without being
  /// prepared, and what does not fit beside the others of this pipeline, which must not put each other out.
  void find_prepared() {
    prepared_.assign(state_.statements.size(), nullptr);
    new_.clear();
    std::vector<bool> seen(state_.statements.size());
    std::size_t room = wire_.statements().capacity();
    for (const std::size_t place : state_.kinds) {
      at_ = place;
      const QueuedQuery& query = state_.queries[place];
      if (room == 0 || seen[query.statement]) continue;
      seen[query.statement] = true;
      const QueuedStatement& statement = state_.statements[query.statement];
      if (statement.parameter_types.size() > kMostDescribed) continue;
      --room;
      prepared_[query.statement] =
          find_readable(wire_, statement.sql, statement.hash, statement.parameter_types, query.shape);
      if (prepared_[query.statement] == nullptr) new_.push_back({query.statement, at_});
    }
  }

  void prepare_new() {
    wire_.statements().make_room(new_.size());
    wire_.sending(false);  // also where an earlier attempt to run them was sent, and refused
    std::vector<PreparedStatement> made(new_.size());
    PipelineMode mode(wire_);
    for (std::size_t each = 0; each < new_.size(); ++each) {
      const QueuedStatement& statement = state_.statements[new_[each].statement];
      made[each].name = wire_.statements().next_name();
      made[each].sql = statement.sql;
      made[each].hash = statement.hash;
      made[each].parameter_types = statement.parameter_types;
      mode.prepare(made[each]);
    }
    mode.sync();
    for (std::size_t each = 0; each < new_.size(); ++each) {
      at_ = new_[each].place;
      checked(mode.next(), made[each].sql);
      prepared_[new_[each].statement] = &wire_.statements().keep(
          std::move(made[each]), [&](const PreparedStatement& kept) { return checked(mode.next(), kept.sql); });
    }
    mode.leave();
  }

  /// Outside of pipeline mode, as the names of types may have to be asked for.
  void check_shapes() {
    for (const std::size_t place : state_.kinds) {
      at_ = place;
      const QueuedQuery& query = state_.queries[place];
      PreparedStatement* const prepared = prepared_[query.statement];
      if (prepared == nullptr || prepared->checked == query.shape) continue;
      placing([&] { check(wire_, *prepared, query.shape); });
    }
  }

  void execute() {
    wire_.sending();
    PipelineMode mode(wire_);
    for (at_ = first_; at_ < end_; ++at_) send(mode);
    mode.sync();
    for (at_ = first_; at_ < end_; ++at_) {
      const std::string& sql = sql_of_query();
      QueuedQuery& query = state_.queries[at_];
      ResultPtr result = mode.next();
      const PreparedStatement* const prepared = prepared_[query.statement];
      if (!succeeded(result.get())) {
        stale_ = prepared != nullptr && is_stale(result.get(), *prepared);
        if (stale_) throw StaleStatement(wire_.fields_of(result.get(), sql));
        refuse(result.get(), sql);
      }
      if (wire_.on_query()) told_.push_back({Clock::now() - begun_, rows_of(result.get())});
      ++received_;
      if (prepared != nullptr)
        query.pending->take(Result(result.release()), sql);
      else
        unchecked_.push_back({at_, std::move(result)});
    }
    mode.leave();
  }

  void send(PipelineMode& mode) const {
    const QueuedQuery& query = state_.queries[at_];
    const QueuedStatement& statement = state_.statements[query.statement];
    if (const PreparedStatement* const prepared = prepared_[query.statement])
      mode.execute(*prepared, query.values);
    else
      mode.execute_once(statement.sql, statement.parameter_types, query.values);
  }

  /// What was not prepared shows its columns only when they have come.
  void check_unprepared() {
    std::exception_ptr problem;
    std::size_t where = 0;
    for (UncheckedResult& unchecked : unchecked_) {
      at_ = unchecked.place;
      const QueuedQuery& query = state_.queries[at_];
      try {
        const auto columns = columns_of(unchecked.result.get());
        if (query.shape != nullptr) placing([&] { check_columns(wire_, columns, *query.shape, sql_of_query()); });
        query.pending->take(Result(unchecked.result.release()), sql_of_query());
      } catch (const DecodeError&) {
        query.pending->refuse(std::current_exception());
        if (problem == nullptr) where = at_;
        if (problem == nullptr) problem = std::current_exception();
      }
    }
    at_ = where;
    if (problem != nullptr) std::rethrow_exception(problem);
  }

  /// All of the session's, since a change of the schema seldom concerns one.
  /// @return whether any of the pipeline's was prepared before it
  bool forget_known() {
    for (const NewStatement& fresh : new_) prepared_[fresh.statement] = nullptr;
    const bool any =
        std::any_of(prepared_.begin(), prepared_.end(), [](const auto* known) { return known != nullptr; });
    wire_.statements().put_out_all();
    return any;
  }

  const std::string& sql_of_query() const { return state_.statement_of(at_).sql; }

  std::string place() const {
    return "query " + std::to_string(at_ - first_ + 1) + " of " + std::to_string(end_ - first_) + " in the pipeline: ";
  }

  static bool succeeded(const PGresult* result) noexcept {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
  }

  [[noreturn]] void refuse(const PGresult* result, const std::string& sql) const {
    ErrorFields fields = wire_.fields_of(result, sql);
    if (wire_.is_open()) fields.message.insert(0, place());
    wire_.raise(std::move(fields));
  }

  ResultPtr checked(ResultPtr result, const std::string& sql) const {
    if (!succeeded(result.get())) refuse(result.get(), sql);
    return result;
  }

  template <class Work>
  void placing(const Work& work) const {
    try {
      work();
    } catch (const DecodeError& failure) {
      ErrorFields fields = failure.fields();
      fields.message.insert(0, place());
      throw DecodeError(std::move(fields));
    }
  }

  /// As if each had been sent when the first was.
  void tell() const {
    const auto event = [&](std::size_t query) {
      const QueuedStatement& statement = state_.statement_of(query);
      QueryEvent told{statement.sql, statement.parameter_types.size(), 0, 0, Clock::now() - begun_, false, {}};
      for (std::size_t index = 0; index < told.parameters; ++index) {
        const int length = state_.queries[query].values.lengths[index];
        if (length > 0) told.parameter_bytes += static_cast<std::size_t>(length);
      }
      return told;
    };
    for (std::size_t query = first_; query < first_ + received_; ++query) {
      QueryEvent done = event(query);
      done.rows = told_[query - first_].rows;
      done.duration = told_[query - first_].duration;
      call_quietly(wire_.on_query(), done);
    }
    if (!outcome_.failed || *outcome_.failed == end_ || *outcome_.failed < first_ + received_) return;
    QueryEvent failed = event(*outcome_.failed);
    failed.failed = true;
    failed.sqlstate = sqlstate_;
    call_quietly(wire_.on_query(), failed);
  }

  Wire& wire_;
  PipelineState& state_;
  const std::size_t first_;
  const std::size_t end_;
  const bool alone_;  // outside of a transaction
  const Clock::time_point begun_;
  PipelineOutcome outcome_;
  std::string sqlstate_;
  std::size_t at_ = 0;                        // the query at hand
  std::vector<PreparedStatement*> prepared_;  // by statement; null: not prepared
  std::vector<NewStatement> new_;
  std::vector<Told> told_;    // where somebody listens
  std::size_t received_ = 0;  // results
  std::vector<UncheckedResult> unchecked_;
  PipelineOutcome::Rest rest_{};  // what a failure now leaves of the others
  bool stale_ = false;
};

}  // namespace

PipelineOutcome run_pipeline(Wire& wire, PipelineState& state, std::size_t first) {
  const Wire::Waiting waiting(wire);
  wire.raw();
  wire.before_statement();
  return PipelineRun(wire, state, first).run();
}

}  // namespace schemac::runtime::detail
