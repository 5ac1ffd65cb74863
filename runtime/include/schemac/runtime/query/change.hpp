// What a query can do to the rows that it chooses, besides reading them.
#pragma once

#include <schemac/runtime/query/assignment.hpp>
#include <schemac/runtime/query/planned.hpp>
#include <schemac/runtime/query/results.hpp>
#include <schemac/runtime/query/row_of.hpp>
#include <schemac/runtime/query/write_parts.hpp>

namespace schemac::runtime::detail {

template <class Self, class Table, class Read, class Outside>
class ChangesRows {
  using Row = typename RowOf<Table>::Type;

 public:
  // ---- change what is chosen: by `where`, by `limit`, or `everywhere()`; else UsageError
  // ------------------------------

  /// Sets what the patch has in every row that is chosen. Conditions on other tables go by `exists` and `in`.
  /// @return how many rows there were. A row that somebody else changes meanwhile is looked at again
  std::int64_t update(const typename EntityOf<Row>::Patch& patch) const {
    return changed(RowChange::update, assignments(patch));
  }
  /// Sets columns to values or expressions: `update(set(booking::price, booking::price * 2))`.
  template <class... T, bool... FromNew>
  std::int64_t update(const Assignment<T, FromNew>&... items) const {
    return changed(RowChange::update, assignments(items...));
  }
  /// The same; gives the rows as they are then, in the order that the query says.
  std::vector<Row> update_returning(const typename EntityOf<Row>::Patch& patch) const {
    return changed_rows(RowChange::update, assignments(patch));
  }
  template <class... T, bool... FromNew>
  std::vector<Row> update_returning(const Assignment<T, FromNew>&... items) const {
    return changed_rows(RowChange::update, assignments(items...));
  }

  /// Deletes the rows, or marks them as deleted where the entity has a mark.
  /// @return how many
  std::int64_t remove() const { return changed(kRemove, {}); }
  std::vector<Row> remove_returning() const { return changed_rows(kRemove, {}); }
  /// Deletes the rows for good, marked or not.
  std::int64_t hard_remove() const { return changed(RowChange::erase, {}); }
  /// Takes the mark back, of those that have it.
  std::int64_t restore() const {
    static_assert(EntityOf<Row>::kSoftDelete, "rows of this entity are not marked when they are removed");
    return changed(RowChange::restore, {});
  }

  // ---- the same as statements: to be read, explained, or queued in a pipeline
  // --------------------------------------------------------------------------

  using Patch = typename EntityOf<Row>::Patch;
  PlannedStatement updating(const Patch& patch) const { return planned(RowChange::update, assignments(patch)); }
  template <class... T, bool... FromNew>
  PlannedStatement updating(const Assignment<T, FromNew>&... items) const {
    return planned(RowChange::update, assignments(items...));
  }
  PlannedStatement removing() const { return planned(kRemove, {}); }
  PlannedStatement hard_removing() const { return planned(RowChange::erase, {}); }
  PlannedStatement restoring() const {
    static_assert(EntityOf<Row>::kSoftDelete, "rows of this entity are not marked when they are removed");
    return planned(RowChange::restore, {});
  }

 private:
  const Self& self() const noexcept { return static_cast<const Self&>(*this); }

  static constexpr RowChange kRemove = EntityOf<Row>::kSoftDelete ? RowChange::remove : RowChange::erase;

  static SqlText assignments(const typename EntityOf<Row>::Patch& patch) {
    SqlText sql;
    EntityOf<Row>::assign(patch, sql);
    return sql;
  }
  template <class... T, bool... FromNew>
  static SqlText assignments(const Assignment<T, FromNew>&... items) {
    static_assert((std::is_same_v<T, Table> && ...), "an update sets columns of the table that it changes");
    static_assert(!(FromNew || ...), "`from_new` is the row that an upsert was to insert: an update has none");
    AssignmentList list;
    (list.add(items), ...);
    return list.template checked<Row>().text();
  }

  SqlText change(RowChange kind, const SqlText& assigned, bool returning) const {
    static_assert(std::is_same_v<Outside, Tables<>>, "this query speaks of a table that it neither reads nor joins");
    static_assert(std::is_same_v<Read, Tables<Row>>,
                  "rows of one table are changed: choose them by others with `exists` or `in`, not with a join");
    return change_rows(self().parts(), kind, assigned, returning);
  }
  PlannedStatement planned(RowChange kind, const SqlText& assigned) const {
    return PlannedStatement(self().parts().executor, change(kind, assigned, false), PlannedStatement::Does::change);
  }
  std::int64_t changed(RowChange kind, const SqlText& assigned) const {
    return run_affected(self().parts().executor, change(kind, assigned, false));
  }
  std::vector<Row> changed_rows(RowChange kind, const SqlText& assigned) const {
    if (!self().parts().order.empty()) {
      PlacedRows<Row> placed;
      run(self().parts().executor, change(kind, assigned, true),
          shape_behind(Value<std::int64_t>::shape(), EntityOf<Row>::shape()), placed);
      return std::move(placed).in_order();
    }
    std::vector<Row> rows;
    Collected<WholeRows<Row>> sink(rows);
    run(self().parts().executor, change(kind, assigned, true), EntityOf<Row>::shape(), sink);
    return rows;
  }
};

}  // namespace schemac::runtime::detail
