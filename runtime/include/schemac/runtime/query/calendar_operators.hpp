// Arithmetic of dates, times, intervals and money. PostgreSQL has no operator for what is not here, and neither has
// this for what would depend on the session's time zone (a timestamp and one with time zone).
// https://www.postgresql.org/docs/15/functions-datetime.html, https://www.postgresql.org/docs/15/datatype-money.html
//
//   bookings.where(booking::created_at + Interval{.days = 7} < now())
#pragma once

#include <schemac/runtime/date_time.hpp>
#include <schemac/runtime/interval.hpp>
#include <schemac/runtime/money.hpp>
#include <schemac/runtime/numeric.hpp>
#include <schemac/runtime/query/calculation.hpp>

namespace schemac::runtime {

/// What can be taken out of a date, a time or an interval. https://www.postgresql.org/docs/15/functions-datetime.html
enum class TimeField : std::uint8_t {
  century,
  day,
  decade,
  dow,  ///< The day of the week from Sunday, 0.
  doy,
  epoch,  ///< Seconds since 1970, or of an interval.
  hour,
  isodow,  ///< The day of the week from Monday, 1.
  isoyear,
  microseconds,
  millennium,
  milliseconds,
  minute,
  month,
  quarter,
  second,
  week,
  year,
};

namespace detail {

void add_field(SqlText& sql, TimeField field);

// Numbers as sides of a calculation: those that fit an integer of SQL, larger ones, and those with a fraction.
struct Whole {};
struct Large {};
struct Fraction {};

template <class T, class V>
struct CalendarSide {
  using Type = V;
};
template <class T, class V>
requires kIsWhole<V>
struct CalendarSide<T, V> {
  using Type = std::conditional_t<AnExpression<T> && sizeof(V) == 8, Large, Whole>;  // a value is checked as it is sent
};
template <class T, class V>
requires std::is_floating_point_v<V>
struct CalendarSide<T, V> {
  using Type = Fraction;
};

/// What an operator gives, and as what a number on its side is sent.
template <class V, class N = void>
struct Gives {
  using Type = V;
  using Number = N;
};
template <char Operator, class Left, class Right>
struct Calendar : Gives<void> {};

template <>
struct Calendar<'+', Date, Whole> : Gives<Date, std::int32_t> {};
template <>
struct Calendar<'-', Date, Whole> : Gives<Date, std::int32_t> {};
template <>
struct Calendar<'-', Date, Date> : Gives<std::int32_t> {};
template <>
struct Calendar<'+', Date, Time> : Gives<Timestamp> {};
template <>
struct Calendar<'+', Date, TimeTz> : Gives<TimestampTz> {};
template <>
struct Calendar<'+', Date, Interval> : Gives<Timestamp> {};
template <>
struct Calendar<'-', Date, Interval> : Gives<Timestamp> {};
template <>
struct Calendar<'-', Time, Time> : Gives<Interval> {};
template <>
struct Calendar<'-', Timestamp, Timestamp> : Gives<Interval> {};
template <>
struct Calendar<'-', TimestampTz, TimestampTz> : Gives<Interval> {};
template <>
struct Calendar<'+', Time, Interval> : Gives<Time> {};
template <>
struct Calendar<'-', Time, Interval> : Gives<Time> {};
template <>
struct Calendar<'+', TimeTz, Interval> : Gives<TimeTz> {};
template <>
struct Calendar<'-', TimeTz, Interval> : Gives<TimeTz> {};
template <>
struct Calendar<'+', Timestamp, Interval> : Gives<Timestamp> {};
template <>
struct Calendar<'-', Timestamp, Interval> : Gives<Timestamp> {};
template <>
struct Calendar<'+', TimestampTz, Interval> : Gives<TimestampTz> {};
template <>
struct Calendar<'-', TimestampTz, Interval> : Gives<TimestampTz> {};
template <>
struct Calendar<'+', Interval, Interval> : Gives<Interval> {};
template <>
struct Calendar<'-', Interval, Interval> : Gives<Interval> {};
template <>
struct Calendar<'+', Money, Money> : Gives<Money> {};
template <>
struct Calendar<'-', Money, Money> : Gives<Money> {};
template <>
struct Calendar<'/', Money, Money> : Gives<double> {};

// By a number: an interval by any, money by all but a numeric, of which PostgreSQL would make a double.
template <class N>
concept Factor = std::is_same_v<N, Whole> || std::is_same_v<N, Large> || std::is_same_v<N, Fraction>;
template <Factor N>
struct Calendar<'*', Interval, N> : Gives<Interval, double> {};
template <Factor N>
struct Calendar<'/', Interval, N> : Gives<Interval, double> {};
template <>
struct Calendar<'*', Interval, Numeric> : Gives<Interval, Numeric> {};
template <>
struct Calendar<'/', Interval, Numeric> : Gives<Interval, Numeric> {};
template <Factor N>
using MoneyFactor = std::conditional_t<std::is_same_v<N, Fraction>, double, std::int64_t>;
template <Factor N>
struct Calendar<'*', Money, N> : Gives<Money, MoneyFactor<N>> {};
template <Factor N>
struct Calendar<'/', Money, N> : Gives<Money, MoneyFactor<N>> {};

// The other way round.
template <class Left>
concept AnInstant = std::is_same_v<Left, Date> || std::is_same_v<Left, Time> || std::is_same_v<Left, TimeTz> ||
    std::is_same_v<Left, Timestamp> || std::is_same_v<Left, TimestampTz>;
template <AnInstant Right>
struct Calendar<'+', Interval, Right> : Calendar<'+', Right, Interval> {};
template <>
struct Calendar<'+', Whole, Date> : Calendar<'+', Date, Whole> {};
template <>
struct Calendar<'+', Time, Date> : Calendar<'+', Date, Time> {};
template <>
struct Calendar<'+', TimeTz, Date> : Calendar<'+', Date, TimeTz> {};
template <Factor N>
struct Calendar<'*', N, Interval> : Calendar<'*', Interval, N> {};
template <>
struct Calendar<'*', Numeric, Interval> : Calendar<'*', Interval, Numeric> {};
template <Factor N>
struct Calendar<'*', N, Money> : Calendar<'*', Money, N> {};

template <class T>
concept OfCalendar = AnExpressionOf<T, Kind::date, Kind::time, Kind::timestamp, Kind::interval, Kind::money>;

template <char Operator, class Left, class Right>
auto calendar(const Left& left, Fragment symbol, const Right& right) {
  using LeftV = typename Operand<Left>::Val;
  using RightV = typename Operand<Right>::Val;
  using Found =
      Calendar<Operator, typename CalendarSide<Left, LeftV>::Type, typename CalendarSide<Right, RightV>::Type>;
  using Result = typename Found::Type;
  constexpr bool exists = !std::is_void_v<Result>;
  static_assert(exists, "there is no such calculation between values of these types in PostgreSQL");
  if constexpr (exists) {
    constexpr bool left_number = kIsWhole<LeftV> || std::is_floating_point_v<LeftV>;
    constexpr bool right_number = kIsWhole<RightV> || std::is_floating_point_v<RightV>;
    using LeftSent = std::conditional_t<left_number, typename Found::Number, LeftV>;
    using RightSent = std::conditional_t<right_number, typename Found::Number, RightV>;
    return calculated<Result, kKindOf<Result>, LeftSent, RightSent>(left, symbol, right);
  }
}

}  // namespace detail

template <detail::OfCalendar Left, class Right>
auto operator+(const Left& left, const Right& right) {
  return detail::calendar<'+'>(left, " + ", right);
}
template <detail::OfCalendar Left, class Right>
auto operator-(const Left& left, const Right& right) {
  return detail::calendar<'-'>(left, " - ", right);
}
template <detail::OfCalendar Left, class Right>
auto operator*(const Left& left, const Right& right) {
  return detail::calendar<'*'>(left, " * ", right);
}
template <detail::OfCalendar Left, class Right>
auto operator/(const Left& left, const Right& right) {
  return detail::calendar<'/'>(left, " / ", right);
}

// A value or a number before them.
template <class Left, detail::OfCalendar Right>
requires(!detail::OfCalendar<Left>) auto operator+(const Left& left, const Right& right) {
  return detail::calendar<'+'>(left, " + ", right);
}
template <class Left, detail::OfCalendar Right>
requires(!detail::OfCalendar<Left>) auto operator-(const Left& left, const Right& right) {
  return detail::calendar<'-'>(left, " - ", right);
}
template <class Left, detail::OfCalendar Right>
requires(!detail::OfCalendar<Left>) auto operator*(const Left& left, const Right& right) {
  return detail::calendar<'*'>(left, " * ", right);
}

/// The opposite interval.
template <detail::AnExpressionOf<Kind::interval> E>
auto operator-(const E& expression) {
  using T = typename E::Type;
  return Expression<Interval, Kind::interval, T::kNullable, typename T::Of>(
      std::move(SqlText("(- ").add(expression.text()).add(")")));
}

/// A part of a date, a time, a timestamp (in the session's time zone where it has one) or an interval. Of what may be
/// infinite, which since PostgreSQL 17 an interval may, it is NULL there for a part that comes again and again, as an
/// hour does. A part that the type does not have is an error in PostgreSQL (`FeatureNotSupported`).
template <detail::AnExpressionOf<Kind::date, Kind::time, Kind::timestamp, Kind::interval> E>
auto extract(TimeField field, const E& expression) {
  using T = typename E::Type;
  SqlText sql("extract(");
  detail::add_field(sql, field);
  sql.add(" FROM ").add(expression.text()).add(")");
  constexpr bool nullable = T::kNullable || T::kKind != Kind::time;
  return Expression<Numeric, Kind::numeric, nullable, typename T::Of>(std::move(sql));
}

}  // namespace schemac::runtime
