// Comparisons of an expression: with a value of its type, with an optional, with another expression, with the rows of a
// subquery. They hold or do not hold as in C++: `notes != "x"` holds where there are no notes.
#pragma once

#include <optional>
#include <schemac/runtime/query/condition.hpp>
#include <schemac/runtime/query/convert.hpp>
#include <schemac/runtime/query/kind.hpp>
#include <schemac/runtime/query/value.hpp>
#include <vector>

namespace schemac::runtime::detail {

/// The type of an expression.
template <class V, Kind K, bool Nullable, class Set>
struct Typed {
  using Val = V;
  static constexpr Kind kKind = K;
  static constexpr bool kNullable = Nullable;
  using Of = Set;
};

/// What stands behind placeholders and columns of a type, where the place alone does not say it; literals.
struct Casts {
  std::string_view value{};  ///< Behind a placeholder: `::public.role`.
  std::string_view array{};  ///< Behind one for many: `::public.role[]`.
  std::string_view read{};   ///< Behind the column in a select list: `::text`.
};

template <class T>
concept AnExpression = requires {
  typename T::Type::Val;
  typename T::Type::Of;
};

template <class T>
concept NoExpression = !AnExpression<T>;

/// An expression of one of these kinds.
template <class T, Kind... K>
concept AnExpressionOf = AnExpression<T> &&((T::Type::kKind == K) || ...);

template <class Left, class Right>
ConditionText infix(const Left& left, Fragment symbol, const Right& right) {
  SqlText sql(left.text());
  sql.add(symbol).add(right.text());
  return {std::move(sql), doubt_if(Left::Type::kNullable || Right::Type::kNullable)};
}

/// `left symbol $n`, with a value of any type.
template <class Left, class V>
ConditionText infix_value(const Left& left, Fragment symbol, const V& value, std::string_view cast) {
  SqlText sql(left.text());
  sql.add(symbol);
  Value<V>::bind(sql, value);
  sql.add_generated(cast);
  return {std::move(sql), doubt_if(Left::Type::kNullable)};
}

/// A value to compare with. A whole number that the other side cannot hold is compared all the same, as a wider one.
template <class Left, class Right>
SqlText compared_value(const Left& left, const Right& right) {
  using V = typename Left::Type::Val;
  SqlText sql;
  try {
    if constexpr (kIsWhole<V> && kIsWhole<Right> && sizeof(V) < sizeof(std::int64_t)) {
      if (!fits<V>(right)) {
        Value<std::int64_t>::bind(sql, converted<std::int64_t>(right));
        return sql;
      }
    }
    Value<V>::bind(sql, converted<V>(right));
  } catch (...) {
    rethrow_beside(left.text());
  }
  sql.add_generated(left.casts().value);
  return sql;
}

template <class Left, class Right>
ConditionText infix_compared(const Left& left, Fragment symbol, const Right& right) {
  return {std::move(SqlText(left.text()).add(symbol).add(compared_value(left, right))),
          doubt_if(Left::Type::kNullable)};
}

template <class Left>
ConditionText postfix(const Left& left, Fragment word) {
  return {SqlText(left.text()).add(word), Doubt::never};
}

/// The value that is compared with; its tables and type are checked here, so that a mistake is told at the call.
template <class Left, class Right>
constexpr void check_sides() {
  static_assert(
      is_comparable(Left::Type::kKind),
      "values of this column cannot be compared: PostgreSQL has no `=` for its type, or it is a secret (a hash "
      "is verified, a ciphertext found by its lookup)");
  if constexpr (AnExpression<Right>) {
    constexpr bool numbers = is_number(Left::Type::kKind) && is_number(Right::Type::kKind);
    static_assert(numbers || std::is_same_v<typename Left::Type::Val, typename Right::Type::Val>,
                  "the two sides of this comparison are of different types");
  }
}

template <class Left, class Right>
ConditionText equal(const Left& left, const Right& right) {
  check_sides<Left, Right>();
  if constexpr (AnExpression<Right>) {
    constexpr bool either = Left::Type::kNullable || Right::Type::kNullable;
    constexpr bool both = Left::Type::kNullable && Right::Type::kNullable;
    if constexpr (both) return {infix(left, " IS NOT DISTINCT FROM ", right).text(), Doubt::never};
    SqlText sql;
    sql.add_equal(left.text(), Left::Type::kNullable, right.text(), Right::Type::kNullable);
    return {std::move(sql), doubt_if(either)};
  } else if constexpr (std::is_same_v<Right, std::nullopt_t>) {
    static_assert(Left::Type::kNullable,
                  "this is never NULL, unless a left join misses it, which is_null() tells: it need not be compared "
                  "with nullopt");
    return postfix(left, " IS NULL");
  } else if constexpr (kIsOptional<Right>) {
    if (!right) return postfix(left, " IS NULL");
    return infix_compared(left, " = ", *right);
  } else {
    return infix_compared(left, " = ", right);
  }
}

template <class Left, class Right>
ConditionText unequal(const Left& left, const Right& right) {
  check_sides<Left, Right>();
  if constexpr (AnExpression<Right>) {
    constexpr bool either = Left::Type::kNullable || Right::Type::kNullable;
    if constexpr (either) return {infix(left, " IS DISTINCT FROM ", right).text(), Doubt::never};
    return {SqlText().add_unequal(left.text(), right.text()), Doubt::never};
  } else if constexpr (std::is_same_v<Right, std::nullopt_t>) {
    static_assert(Left::Type::kNullable,
                  "this is never NULL, unless a left join misses it, which is_null() tells: it need not be compared "
                  "with nullopt");
    return postfix(left, " IS NOT NULL");
  } else if constexpr (kIsOptional<Right>) {
    if (!right) return postfix(left, " IS NOT NULL");
    return unequal(left, *right);
  } else {
    if constexpr (Left::Type::kNullable)
      return {infix_compared(left, " IS DISTINCT FROM ", right).text(), Doubt::never};
    return {SqlText().add_unequal(left.text(), compared_value(left, right)), Doubt::never};
  }
}

template <class Left, class Right>
ConditionText compare(const Left& left, Fragment symbol, const Right& right) {
  check_sides<Left, Right>();
  if constexpr (AnExpression<Right>) {
    return infix(left, symbol, right);
  } else {
    static_assert(!kIsOptional<Right> && !std::is_same_v<Right, std::nullopt_t>,
                  "NULL is neither less nor greater than a value: compare with what the optional holds");
    return infix_compared(left, symbol, right);
  }
}

/// What a comparison with these sides is: a condition on the tables of those that are expressions as well.
template <class Set, class... Side>
struct ComparedOn {
  using Type = typename ConditionOn<Set>::Type;
};
template <class Set, class Side, class... More>
struct ComparedOn<Set, Side, More...> : ComparedOn<Set, More...> {};
template <class Set, AnExpression Side, class... More>
struct ComparedOn<Set, Side, More...> : ComparedOn<Joined<Set, typename Side::Type::Of>, More...> {};

template <class Left, class Right>
using ComparedCondition = typename ComparedOn<typename Left::Type::Of, Right>::Type;

template <class V>
struct WithoutNull {
  using Type = V;
};
template <class V>
struct WithoutNull<std::optional<V>> {
  using Type = V;
};

/// What further comparisons each expression has.
template <class Self, class T>
class Comparisons {
 public:
  /// One of these: one parameter however many there are, so that the statement stays the same.
  typename ConditionOn<typename T::Of>::Type in(const std::vector<typename T::Val>& values) const {
    check_sides<Self, int>();
    static_assert(T::kKind != Kind::array,
                  "PostgreSQL has no arrays of arrays: compare with one after another, by `==` and `||`");
    SqlText sql(self().text());
    sql.add(" = ANY(");
    Value<std::vector<typename T::Val>>::bind(sql, values);
    sql.add_generated(self().casts().array).add(")");
    return typename ConditionOn<typename T::Of>::Type(ConditionText(std::move(sql), doubt_if(T::kNullable)));
  }
  /// None of these, NULL among what is none of them.
  auto not_in(const std::vector<typename T::Val>& values) const { return !in(values); }

