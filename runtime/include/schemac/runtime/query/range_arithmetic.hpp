// What ranges have together, in common, and what one has that the other lacks.
// https://www.postgresql.org/docs/15/functions-range.html
#pragma once

#include <schemac/runtime/query/calculation.hpp>

namespace schemac::runtime {

namespace detail {

template <class T>
concept OfRange = AnExpressionOf<T, Kind::range, Kind::multirange>;

template <class Left, class Right>
auto of_ranges(const Left& left, Fragment symbol, const Right& right) {
  using V = typename Left::Type::Val;
  if constexpr (AnExpression<Right>)
    static_assert(std::is_same_v<typename Right::Type::Val, V>, "ranges are calculated with ranges of their type");
  else
    static_assert(std::is_convertible_v<const Right&, V>, "ranges are calculated with ranges of their type");
  return calculated<V, Left::Type::kKind, V, V>(left, symbol, right);
}

}  // namespace detail

/// All that is in either. Of two ranges that do not touch it is an error in PostgreSQL (`DataException`).
template <detail::OfRange Left, class Right>
auto operator+(const Left& left, const Right& right) {
  return detail::of_ranges(left, " + ", right);
}
/// What both have.
template <detail::OfRange Left, class Right>
auto operator*(const Left& left, const Right& right) {
  return detail::of_ranges(left, " * ", right);
}
/// What the right one lacks. Of ranges it is an error in PostgreSQL where two pieces would be left (`DataException`).
template <detail::OfRange Left, class Right>
auto operator-(const Left& left, const Right& right) {
  return detail::of_ranges(left, " - ", right);
}

}  // namespace schemac::runtime
