// One after another: texts, bytes, bits, arrays, and the members of JSON objects; and how long bytes and bits are.
// https://www.postgresql.org/docs/15/functions-string.html,
// https://www.postgresql.org/docs/15/functions-binarystring.html
#pragma once

#include <schemac/runtime/query/calculation.hpp>

namespace schemac::runtime {

namespace detail {

template <class T>
concept Concatenable = AnExpressionOf<T, Kind::text, Kind::bytes, Kind::bits, Kind::array, Kind::jsonb>;

template <class On, class Left, class Right>
auto concatenated(const On& on, const Left& left, const Right& right) {
  using T = typename On::Type;
  using V = typename T::Val;
  if constexpr (AnExpression<Left> && AnExpression<Right>)
    static_assert(std::is_same_v<typename Left::Type::Val, typename Right::Type::Val>,
                  "the two sides are of different types, and do not make one");
  if constexpr (T::kKind == Kind::text)  // of which type a text is, makes no difference to what comes of two
    return calculated<V, T::kKind, V, V>(left, " || ", right, "::text");
  else if constexpr (T::kKind == Kind::jsonb)
    return calculated<V, T::kKind, V, V>(left, " || ", right, "::jsonb");
  else
    return calculated<V, T::kKind, V, V>(left, " || ", right, on.casts().value, on.casts());
}

}  // namespace detail

template <detail::Concatenable Left, class Right>
auto operator+(const Left& left, const Right& right) {
  return detail::concatenated(left, left, right);
}
template <detail::NoExpression Left, detail::Concatenable Right>
auto operator+(const Left& left, const Right& right) {
  return detail::concatenated(right, left, right);
}

/// How many bytes, or bits.
template <detail::AnExpressionOf<Kind::bytes, Kind::bits> E>
auto length(const E& expression) {
  using T = typename E::Type;
  return Expression<std::int32_t, Kind::integer, T::kNullable, typename T::Of>(
      std::move(SqlText("length").add_enclosed(expression.text())));
}

}  // namespace schemac::runtime
