// Functions of PostgreSQL that are no operators of one type: aggregates, `coalesce`, the time.
// https://www.postgresql.org/docs/15/functions-aggregate.html
#pragma once

#include <cstdint>
#include <schemac/runtime/query/calculation.hpp>
#include <schemac/runtime/query/expression.hpp>
#include <schemac/runtime/query/operators.hpp>

namespace schemac::runtime {

class Numeric;
struct Cidr;
struct TimestampTz;

namespace detail {

/// The type of a sum: PostgreSQL adds up in a wider one. https://www.postgresql.org/docs/15/functions-aggregate.html
template <class V>
struct SumOf {
  using Type = V;
};
template <>
struct SumOf<std::int16_t> {
  using Type = std::int64_t;
};
template <>
struct SumOf<std::int32_t> {
  using Type = std::int64_t;
};
template <>
struct SumOf<std::int64_t> {
  using Type = Numeric;
};
template <class V>
struct AverageOf {
  using Type =
      std::conditional_t<std::is_integral_v<V>, Numeric, std::conditional_t<std::is_same_v<V, float>, double, V>>;
};
template <class V, Kind K>
inline constexpr Kind kSumKind = std::is_same_v<V, Numeric> ? Kind::numeric : K;

/// `min` or `max`. Of cidr they are those of inet, which gives an inet.
template <class E>
auto extreme(Fragment function, const E& expression) {
  static_assert(has_least(E::Type::kKind), "PostgreSQL has no min and max of this type");
  SqlText sql(function);
  sql.add_enclosed(expression.text());
  if constexpr (std::is_same_v<typename E::Type::Val, Cidr>) sql.add("::cidr");
  return sql;
}

template <class E>
SqlText call(Fragment function, const E& expression) {
  SqlText sql(function);
  return std::move(sql.add_enclosed(expression.text()));
}

}  // namespace detail

namespace detail {
template <class Set>
struct OfAggregate {
  static_assert(!kAggregates<Set>, "there is no aggregate of an aggregate: select the inner one in a query of its own");
  using Type = Joined<Set, Tables<OverGroups>>;
};
template <class V, Kind K, bool Nullable, class Set>
using AggregateBase = Expression<V, K, Nullable, typename OfAggregate<Set>::Type>;
}  // namespace detail

/// An aggregate over those rows alone that fulfil a condition, and another where `filter` gives one.
template <class V, Kind K, bool Nullable, class Set>
class FilteredAggregate : public detail::AggregateBase<V, K, Nullable, Set> {
 public:
  /// For the runtime: @param sql `…) FILTER (WHERE …`, without what closes it
  explicit FilteredAggregate(const SqlText& sql, detail::Casts casts = {})
      : detail::AggregateBase<V, K, Nullable, Set>(std::move(SqlText(sql).add(")")), casts), open_(sql) {}
  static constexpr bool kCertain = !Nullable;
  template <detail::Conditional C>
  auto filter(const C& condition) const {
    SqlText sql(open_);
    sql.add(" AND ").add_enclosed(detail::to_condition(condition).text());
    return FilteredAggregate<V, K, Nullable, detail::Joined<Set, typename C::Of>>(sql, this->casts());
  }

 private:
  SqlText open_;
};

/// An aggregate over all rows, or over those alone that fulfil a condition, where `filter` gives one.
template <class V, Kind K, bool Nullable, class Set>
class Aggregate : public detail::AggregateBase<V, K, Nullable, Set> {
  using Base = detail::AggregateBase<V, K, Nullable, Set>;

