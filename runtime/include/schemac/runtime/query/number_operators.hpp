// Arithmetic of numbers, in PostgreSQL: what overflows there is an error there (`DataException`), and whole numbers
// divide as in C++. https://www.postgresql.org/docs/15/functions-math.html
#pragma once

#include <schemac/runtime/query/kind_operators.hpp>

namespace schemac::runtime {

namespace detail {

template <class T>
concept ANumber = AnExpression<T> && is_number(T::Type::kKind);

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

}  // namespace detail

template <detail::ANumber Left, class Right>
auto operator+(const Left& left, const Right& right) {
  return detail::arithmetic(left, " + ", right);
}
template <detail::ANumber Left, class Right>
auto operator-(const Left& left, const Right& right) {
  return detail::arithmetic(left, " - ", right);
}
template <detail::ANumber Left, class Right>
auto operator*(const Left& left, const Right& right) {
  return detail::arithmetic(left, " * ", right);
}
template <detail::ANumber Left, class Right>
auto operator/(const Left& left, const Right& right) {
  return detail::arithmetic(left, " / ", right);
}

}  // namespace schemac::runtime