  /// Among the values that a query of one column gives, where NULL is none of them. Tables that the query does not read
  /// itself are those of the query around it.
  template <class Subquery>
  requires requires { typename Subquery::Selected; }
  auto in(const Subquery& query) const {
    check_sides<Self, int>();
    static_assert(std::is_same_v<typename WithoutNull<typename Subquery::Selected>::Type, typename T::Val>,
                  "the query gives values of another type than what is looked for, or several columns");
    SqlText sql(self().text());
    sql.add(" IN ").add_enclosed(query.subquery());
    using On = typename ConditionOn<Joined<typename T::Of, typename Subquery::Outer>>::Type;
    return On(ConditionText(std::move(sql), Doubt::maybe));
  }
  template <class Subquery>
  requires requires { typename Subquery::Selected; }
  auto not_in(const Subquery& query) const { return !in(query); }
  /// From the lower to the upper value, both included.
  auto between(const typename T::Val& lower, const typename T::Val& upper) const {
    return typename ConditionOn<typename T::Of>::Type(
        ConditionText::both(compare(self(), " >= ", lower), compare(self(), " <= ", upper)));
  }
  /// The same where a bound is an expression: `between(shop::opens, shop::closes)`.
  template <class Lower, class Upper>
  requires(AnExpression<Lower> || AnExpression<Upper>) typename ComparedOn<typename T::Of, Lower, Upper>::Type
      between(const Lower& lower, const Upper& upper) const {
    return (self() >= lower) && (self() <= upper);
  }

