// What operators between two operands are made of, of which one may be a value: `(left symbol right)`. NULL on either
// side gives NULL.
#pragma once

#include <schemac/runtime/query/expression.hpp>
#include <schemac/runtime/query/kind_of.hpp>

namespace schemac::runtime::detail {

/// One side of a calculation: a value.
template <class T>
struct Operand {
  using Val = std::decay_t<T>;
  using Of = Tables<>;
  static constexpr bool kNullable = false;
};
template <AnExpression T>
struct Operand<T> {
  using Val = typename T::Type::Val;
  using Of = typename T::Type::Of;
  static constexpr bool kNullable = T::Type::kNullable;
};

template <class Side>
inline constexpr bool kMayBeNull =
    AnExpression<Side> ? false : kIsOptional<Side> || std::is_same_v<Side, std::nullopt_t>;

/// @tparam V as what a value is sent
template <class V, class Side>
void add_operand(SqlText& sql, const Side& side, std::string_view cast) {
  if constexpr (AnExpression<Side>) {
    sql.add(side.text());
  } else {
    Value<V>::bind(sql, converted<V>(side));
    sql.add_generated(cast);
  }
}

/// @tparam V, K what comes of it, @tparam LeftV, RightV as what a value on that side is sent
/// @param cast behind a value, @param casts of the result
template <class V, Kind K, class LeftV, class RightV, class Left, class Right>
auto calculated(const Left& left, Fragment symbol, const Right& right, std::string_view cast = {}, Casts casts = {}) {
  static_assert(!kMayBeNull<Left> && !kMayBeNull<Right>,
                "what is calculated with NULL is NULL: calculate with what the optional holds");
  SqlText sql("(");
  add_operand<LeftV>(sql, left, cast);
  add_operand<RightV>(sql.add(symbol), right, cast);
  constexpr bool nullable = Operand<Left>::kNullable || Operand<Right>::kNullable;
  using Of = Joined<typename Operand<Left>::Of, typename Operand<Right>::Of>;
  return Expression<V, K, nullable, Of>(std::move(sql.add(")")), casts);
}

/// Of two sides of one type, which is also that of the result. `On` is the one that is an expression.
template <class On, class Left, class Right>
auto calculated_alike(const On& on, const Left& left, Fragment symbol, const Right& right) {
  using T = typename On::Type;
  using V = typename T::Val;
  if constexpr (AnExpression<Left> && AnExpression<Right>)
    static_assert(std::is_same_v<typename Left::Type::Val, typename Right::Type::Val>,
                  "the two sides of this calculation are of different types");
  return calculated<V, T::kKind, V, V>(left, symbol, right, on.casts().value, on.casts());
}

}  // namespace schemac::runtime::detail
