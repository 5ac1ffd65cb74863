// Aggregates that gather values instead of counting them, and a query as a value.
// https://www.postgresql.org/docs/15/functions-aggregate.html
#pragma once

#include <schemac/runtime/query/calculation.hpp>
#include <schemac/runtime/query/functions.hpp>
#include <schemac/runtime/query/results.hpp>
#include <string>
#include <vector>

namespace schemac::runtime {

namespace detail {

template <class Set, class... Item>
struct WithOrders {
  using Type = Set;
};
template <class Set, class First, class... Rest>
struct WithOrders<Set, First, Rest...> {
  using Type = typename WithOrders<Joined<Set, typename First::Of>, Rest...>::Type;
};

/// `ORDER BY` within an aggregate, by columns and expressions or what `asc` and `desc` make of them.
template <class... Item>
void add_orders(SqlText& sql, const Item&... items) {
  Fragment separator = " ORDER BY ";
  const auto add_part = [&](const OrderText& part) {
    sql.add(separator).add(part.expression).add_generated(part.direction).add_generated(part.nulls);
    separator = ", ";
  };
  [[maybe_unused]] const auto add = [&](const auto& item) {
    if constexpr (AnExpression<std::decay_t<decltype(item)>>)
      add_part(item.asc().part());
    else
      add_part(item.part());
  };
  (add(items), ...);
}

/// The tables of an expression whose values become elements of an array.
template <class E, class Set>
struct WithElements;
template <class E, class... Table>
struct WithElements<E, Tables<Table...>> {
  using Type = Tables<Table..., ElementsOf<Table>...>;
};
template <class E, class... Table>
requires kCertain<E>
struct WithElements<E, Tables<Table...>> {
  using Type = Tables<Table...>;
};

template <class Res>
inline constexpr bool kIsValue = false;
template <class V>
inline constexpr bool kIsValue<Projection<V, V>> = true;

/// `array_agg(…`, without what closes it.
template <class E, class... Ordered>
SqlText begin_array(const E& expression, const Ordered&... order) {
  static_assert(E::Type::kKind != Kind::array, "an array of arrays has no place in a vector");
  SqlText sql("array_agg(");
  sql.add(expression.text()).add_generated(expression.casts().read);
  add_orders(sql, order...);
  return sql;
}

template <class T>
inline constexpr Kind kArrayKind = is_comparable(T::kKind) ? Kind::array : Kind::opaque;

}  // namespace detail

/// All values, in an order where one is said: `array_agg(booking::reference, booking::created_at.desc())`. NULL where
/// there is no row. Of a table that a left join may miss, elements are what `coalesce` gives.
template <detail::AnExpression E, class... Ordered>
auto array_agg(const E& expression, const Ordered&... order) {
  using T = typename E::Type;
  static_assert(!T::kNullable,
                "elements that may be NULL have no place in a vector: say `coalesce` or `array_agg_not_null`");
  using Elements = typename detail::WithElements<E, typename T::Of>::Type;
  using Of = typename detail::WithOrders<Elements, Ordered...>::Type;
  return Aggregate<std::vector<typename T::Val>, detail::kArrayKind<T>, true, Of>(
      std::move(detail::begin_array(expression, order...).add(")")), detail::Casts{expression.casts().array, {}, {}});
}

/// The values that there are, without those that are NULL or that a left join misses. NULL where there is none.
template <detail::AnExpression E, class... Ordered>
auto array_agg_not_null(const E& expression, const Ordered&... order) {
  using T = typename E::Type;
  using Of = typename detail::WithOrders<typename T::Of, Ordered...>::Type;
  SqlText sql = detail::begin_array(expression, order...);
  sql.add(") FILTER (WHERE ").add(expression.text()).add(" IS NOT NULL");
  return FilteredAggregate<std::vector<typename T::Val>, detail::kArrayKind<T>, true, Of>(
      sql, detail::Casts{expression.casts().array, {}, {}});
}

/// All texts, one after another, with a separator between; those that are NULL are left out. NULL where there is none.
template <detail::AnExpressionOf<Kind::text> E, class... Ordered>
auto string_agg(const E& expression, std::string_view separator, const Ordered&... order) {
  SqlText sql("string_agg(");
  Value<std::string>::bind(sql.add(expression.text()).add("::text, "), std::string(separator));
  detail::add_orders(sql.add("::text"), order...);
  using Of = typename detail::WithOrders<typename E::Type::Of, Ordered...>::Type;
  return Aggregate<std::string, Kind::text, true, Of>(std::move(sql.add(")")));
}

/// Whether a condition holds for every row, or for one of them; NULL where there is no row. What speaks of a table that
/// a left join misses does not hold there, unless it asks for that: `filter` leaves such rows out.
template <detail::Conditional C>
auto bool_and(const C& condition) {
  SqlText sql("bool_and(");
  sql.add(detail::to_condition(condition).value()).add(")");
  return Aggregate<bool, Kind::boolean, true, typename C::Of>(std::move(sql));
}
template <detail::Conditional C>
auto bool_or(const C& condition) {
  SqlText sql("bool_or(");
  sql.add(detail::to_condition(condition).value()).add(")");
  return Aggregate<bool, Kind::boolean, true, typename C::Of>(std::move(sql));
}

/// The one value that a query of one column and at most one row gives, to be compared, selected or calculated with:
/// `booking::price > scalar(from<Booking>().select(avg(booking::price)))`. NULL where there is no row; of several rows
/// it is an error in PostgreSQL (SQLSTATE 21000). The query's conditions may speak of the tables of the query around
/// it.
template <class Q>
requires requires { typename Q::Selected; }
auto scalar(const Q& query) {
  using V = typename detail::WithoutNull<typename Q::Selected>::Type;
  static_assert(detail::kIsValue<typename Q::Rows>, "a query is a value that selects one expression");
  return Expression<V, detail::kKindOf<V>, true, typename Q::Outer>(
      std::move(SqlText().add_enclosed(query.subquery())));
}

}  // namespace schemac::runtime