  auto is_null() const { return typename ConditionOn<typename T::Of>::Type(postfix(self(), " IS NULL")); }
  auto is_not_null() const { return typename ConditionOn<typename T::Of>::Type(postfix(self(), " IS NOT NULL")); }

 private:
  const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

}  // namespace schemac::runtime::detail

namespace schemac::runtime {

// Free functions, since a member template costs the compiler something for each column that there is.

template <detail::AnExpression Left, class Right>
detail::ComparedCondition<Left, Right> operator==(const Left& left, const Right& right) {
  return detail::ComparedCondition<Left, Right>(detail::equal(left, right));
}
template <detail::AnExpression Left, class Right>
detail::ComparedCondition<Left, Right> operator!=(const Left& left, const Right& right) {
  return detail::ComparedCondition<Left, Right>(detail::unequal(left, right));
}
template <detail::AnExpression Left, class Right>
detail::ComparedCondition<Left, Right> operator<(const Left& left, const Right& right) {
  return detail::ComparedCondition<Left, Right>(detail::compare(left, " < ", right));
}
template <detail::AnExpression Left, class Right>
detail::ComparedCondition<Left, Right> operator<=(const Left& left, const Right& right) {
  return detail::ComparedCondition<Left, Right>(detail::compare(left, " <= ", right));
}
template <detail::AnExpression Left, class Right>
detail::ComparedCondition<Left, Right> operator>(const Left& left, const Right& right) {
  return detail::ComparedCondition<Left, Right>(detail::compare(left, " > ", right));
}
template <detail::AnExpression Left, class Right>
detail::ComparedCondition<Left, Right> operator>=(const Left& left, const Right& right) {
  return detail::ComparedCondition<Left, Right>(detail::compare(left, " >= ", right));
}

// `5 < column`, and so on: the language turns round only what gives a bool.
template <detail::NoExpression Left, detail::AnExpression Right>
detail::ComparedCondition<Right, Left> operator==(const Left& left, const Right& right) {
  return right == left;
}
template <detail::NoExpression Left, detail::AnExpression Right>
detail::ComparedCondition<Right, Left> operator!=(const Left& left, const Right& right) {
  return right != left;
}
template <detail::NoExpression Left, detail::AnExpression Right>
detail::ComparedCondition<Right, Left> operator<(const Left& left, const Right& right) {
  return right > left;
}
template <detail::NoExpression Left, detail::AnExpression Right>
detail::ComparedCondition<Right, Left> operator<=(const Left& left, const Right& right) {
  return right >= left;
}
template <detail::NoExpression Left, detail::AnExpression Right>
detail::ComparedCondition<Right, Left> operator>(const Left& left, const Right& right) {
  return right < left;
}
template <detail::NoExpression Left, detail::AnExpression Right>
detail::ComparedCondition<Right, Left> operator>=(const Left& left, const Right& right) {
  return right <= left;
}

}  // namespace schemac::runtime
