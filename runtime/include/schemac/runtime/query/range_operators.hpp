// Operators of ranges and multiranges. https://www.postgresql.org/docs/15/functions-range.html
#pragma once

#include <schemac/runtime/query/number_operators.hpp>
#include <schemac/runtime/query/time_operators.hpp>

namespace schemac::runtime {

template <class T>
class Range;
template <class T>
struct Multirange;
struct Date;

namespace detail {

template <class T>
struct BoundOf;
template <class T>
struct BoundOf<Range<T>> {
  using Type = T;
};
template <class T>
struct BoundOf<Multirange<T>> {
  using Type = T;
};

/// The kind of a range's bounds.
template <class T>
inline constexpr Kind kBoundKind = Kind::timestamp;
template <>
inline constexpr Kind kBoundKind<std::int32_t> = Kind::integer;
template <>
inline constexpr Kind kBoundKind<std::int64_t> = Kind::integer;
template <>
inline constexpr Kind kBoundKind<Numeric> = Kind::numeric;
template <>
inline constexpr Kind kBoundKind<Date> = Kind::date;

template <class Self, class T>
class RangeOperators : public OperatorBase<Self, T> {
  using Whole = typename T::Val;
  using Bound = typename BoundOf<Whole>::Type;

 public:
  /// Has something in common with it. Of another column, range or value.
  template <class Right>
  auto overlaps(const Right& right) const {
    return related(" && ", right);
  }
  /// Lies in it wholly.
  template <class Right>
  auto within(const Right& right) const {
    return related(" <@ ", right);
  }
  /// Has all of it: of another range, or of one of the values that ranges are of.
  template <class Right>
  auto contains(const Right& right) const {
    if constexpr (AnExpression<Right>) {
      static_assert(
          std::is_same_v<typename Right::Type::Val, Whole> || std::is_same_v<typename Right::Type::Val, Bound>,
          "a range contains ranges of its own type, and the values that it is of");
      return this->with_expression(" @> ", right);
    } else if constexpr (std::is_convertible_v<const Right&, Whole>) {
      return this->with_value(" @> ", Whole(right), {});
    } else {
      return this->with_value(" @> ", converted<Bound>(right), {});
    }
  }
  /// Ends before the other begins.
  template <class Right>
  auto before(const Right& right) const {
    return related(" << ", right);
  }
  /// Begins after the other ends.
  template <class Right>
  auto after(const Right& right) const {
    return related(" >> ", right);
  }
  /// Touches the other without overlapping it.
  template <class Right>
  auto adjacent_to(const Right& right) const {
    return related(" -|- ", right);
  }

  /// The bounds; NULL where there is none.
  auto lower() const { return bound("lower"); }
  auto upper() const { return bound("upper"); }
  auto is_empty() const { return Expression<bool, Kind::boolean, T::kNullable, typename T::Of>(this->call("isempty")); }

 private:
  template <class Right>
  auto related(Fragment symbol, const Right& right) const {
    if constexpr (AnExpression<Right>) {
      static_assert(std::is_same_v<typename Right::Type::Val, Whole>, "ranges are compared with ranges of their type");
      return this->with_expression(symbol, right);
    } else {
      static_assert(std::is_convertible_v<const Right&, Whole>, "ranges are compared with ranges of their type");
      return this->with_value(symbol, Whole(right), {});
    }
  }
  auto bound(Fragment function) const {
    return Expression<Bound, kBoundKind<Bound>, true, typename T::Of>(this->call(function));
  }
};

template <class Self, class T>
class KindOperators<Self, T, Kind::range> : public RangeOperators<Self, T> {};
template <class Self, class T>
class KindOperators<Self, T, Kind::multirange> : public RangeOperators<Self, T> {};

}  // namespace detail
}  // namespace schemac::runtime
