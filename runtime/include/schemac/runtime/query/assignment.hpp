// What an UPDATE sets a column to: a value, or an expression of the row's own columns; in an upsert also of those of
// the row that was to be inserted.
//
//   bookings.where(booking::status == BookingStatus::pending).update(set(booking::price, booking::price * 2));
//   users.upsert(ada, Key::email, set(user::visits, user::visits + 1), from_new(user::name));
#pragma once

#include <memory>
#include <schemac/runtime/error.hpp>
#include <schemac/runtime/query/expression.hpp>
#include <schemac/runtime/query/forward.hpp>
#include <schemac/runtime/query/row_of.hpp>
#include <schemac/runtime/value_place.hpp>
#include <schemac/runtime/written.hpp>
#include <typeinfo>
#include <vector>

namespace schemac::runtime {

namespace detail {

/// The row that an upsert was to insert, as a table: PostgreSQL calls it EXCLUDED.
template <class Row>
struct NewRow {};

/// What columns are set to, to be held against the rules of their schema. What an expression gives is the database's.
class AssignedValues {
 public:
  template <class V>
  void add(std::string_view column, const V& value) {
    values_.push_back({column, Written::value, &typeid(V), std::make_shared<const V>(value)});
  }
  /// @param written to NULL or an expression
  void add(std::string_view column, Written written) { values_.push_back({column, written, &typeid(void), nullptr}); }
  void add(const AssignedValues& others) {
    values_.insert(values_.end(), others.values_.begin(), others.values_.end());
  }
  /// What this column is set to; null where it is not set to a value.
  /// @param column as generated code spells it
  template <class V>
  const V* of(std::string_view column) const noexcept {
    for (const Assigned& each : values_)
      if (each.column == column && *each.type == typeid(V)) return static_cast<const V*>(each.value.get());
    return nullptr;
  }
  /// @param column as generated code spells it
  Written written(std::string_view column) const noexcept {
    for (const Assigned& each : values_)
      if (each.column == column) return each.written;
    return Written::no;
  }

 private:
  struct Assigned {
    std::string_view column;
    Written written;
    const std::type_info* type;
    std::shared_ptr<const void> value;
  };
  std::vector<Assigned> values_;
};

}  // namespace detail

/// Made by `set`.
/// @tparam FromNew whether it speaks of the row that an upsert was to insert
template <class Table, bool FromNew>
class Assignment {
 public:
  /// @param column as generated code spells it
  Assignment(std::string_view column, SqlText sql, detail::AssignedValues values)
      : column_(column), sql_(std::move(sql)), values_(std::move(values)) {}
  std::string_view column() const noexcept { return column_; }
  const SqlText& text() const noexcept { return sql_; }
  const detail::AssignedValues& values() const noexcept { return values_; }

 private:
  std::string_view column_;
  SqlText sql_;
  detail::AssignedValues values_;
};

namespace detail {

/// Adds `column = $n`, behind a comma where something stands before it.
template <class V>
void add_assignment(SqlText& sql, std::string_view column, const V& value, std::string_view cast) {
  if (!sql.empty()) sql.add(", ");
  sql.add_generated(column).add(" = ");
  try {
    Value<V>::bind(sql, value);
  } catch (...) {
    rethrow_in_column(column);
  }
  sql.add_generated(cast);
}

/// Several assignments, one after another.
class AssignmentList {
 public:
  /// @throws UsageError where the column is set already
  template <class Table, bool FromNew>
  void add(const Assignment<Table, FromNew>& item) {
    for (const std::string_view column : columns_)
      if (column == item.column()) throw UsageError("the column " + std::string(column) + " is set twice");
    columns_.push_back(item.column());
    (sql_.empty() ? sql_ : sql_.add(", ")).add(item.text());
    values_.add(item.values());
  }
  const SqlText& text() const noexcept { return sql_; }
  const AssignedValues& values() const noexcept { return values_; }

  /// Holds the values against the rules of the row's schema.
  /// @throws ValidationFailure with every rule that is broken
  template <class Row>
  const AssignmentList& checked() const {
    if constexpr (EntityOf<Row>::kHasRules) EntityOf<Row>::validate(values_);
    return *this;
  }
  /// Says that they stand where there are two rows, the one that is there and the new one.
  AssignmentList& qualify() {
    if (!sql_.empty()) sql_.qualify();
    return *this;
  }

