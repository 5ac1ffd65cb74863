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

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/query.hpp>
#include <schemac/runtime/query/assignment.hpp>
#include <schemac/runtime/query/query_text.hpp>
#include <schemac/runtime/query/results.hpp>
#include <schemac/runtime/transaction.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace schemac::runtime {

namespace detail {

class PipelineState;

/// Returns once a queued query has given its result; runs the pipeline where it has not run.
void await(PipelineState& state, std::size_t place);

/// What a result is read as.
template <class T>
using ResultReader = T (*)(const Result& result, std::string_view sql);

/// Where the result of a queued query goes when it comes: results are read one by one and not kept, so that they take
/// no memory, and an error of reading is that of its query alone.
class PendingResult {
 public:
  PendingResult() = default;
  PendingResult(const PendingResult&) = delete;
  PendingResult& operator=(const PendingResult&) = delete;
  virtual ~PendingResult();
  void take(const Result& result, std::string_view sql) noexcept;
  /// Says this instead of a value.
  void refuse(std::exception_ptr problem) noexcept { problem_ = std::move(problem); }
  void rethrow_problem() const;

 private:
  virtual void read(const Result& result, std::string_view sql) = 0;
  std::exception_ptr problem_;
};

/// Ends what lies in the pipeline's own memory, which goes as a whole.
struct EndPending {
  void operator()(PendingResult* pending) const noexcept { pending->~PendingResult(); }
};
using PendingPtr = std::unique_ptr<PendingResult, EndPending>;

template <class T>
class PendingValue final : public PendingResult {
 public:
  explicit PendingValue(ResultReader<T> reader) noexcept : reader_(reader) {}
  const T& value() const {
    rethrow_problem();
    return *value_;
  }

 private:
  void read(const Result& result, std::string_view sql) override {
    make_in_place<T>([&] { return reader_(result, sql); },
                     [&](auto&& made) { value_.emplace(static_cast<decltype(made)>(made)); });
  }
  ResultReader<T> reader_;
  std::optional<T> value_;
};

}  // namespace detail

/// What a queued query will give. Small, to be copied; it may outlive the pipeline.
template <class T>
class Pending {
 public:
  /// What the query gave, valid while a handle of it is. Runs what is queued where this has not run yet.
  /// @throws the query's own error, which says the query's place in the pipeline; PipelineFailure where another one
  /// failed and nothing is left of this; CommitInDoubt, ConnectionFailure where the connection was lost; what reading
  /// throws: NotFound, TooManyRows, DecodeError; UsageError where the pipeline ended without having run
  const T& get() const& {
    detail::await(*state_, place_);
    return value_->value();
  }
  T get() const&& { return static_cast<const Pending&>(*this).get(); }

 private:
  friend class Pipeline;
  Pending(std::shared_ptr<detail::PipelineState> state, std::size_t place,
          const detail::PendingValue<T>* value) noexcept
      : state_(std::move(state)), place_(place), value_(value) {}

