// INSERT … ON CONFLICT, for generated sources. https://www.postgresql.org/docs/15/sql-insert.html#SQL-ON-CONFLICT
#pragma once

#include <optional>
#include <schemac/runtime/pipeline.hpp>
#include <schemac/runtime/query/assignment.hpp>
#include <schemac/runtime/query/planned.hpp>
#include <schemac/runtime/query/results.hpp>
#include <utility>

namespace schemac::runtime::detail {

/// By what a row is told to be there already: columns, and the predicate of a partial index. Literals; empty: any key.
struct ConflictTarget {
  std::string_view columns;
  std::string_view first;  ///< The first of the columns.
  std::string_view predicate;
};

/// The columns of a new row that are given, with their values.
class InsertText {
 public:
  /// @param updated whether an upsert sets it from the new row
  template <class V>
  void add(std::string_view column, const V& value, std::string_view cast, bool updated) {
    SqlText bound;
    try {
      Value<V>::bind(bound, value);
    } catch (...) {
      rethrow_in_column(column);
    }
    add_bound(column, bound.add_generated(cast), updated);
  }
  /// One column of many rows. All columns are arrays then.
  /// @param array `$1::uuid[]`, with its values
  void add_array(std::string_view column, const SqlText& array, bool updated) {
    add_bound(column, array, updated);
    many_ = true;
  }

  /// @param assignments what to set instead of what the new row says; null: that
  /// @param ignore to leave the row that is there as it is; nothing comes back then
  SqlText spell(const EntityInfo& entity, const ConflictTarget& target, const SqlText* assignments, bool ignore) const;

 private:
  void add_bound(std::string_view column, const SqlText& bound, bool updated);
  SqlText columns_;
  SqlText values_;
  SqlText from_new_row_;
  bool many_ = false;
};

template <class Row>
std::optional<Row> insert_on_conflict(Executor& executor, const InsertText& insert, const ConflictTarget& target,
                                      const SqlText* assignments, bool ignore) {
  std::vector<Row> rows;
  Collected<WholeRows<Row>> sink(rows);
  run(&executor, insert.spell(EntityOf<Row>::info(), target, assignments, ignore), EntityOf<Row>::shape(), sink);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

/// The row that is there now. PostgreSQL gives one, unless a trigger or rule keeps it back: NotFound.
template <class Row>
Row upsert(Executor& executor, const InsertText& insert, const ConflictTarget& target, const SqlText* assignments) {
  std::optional<Row> row = insert_on_conflict<Row>(executor, insert, target, assignments, false);
  if (!row) throw_no_row(insert.spell(EntityOf<Row>::info(), target, assignments, false));
  return std::move(*row);
}

/// Of many new rows, in their order.
/// @throws DecodeError where not all of them come back
template <class Row>
std::vector<Row> upsert_rows(Executor& executor, const InsertText& insert, const ConflictTarget& target,
                             const SqlText* assignments, std::size_t count) {
  std::vector<Row> rows;
  Collected<WholeRows<Row>> sink(rows);
  run(&executor, insert.spell(EntityOf<Row>::info(), target, assignments, false), EntityOf<Row>::shape(), sink);
  require_row_count(rows.size(), count);
  return rows;
}

template <class Row>
PlannedStatement plan_upsert(Executor& executor, const InsertText& insert, const ConflictTarget& target,
                             const SqlText* assignments) {
  return {&executor, insert.spell(EntityOf<Row>::info(), target, assignments, false), PlannedStatement::Does::change};
}

// The same in a pipeline.
template <class Row>
Pending<std::optional<Row>> insert_on_conflict(Pipeline& pipeline, const InsertText& insert,
                                               const ConflictTarget& target, const SqlText* assignments, bool ignore) {
  return pipeline.add_text(insert.spell(EntityOf<Row>::info(), target, assignments, ignore), &EntityOf<Row>::shape(),
                           &read_first<WholeRows<Row>>);
}
template <class Row>
Pending<Row> upsert(Pipeline& pipeline, const InsertText& insert, const ConflictTarget& target,
                    const SqlText* assignments) {
  return pipeline.add_text(insert.spell(EntityOf<Row>::info(), target, assignments, false), &EntityOf<Row>::shape(),
                           &read_only<WholeRows<Row>>);
}

}  // namespace schemac::runtime::detail