 private:
  std::vector<std::string_view> columns_;
  SqlText sql_;
  AssignedValues values_;
};

/// @param value a value of the column, or what is written to it else
template <class Row, class What>
AssignedValues assigned(std::string_view column, const What& value) {
  AssignedValues values;
  if constexpr (EntityOf<typename RowOf<Row>::Type>::kHasRules) values.add(column, value);
  return values;
}

template <class Table, class V, Kind K, bool Nullable>
Assignment<Table, false> set_value(const Column<Table, V, K, Nullable>& column, const V& value) {
  SqlText sql;
  add_assignment(sql, column.name(), value, column.casts().value);
  return Assignment<Table, false>(column.name(), std::move(sql), assigned<Table>(column.name(), value));
}

template <class Table, class V, Kind K>
Assignment<Table, false> set_null(const Column<Table, V, K, true>& column) {
  return Assignment<Table, false>(column.name(), std::move(SqlText().add_generated(column.name()).add(" = NULL")),
                                  assigned<Table>(column.name(), Written::null));
}

/// @param value an expression
template <bool FromNew, class Table>
Assignment<Table, FromNew> set_expression(std::string_view column, const SqlText& value) {
  SqlText sql;
  sql.add_generated(column).add(" = ").add(value);
  return Assignment<Table, FromNew>(column, std::move(sql), assigned<Table>(column, Written::calculated));
}

}  // namespace detail

/// Sets a column to a value, where it may be NULL to `std::nullopt`, or to an expression of the columns of its table;
/// in an upsert also of the new row's, which `from_new` gives. A number becomes one of the column's type, rounded where
/// that is whole; one that does not fit is a `DataException`.
template <class Table, class V, Kind K, bool Nullable, class Right>
auto set(const Column<Table, V, K, Nullable>& column, const Right& right) {
  if constexpr (detail::AnExpression<Right>) {
    using Of = typename Right::Type::Of;
    constexpr bool numbers = detail::is_number(K) && detail::is_number(Right::Type::kKind);
    static_assert(numbers || std::is_same_v<V, typename Right::Type::Val>,
                  "a column is set to an expression of its own type");
    static_assert(detail::kWithin<Of, Tables<Table, detail::NewRow<Table>>>,
                  "a column is set to an expression of the columns of its own table");
    static_assert(!detail::kAggregates<Of>, "a row has no aggregate: set the column to `scalar` of a query");
    return detail::set_expression<!detail::kWithin<Of, Tables<Table>>, Table>(column.name(), right.text());
  } else if constexpr (std::is_same_v<Right, std::nullopt_t>) {
    static_assert(Nullable, "this column cannot be NULL");
    if constexpr (Nullable) return detail::set_null(column);
  } else if constexpr (detail::kIsOptional<Right>) {
    static_assert(Nullable, "this column cannot be NULL: set it to what the optional holds");
    if constexpr (Nullable)
      return right ? detail::set_value(column, detail::converted<V>(*right)) : detail::set_null(column);
  } else {
    return detail::set_value(column, detail::converted<V>(right));
  }
}

template <class Table, class V, Kind K, bool Nullable, class Right>
auto set(const ManagedColumn<Table, V, K, Nullable>& column, const Right& right) {
  static_assert(
      std::is_void_v<Right>,
      "nobody sets this column: the database generates it, or every update does (optimistic_lock, touch_on_update)");
  return set(static_cast<const Column<Table, V, K, Nullable>&>(column), right);
}

/// What a column has in the row that an upsert was to insert. By itself in an upsert: the column is set to that.
template <class Row, class V, Kind K, bool Nullable>
constexpr Column<detail::NewRow<Row>, V, K, Nullable> from_new(const Column<Row, V, K, Nullable>& column) noexcept {
  return {"EXCLUDED", column.name(), column.casts()};
}
template <class Row, class V, Kind K, bool Nullable>
constexpr ManagedColumn<detail::NewRow<Row>, V, K, Nullable> from_new(
    const ManagedColumn<Row, V, K, Nullable>& column) noexcept {
  return {"EXCLUDED", column.name(), column.casts()};
}

namespace detail {

template <class Row, class Item>
struct UpsertItem {
  static constexpr bool kFits = false;
};
template <class Row, bool FromNew>
struct UpsertItem<Row, Assignment<Row, FromNew>> {
  static constexpr bool kFits = true;
  static const Assignment<Row, FromNew>& assignment(const Assignment<Row, FromNew>& item) noexcept { return item; }
};
template <class Row, class V, Kind K, bool Nullable>
struct UpsertItem<Row, Column<NewRow<Row>, V, K, Nullable>> {
  static constexpr bool kFits = true;
  static Assignment<Row, true> assignment(const Column<NewRow<Row>, V, K, Nullable>& item) {
    return set_expression<true, Row>(item.name(), item.text());
  }
};

template <class Row, class... Item>
AssignmentList set_in_upsert(const Item&... items) {
  constexpr bool fits = (UpsertItem<Row, Item>::kFits && ...);
  static_assert(
      fits,
      "an upsert sets what a patch has, or what `set` and `from_new` say of columns of its table that can be set");
  AssignmentList list;
  if constexpr (fits) {
    (list.add(UpsertItem<Row, Item>::assignment(items)), ...);
    list.template checked<Row>();
  }
  return std::move(list.qualify());
}

}  // namespace detail
}  // namespace schemac::runtime
