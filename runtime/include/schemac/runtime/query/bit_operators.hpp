// The remainder of a division, and operators on the bits of whole numbers and of bit strings. In C++ `&`, `|` and `^`
// bind less than comparisons: they stand in parentheses beside one.
// https://www.postgresql.org/docs/15/functions-math.html, https://www.postgresql.org/docs/15/functions-bitstring.html
#pragma once

#include <schemac/runtime/query/calculation.hpp>
#include <schemac/runtime/query/number_operators.hpp>

namespace schemac::runtime {

namespace detail {
template <class T>
concept OfBits = AnExpressionOf<T, Kind::integer, Kind::bits>;
}  // namespace detail

/// What a division leaves; its sign is that of the left side.
template <detail::AnExpressionOf<Kind::integer, Kind::numeric> Left, class Right>
auto operator%(const Left& left, const Right& right) {
  if constexpr (detail::AnExpressionOf<Right, Kind::integer, Kind::numeric>)
    return detail::arithmetic(left, " % ", right);
  else
    return detail::calculated_alike(left, left, " % ", right);
}
/// Bit strings have to be of one length: else it is an error in PostgreSQL (`DataException`).
template <detail::OfBits Left, class Right>
auto operator&(const Left& left, const Right& right) {
  return detail::calculated_alike(left, left, " & ", right);
}
template <detail::OfBits Left, class Right>
auto operator|(const Left& left, const Right& right) {
  return detail::calculated_alike(left, left, " | ", right);
}
/// Either, not both.
template <detail::OfBits Left, class Right>
auto operator^(const Left& left, const Right& right) {
  return detail::calculated_alike(left, left, " # ", right);
}
template <detail::OfBits E>
auto operator~(const E& expression) {
  using T = typename E::Type;
  return Expression<typename T::Val, T::kKind, T::kNullable, typename T::Of>(
      std::move(SqlText("(~ ").add(expression.text()).add(")")), expression.casts());
}

namespace detail {
template <class Left, class Right>
auto shifted(const Left& left, Fragment symbol, const Right& places) {
  using T = typename Left::Type;
  static_assert(kIsWhole<typename Operand<Right>::Val>, "bits are shifted by a whole number");
  return calculated<typename T::Val, T::kKind, typename T::Val, std::int32_t>(left, symbol, places, {}, left.casts());
}
}  // namespace detail

template <detail::OfBits Left, class Right>
auto operator<<(const Left& left, const Right& places) {
  return detail::shifted(left, " << ", places);
}
template <detail::OfBits Left, class Right>
auto operator>>(const Left& left, const Right& places) {
  return detail::shifted(left, " >> ", places);
}

}  // namespace schemac::runtime
