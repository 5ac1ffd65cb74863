// Arithmetic of numbers, in PostgreSQL: what overflows there is an error there (`DataException`), and whole numbers
// divide as in C++. https://www.postgresql.org/docs/15/functions-math.html
#pragma once

#include <schemac/runtime/query/kind_operators.hpp>

namespace schemac::runtime {

namespace detail {

template <class T>
concept ANumber = AnExpression<T> && is_number(T::Type::kKind);

/// What numbers calculate with in another way: see calendar_operators.hpp.
template <class T>
concept CountedByNumbers = AnExpression<T> &&
    (T::Type::kKind == Kind::interval || T::Type::kKind == Kind::money || T::Type::kKind == Kind::date);

template <class Left, class Right>
auto arithmetic(const Left& left, Fragment symbol, const Right& right) {
  using T = typename Left::Type;
  SqlText sql("(");
  if constexpr (AnExpression<Right>) {
    using R = typename Right::Type;
    static_assert(std::is_same_v<typename T::Val, typename R::Val>,
                  "the two sides of this calculation are of different types");
    sql.add(infix(left, symbol, right).text()).add(")");
    return Expression < typename T::Val, T::kKind, T::kNullable || R::kNullable, Joined < typename T::Of,
           typename R::Of >> (std::move(sql));
  } else {
    sql.add(infix_value(left, symbol, converted<typename T::Val>(right), {}).text()).add(")");
    return Expression<typename T::Val, T::kKind, T::kNullable, typename T::Of>(std::move(sql));
  }
}

template <class Left, class Right>
auto arithmetic_of_value(const Left& left, Fragment symbol, const Right& right) {
  using T = typename Right::Type;
  SqlText sql("(");
  Value<typename T::Val>::bind(sql, converted<typename T::Val>(left));
  return Expression<typename T::Val, T::kKind, T::kNullable, typename T::Of>(
      std::move(sql.add(symbol).add(right.text()).add(")")));
}

}  // namespace detail

template <detail::ANumber Left, class Right>
requires(!detail::CountedByNumbers<Right>) auto operator+(const Left& left, const Right& right) {
  return detail::arithmetic(left, " + ", right);
}
template <detail::ANumber Left, class Right>
requires(!detail::CountedByNumbers<Right>) auto operator-(const Left& left, const Right& right) {
  return detail::arithmetic(left, " - ", right);
}
template <detail::ANumber Left, class Right>
requires(!detail::CountedByNumbers<Right>) auto operator*(const Left& left, const Right& right) {
  return detail::arithmetic(left, " * ", right);
}
template <detail::ANumber Left, class Right>
requires(!detail::CountedByNumbers<Right>) auto operator/(const Left& left, const Right& right) {
  return detail::arithmetic(left, " / ", right);
}
/// The same on the other side of 0.
template <detail::ANumber E>
auto operator-(const E& expression) {
  using T = typename E::Type;
  return Expression<typename T::Val, T::kKind, T::kNullable, typename T::Of>(
      std::move(SqlText("(- ").add(expression.text()).add(")")));
}

// `100 - column`, and so on: a value of the column's type before it.
template <detail::NoExpression Left, detail::ANumber Right>
auto operator+(const Left& left, const Right& right) {
  return detail::arithmetic_of_value(left, " + ", right);
}
template <detail::NoExpression Left, detail::ANumber Right>
auto operator-(const Left& left, const Right& right) {
  return detail::arithmetic_of_value(left, " - ", right);
}
template <detail::NoExpression Left, detail::ANumber Right>
auto operator*(const Left& left, const Right& right) {
  return detail::arithmetic_of_value(left, " * ", right);
}
template <detail::NoExpression Left, detail::ANumber Right>
auto operator/(const Left& left, const Right& right) {
  return detail::arithmetic_of_value(left, " / ", right);
}

}  // namespace schemac::runtime
