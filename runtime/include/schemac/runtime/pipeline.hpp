// Several queries in one round trip: they are queued, sent together, and each gives its result through a handle of its
// type. Nothing is sent before `run`, or before the first result is asked for, so that what throws while queries are
// queued leaves the connection as it was. https://www.postgresql.org/docs/15/libpq-pipeline-mode.html
//
//   Pipeline pipeline(connection);
//   BookingPipeline bookings(pipeline);
//   const auto booking = bookings.find(id);
//   const auto dear = pipeline.all(from<Booking>().where(booking::price > 100));
//   if (booking.get()) …
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/query/assignment.hpp>
#include <schemac/runtime/query/query_text.hpp>
#include <schemac/runtime/query/results.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace schemac::runtime {

namespace detail {

class PipelineState;

/// The result of a queued query; runs the pipeline where it has not run.
const Result& result_of(PipelineState& state, std::size_t place);
std::string_view sql_of(const PipelineState& state, std::size_t place);

/// What a result is read as.
template <class T>
using ResultReader = T (*)(const Result& result, std::string_view sql);

}  // namespace detail

/// What a queued query will give. Small, to be copied; it may outlive the pipeline.
template <class T>
class Pending {
 public:
  /// What the query gave, read anew each time. Runs what is queued where this has not run yet.
  /// @throws the query's own error, which says the query's place in the pipeline; PipelineFailure where another one
  /// failed and nothing is left of this; CommitInDoubt, ConnectionFailure where the connection was lost; what reading
  /// throws: NotFound, TooManyRows, DecodeError; UsageError where the pipeline ended without having run
  T get() const { return reader_(detail::result_of(*state_, place_), detail::sql_of(*state_, place_)); }

 private:
  friend class Pipeline;
  Pending(std::shared_ptr<detail::PipelineState> state, std::size_t place, detail::ResultReader<T> reader) noexcept
      : state_(std::move(state)), place_(place), reader_(reader) {}

  std::shared_ptr<detail::PipelineState> state_;
  std::size_t place_;
  detail::ResultReader<T> reader_;
};

/// Queries of one round trip (two where a statement is new to the session and has to be prepared), in the order in
/// which they were queued. In a transaction they are part of it, as statements one by one would be; outside they are
/// one of their own: all of them are kept, or none. Not for several threads at once.
class Pipeline {
 public:
  /// @param executor a connection, transaction or lease; outlives this
  explicit Pipeline(Executor& executor);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  /// What has not run by now is given up.
  ~Pipeline();

  /// Sends what was queued since the last time, and waits until all of it has run.
  /// @throws the error of the query that failed, as its `get` does; nothing behind it was run. What a transaction
  /// throws before a statement: DeadlineExceeded, QueryCanceled, UsageError; then nothing was sent
  void run();
  /// How many queries are queued and have not run.
  std::size_t waiting() const noexcept;

  // ---- queries that are put together; where they were to run does not matter
  // ------------------------------------------

  template <class Q>
  [[nodiscard]] Pending<std::vector<typename Q::Result>> all(const Q& query) {
    return add_text(selected(query), &Q::Rows::shape(), &detail::read_every<typename Q::Rows>);
  }
  /// The first row, or nothing.
  template <class Q>
  [[nodiscard]] Pending<std::optional<typename Q::Result>> first(const Q& query) {
    return add_text(selected(query.limit(1)), &Q::Rows::shape(), &detail::read_first<typename Q::Rows>);
  }
  /// The only row. Its `get` throws NotFound where there is none, TooManyRows where there are several.
  template <class Q>
  [[nodiscard]] Pending<typename Q::Result> one(const Q& query) {
    return add_text(selected(query.parts().limit ? query : query.limit(2)), &Q::Rows::shape(),
                    &detail::read_only<typename Q::Rows>);
  }
  /// How many there are.
  template <class Q>
  [[nodiscard]] Pending<std::int64_t> count(const Q& query) {
    check<Q>();
    return add_text(select_count(query.parts()), &Scalar<std::int64_t>::kShape,
                    &detail::read_one<Scalar<std::int64_t>>);
  }
  template <class Q>
  [[nodiscard]] Pending<bool> exists(const Q& query) {
    check<Q>();
    return add_text(select_exists(query.parts()), &Scalar<bool>::kShape, &detail::read_one<Scalar<bool>>);
  }
  /// A patch, or what `set` gives, in every row that the query chooses; how many there were.
  template <class Q>
  Pending<std::int64_t> update(const Q& query, const typename Q::Patch& patch) {
    return add_text(query.updating(patch), nullptr, &detail::read_affected);
  }
  template <class Q, class... T>
  Pending<std::int64_t> update(const Q& query, const Assignment<T>&... items) {
    return add_text(query.updating(items...), nullptr, &detail::read_affected);
  }
  template <class Q>
  Pending<std::int64_t> remove(const Q& query) {
    return add_text(query.removing(), nullptr, &detail::read_affected);
  }

  /// A statement with its values, which are copied; for generated code.
  /// @param shape what `reader` reads; null: no column
  template <class T>
  Pending<T> add(const Statement& statement, const Parameters& parameters, const ResultShape* shape,
                 detail::ResultReader<T> reader) {
    return Pending<T>(state_, queue(statement, parameters, shape), reader);
  }
  template <class T>
  Pending<T> add_text(const SqlText& sql, const ResultShape* shape, detail::ResultReader<T> reader) {
    return Pending<T>(state_, queue(sql, shape), reader);
  }

 private:
  template <class Q>
  static constexpr void check() {
    static_assert(std::is_same_v<typename Q::Outer, Tables<>>,
                  "this query speaks of a table that it neither reads nor joins");
  }
  template <class Q>
  static SqlText selected(const Q& query) {
    check<Q>();
    return select(query.parts());
  }
  std::size_t queue(const Statement& statement, const Parameters& parameters, const ResultShape* shape);
  std::size_t queue(const SqlText& sql, const ResultShape* shape);

  std::shared_ptr<detail::PipelineState> state_;
};

// ---- query.hpp's ways to run a statement, in a pipeline
// --------------------------------------------------------------

template <class S>
Pending<std::vector<typename S::Row>> rows(Pipeline& pipeline, const Statement& statement,
                                           const Parameters& parameters) {
  return pipeline.add(statement, parameters, &S::kShape, &detail::read_all<S>);
}
template <class S>
Pending<std::optional<typename S::Row>> optional_one(Pipeline& pipeline, const Statement& statement,
                                                     const Parameters& parameters) {
  return pipeline.add(statement, parameters, &S::kShape, &detail::read_optional<S>);
}
template <class S>
Pending<typename S::Row> one(Pipeline& pipeline, const Statement& statement, const Parameters& parameters) {
  return pipeline.add(statement, parameters, &S::kShape, &detail::read_one<S>);
}
inline Pending<bool> touched(Pipeline& pipeline, const Statement& statement, const Parameters& parameters) {
  return pipeline.add(statement, parameters, nullptr, &detail::read_touched);
}

}  // namespace schemac::runtime