  std::shared_ptr<detail::PipelineState> state_;  // has the value
  std::size_t place_;
  const detail::PendingValue<T>* value_;
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
    return add_text(selected(query.limit(detail::at_most_one(query.parts()))), &Q::Rows::shape(),
                    &detail::read_first<typename Q::Rows>);
  }
  /// The only row. Its `get` throws NotFound where there is none, TooManyRows where there are several.
  template <class Q>
  [[nodiscard]] Pending<typename Q::Result> one(const Q& query) {
    return add_text(selected(query.parts().limit ? query : query.limit(2)), &Q::Rows::shape(),
                    &detail::read_only<typename Q::Rows>);
  }
  // Rows do not come with their relations.
  template <class Q, class Row, class... Loads>
  void all(const LoadingQuery<Q, Row, Loads...>&) {
    refuse_relations<Q>();
  }
  template <class Q, class Row, class... Loads>
  void first(const LoadingQuery<Q, Row, Loads...>&) {
    refuse_relations<Q>();
  }
  template <class Q, class Row, class... Loads>
  void one(const LoadingQuery<Q, Row, Loads...>&) {
    refuse_relations<Q>();
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
    return add_text(query.updating(patch).text(), nullptr, &detail::read_affected);
  }
  template <class Q, class... T, bool... FromNew>
  Pending<std::int64_t> update(const Q& query, const Assignment<T, FromNew>&... items) {
    return add_text(query.updating(items...).text(), nullptr, &detail::read_affected);
  }
  template <class Q>
  Pending<std::int64_t> remove(const Q& query) {
    return add_text(query.removing().text(), nullptr, &detail::read_affected);
  }

  /// A statement with its values, which are copied; for generated code.
  /// @param shape what `reader` reads; null: no column
  template <class T>
  Pending<T> add(const Statement& statement, const Parameters& parameters, const ResultShape* shape,
                 detail::ResultReader<T> reader) {
    detail::PendingValue<T>* const value = make_pending(reader);
    return Pending<T>(state_, queue(statement, parameters, shape, detail::PendingPtr(value)), value);
  }
  template <class T>
  Pending<T> add_text(const SqlText& sql, const ResultShape* shape, detail::ResultReader<T> reader) {
    detail::PendingValue<T>* const value = make_pending(reader);
    return Pending<T>(state_, queue(sql, shape, detail::PendingPtr(value)), value);
  }

 private:
  template <class Q>
  static constexpr void check() {
    static_assert(std::is_same_v<typename Q::Outer, Tables<>>,
                  "this query speaks of a table that it neither reads nor joins");
  }
  template <class Q>
  static constexpr void refuse_relations() {
    static_assert(sizeof(Q) == 0,
                  "relations are loaded by statements of their own, with the keys that rows have: not in a pipeline");
  }
  template <class Q>
  static SqlText selected(const Q& query) {
    check<Q>();
    return select(query.parts());
  }
  template <class T>
  detail::PendingValue<T>* make_pending(detail::ResultReader<T> reader) {
    using Value = detail::PendingValue<T>;
    return ::new (room_for(sizeof(Value), alignof(Value))) Value(reader);
  }
  /// Of the pipeline's own memory.
  void* room_for(std::size_t size, std::size_t alignment);
  std::size_t queue(const Statement& statement, const Parameters& parameters, const ResultShape* shape,
                    detail::PendingPtr pending);
  std::size_t queue(const SqlText& sql, const ResultShape* shape, detail::PendingPtr pending);

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

inline Pending<std::int64_t> affected(Pipeline& pipeline, const Statement& statement, const Parameters& parameters) {
  return pipeline.add(statement, parameters, nullptr, &detail::read_affected);
}

namespace detail {

/// A row for each item, in the order of the items, all or none: by a statement each, a thousand of them a round trip.
/// @param queue called with a pipeline and an item; queues a statement and gives its handle
/// @throws the error of the statement that failed, with its place in the pipeline; what `queue` throws
template <class Row, class Item, class Queue>
std::vector<Row> in_pipelines(Executor& executor, const std::vector<Item>& items, const Queue& queue) {
  constexpr std::size_t kAtOnce = 1000;
  std::vector<Row> rows;
  rows.reserve(items.size());
  AtomicScope all_or_none(executor, items.size() > kAtOnce);  // a pipeline is all or none by itself
  std::vector<Pending<Row>> pending;
  while (rows.size() < items.size()) {
    Pipeline pipeline(executor);
    pending.clear();
    const std::size_t end = std::min(items.size(), rows.size() + kAtOnce);
    for (std::size_t at = rows.size(); at < end; ++at) pending.push_back(queue(pipeline, items[at]));
    pipeline.run();
    for (const Pending<Row>& each : pending) rows.push_back(each.get());
  }
  all_or_none.commit();
  return rows;
}

}  // namespace detail

}  // namespace schemac::runtime