 public:
  using Base::Base;
  static constexpr bool kCertain = !Nullable;  // of no row it is something else than NULL
  template <detail::Conditional C>
  auto filter(const C& condition) const {
    SqlText sql(this->text());
    sql.add(" FILTER (WHERE ").add_enclosed(detail::to_condition(condition).text());
    return FilteredAggregate<V, K, Nullable, detail::Joined<Set, typename C::Of>>(sql, this->casts());
  }
};

/// How many rows.
inline auto count() { return Aggregate<std::int64_t, Kind::integer, false, Tables<>>(SqlText("count(*)")); }
/// How many rows where it is not NULL.
template <detail::AnExpression E>
auto count(const E& expression) {
  return Aggregate<std::int64_t, Kind::integer, false, typename E::Type::Of>(detail::call("count", expression));
}
/// How many different values there are.
template <detail::AnExpression E>
auto count_distinct(const E& expression) {
  static_assert(detail::is_comparable(E::Type::kKind), "values of this type cannot be told apart");
  SqlText sql("count(DISTINCT ");
  return Aggregate<std::int64_t, Kind::integer, false, typename E::Type::Of>(
      std::move(sql.add(expression.text()).add(")")));
}

/// NULL where there is no row. Of whole numbers it is of the next wider type.
template <detail::AnExpression E>
auto sum(const E& expression) {
  static_assert(detail::can_be_summed(E::Type::kKind), "only numbers, money and intervals can be added up");
  using V = typename detail::SumOf<typename E::Type::Val>::Type;
  return Aggregate<V, detail::kSumKind<V, E::Type::kKind>, true, typename E::Type::Of>(detail::call("sum", expression));
}
/// NULL where there is no row. Of whole numbers it is a numeric.
template <detail::AnExpression E>
auto avg(const E& expression) {
  static_assert(detail::can_be_summed(E::Type::kKind) && E::Type::kKind != Kind::money,
                "only numbers and intervals have an average");
  using V = typename detail::AverageOf<typename E::Type::Val>::Type;
  return Aggregate<V, detail::kSumKind<V, E::Type::kKind>, true, typename E::Type::Of>(detail::call("avg", expression));
}
/// NULL where there is no row.
template <detail::AnExpression E>
auto min(const E& expression) {
  return Aggregate<typename E::Type::Val, E::Type::kKind, true, typename E::Type::Of>(
      detail::extreme("min", expression), expression.casts());
}
template <detail::AnExpression E>
auto max(const E& expression) {
  return Aggregate<typename E::Type::Val, E::Type::kKind, true, typename E::Type::Of>(
      detail::extreme("max", expression), expression.casts());
}

/// What is not NULL even where a left join misses its tables.
template <class V, Kind K, class Set>
class Certain : public Expression<V, K, false, Set> {
 public:
  using Expression<V, K, false, Set>::Expression;
  static constexpr bool kCertain = true;
};

namespace detail {

/// The tables of some operands, beside those of `Set`.
template <class Set, class... Side>
struct OfAll {
  using Type = Set;
};
template <class Set, class First, class... Rest>
struct OfAll<Set, First, Rest...> {
  using Type = typename OfAll<Joined<Set, typename Operand<First>::Of>, Rest...>::Type;
};

template <class... Side>
inline constexpr bool kEndsWithValue = (..., !AnExpression<Side>);

}  // namespace detail

/// The first of these that is not NULL: expressions of one type, and a value at the end where one is said.
template <detail::AnExpression E, class... Next>
requires(sizeof...(Next) != 0) auto coalesce(const E& expression, const Next&... next) {
  using T = typename E::Type;
  using V = typename T::Val;
  constexpr bool certain = detail::kEndsWithValue<Next...>;
  static_assert(((!detail::AnExpression<Next> || std::is_same_v<typename detail::Operand<Next>::Val, V>)&&...),
                "what coalesce chooses from is of one type");
  static_assert((0 + ... + static_cast<int>(!detail::AnExpression<Next>)) == static_cast<int>(certain),
                "behind a value, which is not NULL, nothing is looked at");
  SqlText sql("coalesce(");
  sql.add(expression.text());
  (detail::add_operand<V>(sql.add(", "), next, expression.casts().value), ...);
  sql.add(")");
  using Of = typename detail::OfAll<typename T::Of, Next...>::Type;
  if constexpr (certain) {
    return Certain<V, T::kKind, Of>(std::move(sql), expression.casts());
  } else {
    constexpr bool nullable = T::kNullable && (detail::Operand<Next>::kNullable && ...);
    return Expression<V, T::kKind, nullable, Of>(std::move(sql), expression.casts());
  }
}

/// Whether a condition holds, as a value: to be selected, ordered or grouped by.
template <detail::Conditional C>
auto holds(const C& condition) {
  return Certain<bool, Kind::boolean, typename C::Of>(SqlText().add_enclosed(detail::to_condition(condition).value()));
}

/// When the transaction began.
inline auto now() { return Expression<TimestampTz, Kind::timestamp, false, Tables<>>(SqlText("now()")); }

}  // namespace schemac::runtime
