// The rows of a query one after another, in constant memory however many there are: a cursor of the server's
// (https://www.postgresql.org/docs/15/sql-declare.html), read in pieces of about a megabyte.
//
//   for (const Booking& each : bookings.where(booking::price > 10).stream()) …
//
// It may be left at any row, and what runs in the loop may throw: the cursor is closed then, and the connection is as
// it was. The executor can run other statements meanwhile. A cursor lives in a transaction: where none is open the
// stream has one of its own, which only reads, from `stream()` to its end; streams of one connection share it. A
// statement that fails meanwhile fails the transaction, and the stream says so at its next row.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <schemac/runtime/query/results.hpp>
#include <schemac/runtime/statement.hpp>
#include <utility>
#include <vector>

namespace schemac::runtime {

namespace detail {

/// A cursor of the server's, and the transaction that it is in.
class RowCursor {
 public:
  /// Opens it.
  /// @param locks whether the query locks its rows, which takes a transaction of the caller's
  /// @throws UsageError without an executor, or without a transaction where rows are to be locked; Error as PostgreSQL
  /// answers
  RowCursor(Executor* executor, const SqlText& sql, const ResultShape& shape, bool locks);
  /// The same for a statement of the program's text, which begins with SELECT, VALUES or WITH.
  RowCursor(Executor& executor, const Statement& statement, const Parameters& parameters, const ResultShape& shape,
            bool locks);
  RowCursor(RowCursor&& other) noexcept;
  RowCursor& operator=(RowCursor&& other) noexcept;
  ~RowCursor();

  /// Reads the next rows into the sink. @return false when there are none any more, and the cursor is closed
  bool fetch(RowSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Rows as the query gives them.
template <class R>
class PlainRows {
 public:
  explicit PlainRows(RowCursor cursor) : cursor_(std::move(cursor)) {}
  bool fetch(std::vector<typename R::Result>& rows) {
    Collected<R> sink(rows);
    return cursor_.fetch(sink);
  }

 private:
  RowCursor cursor_;
};

}  // namespace detail

/// What a range-based for goes through, once. Not to be used by two threads, and not to outlive its executor.
/// @tparam Source gives rows piece by piece
template <class Row, class Source>
class Stream {
 public:
  explicit Stream(Source source) : source_(std::move(source)) {}
  Stream(Stream&&) noexcept = default;
  Stream& operator=(Stream&&) noexcept = default;

  /// Goes with the stream, which stays where it is meanwhile.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = Row*;
    using reference = Row&;

    Iterator() = default;
    explicit Iterator(Stream* stream) : stream_(stream) {}
    /// The row may be moved from.
    Row& operator*() const { return stream_->rows_[stream_->at_]; }
    Row* operator->() const { return &**this; }
    /// @throws Error as PostgreSQL answers, DecodeError
    Iterator& operator++() {
      ++stream_->at_;
      stream_->fill();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& iterator, std::default_sentinel_t) { return iterator.is_over(); }

   private:
    bool is_over() const noexcept { return stream_->is_over(); }
    Stream* stream_ = nullptr;
  };

  /// @throws Error as PostgreSQL answers, DecodeError
  Iterator begin() {
    fill();
    return Iterator(this);
  }
  std::default_sentinel_t end() const noexcept { return {}; }

 private:
  bool is_over() const noexcept { return at_ == rows_.size(); }
  void fill() {
    if (!is_over() || ended_) return;
    rows_.clear();
    at_ = 0;
    ended_ = !source_.fetch(rows_);
  }

  Source source_;
  std::vector<Row> rows_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace schemac::runtime
