// The values of PostgreSQL's geometric columns, in doubles. Equality is exact here; PostgreSQL's own `=` is fuzzy
// (https://www.postgresql.org/docs/15/functions-geometry.html). PostGIS types are not these.
#pragma once

#include <vector>

namespace schemac::runtime {

struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// The line ax + by + c = 0.
struct Line {
  double a = 0, b = 1, c = 0;
  friend bool operator==(const Line&, const Line&) = default;
};

struct LineSegment {
  Point first, second;
  friend bool operator==(const LineSegment&, const LineSegment&) = default;
};

/// PostgreSQL stores the upper right corner as `high`, whatever order the corners were given in.
struct Box {
  Point high, low;
  friend bool operator==(const Box&, const Box&) = default;
};

struct Path {
  bool closed = false;
  std::vector<Point> points;
  friend bool operator==(const Path&, const Path&) = default;
};

struct Polygon {
  std::vector<Point> points;
  friend bool operator==(const Polygon&, const Polygon&) = default;
};

struct Circle {
  Point center;
  double radius = 0;
  friend bool operator==(const Circle&, const Circle&) = default;
};

}  // namespace schemac::runtime
