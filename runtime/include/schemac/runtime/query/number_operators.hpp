// Arithmetic of numbers, in PostgreSQL: what overflows there is an error there (`DataException`), and whole numbers
// divide as in C++. https://www.postgresql.org/docs/15/functions-math.html
#pragma once

#include <schemac/runtime/query/kind_of.hpp>
#include <schemac/runtime/query/kind_operators.hpp>

namespace schemac::runtime {

namespace detail {

template <class T>
concept ANumber = AnExpression<T> && is_number(T::Type::kKind);

/// What numbers calculate with in another way: see calendar_operators.hpp.
template <class T>
concept CountedByNumbers = AnExpression<T> &&
    (T::Type::kKind == Kind::interval || T::Type::kKind == Kind::money || T::Type::kKind == Kind::date);

/// What two numbers of different types give: the wider of two whole ones or of two with a fraction, numeric of a whole
/// one and a numeric, and double precision of all else.
/// https://www.postgresql.org/docs/15/typeconv-oper.html
template <class Left, class Right>
struct CommonNumber {
  using Type = std::conditional_t<kIsWhole<Left> && kIsWhole<Right>,
                                  std::conditional_t<(sizeof(Left) < sizeof(Right)), Right, Left>, double>;
};
template <class T>
struct CommonNumber<T, T> {
  using Type = T;
};
template <class Left>
requires kIsWhole<Left>
struct CommonNumber<Left, Numeric> {
  using Type = Numeric;
};
template <class Right>
requires kIsWhole<Right>
struct CommonNumber<Numeric, Right> {
  using Type = Numeric;
};

template <class Left, class Right>
auto arithmetic(const Left& left, Fragment symbol, const Right& right) {
  using T = typename Left::Type;
  SqlText sql("(");
  if constexpr (AnExpression<Right>) {
    using R = typename Right::Type;
    static_assert(is_number(R::kKind), "the two sides of this calculation are of different types");
    using Common = typename CommonNumber<typename T::Val, typename R::Val>::Type;
    sql.add(infix(left, symbol, right).text()).add(")");
    return Expression < Common, kKindOf<Common>, T::kNullable || R::kNullable, Joined < typename T::Of,
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
