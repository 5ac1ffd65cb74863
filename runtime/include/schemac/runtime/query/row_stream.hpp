// The stream of a statement that stands in the program's text: what generated functions give. The rows are read by
// functions of the generated source, so that its header needs no codecs.
#pragma once

#include <schemac/runtime/parameters.hpp>
#include <schemac/runtime/query/forward.hpp>
#include <schemac/runtime/query/stream.hpp>
#include <schemac/runtime/statement.hpp>

namespace schemac::runtime {

namespace detail {

/// The rows of a cursor, each read by a function.
template <class Row>
class StatementRows {
 public:
  using Read = Row (*)(const Field* fields, std::size_t& column);

  StatementRows(RowCursor cursor, Read read) : cursor_(std::move(cursor)), read_(read) {}
  bool fetch(std::vector<Row>& rows) {
    Sink sink(rows, read_);
    return cursor_.fetch(sink);
  }

 private:
  class Sink final : public RowSink {
   public:
    Sink(std::vector<Row>& rows, Read read) : rows_(&rows), read_(read) {}
    void expect(std::size_t rows) override { rows_->reserve(rows); }
    void row(const Field* fields, std::size_t& column) override { rows_->push_back(read_(fields, column)); }

   private:
    std::vector<Row>* rows_;
    Read read_;
  };

  RowCursor cursor_;
  Read read_;
};

}  // namespace detail

/// Opens a cursor for a statement that only reads.
/// @param locks whether it locks its rows
/// @throws UsageError without a transaction where rows are to be locked; Error as PostgreSQL answers
template <class S>
RowStream<typename S::Row> stream(Executor& executor, const Statement& statement, const Parameters& parameters,
                                  bool locks) {
  return RowStream<typename S::Row>(detail::StatementRows<typename S::Row>(
      detail::RowCursor(executor, statement, parameters, S::kShape, locks), &S::read));
}

}  // namespace schemac::runtime
