// What an UPDATE sets a column to: a value, or an expression of the row's own columns.
//
//   bookings.where(booking::status == BookingStatus::pending).update(set(booking::price, booking::price * 2));
#pragma once

#include <schemac/runtime/query/expression.hpp>

namespace schemac::runtime {

/// Made by `set`.
template <class Table>
class Assignment {
 public:
  explicit Assignment(SqlText sql) : sql_(std::move(sql)) {}
  const SqlText& text() const noexcept { return sql_; }

 private:
  SqlText sql_;
};

namespace detail {

/// Adds `column = $n`, behind a comma where something stands before it.
template <class V>
void add_assignment(SqlText& sql, std::string_view column, const V& value, std::string_view cast) {
  if (!sql.empty()) sql.add(", ");
  sql.add_generated(column).add(" = ");
  Value<V>::bind(sql, value);
  sql.add_generated(cast);
}

}  // namespace detail

/// Sets a column to a value, where it may be NULL to `std::nullopt`, or to an expression of the columns of its table.
template <class Table, class V, Kind K, bool Nullable, class Right>
Assignment<Table> set(const Column<Table, V, K, Nullable>& column, const Right& right) {
  SqlText sql;
  if constexpr (detail::AnExpression<Right>) {
    static_assert(std::is_same_v<V, typename Right::Type::Val>, "a column is set to an expression of its own type");
    static_assert(detail::kWithin<typename Right::Type::Of, Tables<Table>>,
                  "a column is set to an expression of the columns of its own table");
    sql.add_generated(column.name()).add(" = ").add(right.text());
  } else if constexpr (std::is_same_v<Right, std::nullopt_t>) {
    static_assert(Nullable, "this column cannot be NULL");
    sql.add_generated(column.name()).add(" = NULL");
  } else if constexpr (detail::kIsOptional<Right>) {
    static_assert(Nullable, "this column cannot be NULL: set it to what the optional holds");
    std::optional<V> value;
    if (right) value.emplace(detail::converted<V>(*right));
    detail::add_assignment(sql, column.name(), value, column.casts().value);
  } else {
    detail::add_assignment(sql, column.name(), detail::converted<V>(right), column.casts().value);
  }
  return Assignment<Table>(std::move(sql));
}

}  // namespace schemac::runtime
