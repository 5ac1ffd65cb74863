// How far geometric values are apart, and what lies in what. https://www.postgresql.org/docs/15/functions-geometry.html
#pragma once

#include <schemac/runtime/geometry.hpp>
#include <schemac/runtime/query/calculation.hpp>

namespace schemac::runtime {

namespace detail {

template <class V, class... Others>
inline constexpr bool kOneOf = (std::is_same_v<V, Others> || ...);

template <class V>
inline constexpr bool kIsGeometry = kOneOf<V, Point, Line, LineSegment, Box, Path, Polygon, Circle>;

template <class A, class B, class Left, class Right>
inline constexpr bool kIsPair = (std::is_same_v<A, Left> && std::is_same_v<B, Right>) ||
                                (std::is_same_v<A, Right> && std::is_same_v<B, Left>);

/// "For all combinations of point with another geometric type, and for these additional pairs".
template <class A, class B>
inline constexpr bool kHaveDistance =
    std::is_same_v<A, B> || std::is_same_v<A, Point> || std::is_same_v<B, Point> || kIsPair<A, B, Box, LineSegment> ||
    kIsPair<A, B, LineSegment, Line> || kIsPair<A, B, Polygon, Circle>;

template <class Whole, class Part>
inline constexpr bool kCanEnclose = (std::is_same_v<Part, Point> && kOneOf<Whole, Box, Path, Polygon, Circle>) ||
                                    (std::is_same_v<Part, Whole> && kOneOf<Whole, Box, Polygon, Circle>);

template <class Left, class Right>
concept Geometric =
    (AnExpression<Left> ||
     AnExpression<Right>)&&kIsGeometry<typename Operand<Left>::Val>&& kIsGeometry<typename Operand<Right>::Val>;

template <class Left, class Right>
auto geometric(const Left& left, Fragment symbol, const Right& right) {
  using LeftV = typename Operand<Left>::Val;
  using RightV = typename Operand<Right>::Val;
  const auto sql = calculated<bool, Kind::boolean, LeftV, RightV>(left, symbol, right);
  return sql.condition();
}

}  // namespace detail

/// How far apart they are; to order by, which a GiST index serves. Between two paths it is NULL where one is a single
/// point and open: PostgreSQL measures from segment to segment.
template <class Left, class Right>
requires detail::Geometric<Left, Right>
auto distance(const Left& left, const Right& right) {
  using LeftV = typename detail::Operand<Left>::Val;
  using RightV = typename detail::Operand<Right>::Val;
  static_assert(detail::kHaveDistance<LeftV, RightV>, "PostgreSQL knows no distance between values of these types");
  const auto apart = detail::calculated<double, Kind::floating, LeftV, RightV>(left, " <-> ", right);
  using T = typename decltype(apart)::Type;
  constexpr bool nullable = T::kNullable || (std::is_same_v<LeftV, Path> && std::is_same_v<RightV, Path>);
  return Expression<double, Kind::floating, nullable, typename T::Of>(apart.text());
}

/// Whether all of the right one lies in the left.
template <class Left, class Right>
requires detail::Geometric<Left, Right>
auto encloses(const Left& left, const Right& right) {
  static_assert(detail::kCanEnclose<typename detail::Operand<Left>::Val, typename detail::Operand<Right>::Val>,
                "PostgreSQL has no @> between values of these types");
  return detail::geometric(left, " @> ", right);
}

/// Whether they have a point in common.
template <class Left, class Right>
requires detail::Geometric<Left, Right>
auto overlap(const Left& left, const Right& right) {
  using LeftV = typename detail::Operand<Left>::Val;
  static_assert(
      std::is_same_v<LeftV, typename detail::Operand<Right>::Val> && detail::kOneOf<LeftV, Box, Polygon, Circle>,
      "PostgreSQL has && between two boxes, two polygons and two circles alone");
  return detail::geometric(left, " && ", right);
}

}  // namespace schemac::runtime
