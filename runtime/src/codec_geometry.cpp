#include "schemac/runtime/codec/geometry.hpp"

#include <limits>

namespace schemac::runtime {
namespace {

constexpr std::int32_t kPointBytes = 16;

Point point_at(const char* data) { return {wire_format::load_double(data), wire_format::load_double(data + 8)}; }

void write(Writer& writer, const Point& point) {
  writer.float64(point.x);
  writer.float64(point.y);
}

/// A count and as many points, `offset` bytes into the field.
std::vector<Point> points_of(Field field, std::int32_t offset, std::string_view type) {
  if (field.length < offset + 4) throw_wrong_length(type, field.length);
  const std::int32_t count = wire_format::load_int32(field.data + offset);
  const std::int32_t bytes = field.length - offset - 4;
  if (count < 0 || bytes % kPointBytes != 0 || bytes / kPointBytes != count) throw_wrong_length(type, field.length);
  std::vector<Point> points;
  points.reserve(static_cast<std::size_t>(count));
  const char* data = field.data + offset + 4;
  for (std::int32_t index = 0; index < count; ++index) points.push_back(point_at(data + index * kPointBytes));
  return points;
}

void write(Writer& writer, const std::vector<Point>& points) {
  if (points.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max() / kPointBytes)) {
    throw_invalid_value("a path or polygon cannot have so many points");
  }
  writer.int32(static_cast<std::int32_t>(points.size()));
  for (const Point& point : points) write(writer, point);
}

}  // namespace

Point Codec<Point>::decode(Field field) {
  if (field.length != 16) throw_wrong_length("point", field.length);
  return point_at(field.data);
}
void Codec<Point>::encode(Writer& writer, const Point& value) { write(writer, value); }

Line Codec<Line>::decode(Field field) {
  if (field.length != 24) throw_wrong_length("line", field.length);
  return {wire_format::load_double(field.data), wire_format::load_double(field.data + 8),
          wire_format::load_double(field.data + 16)};
}
void Codec<Line>::encode(Writer& writer, const Line& value) {
  writer.float64(value.a);
  writer.float64(value.b);
  writer.float64(value.c);
}

LineSegment Codec<LineSegment>::decode(Field field) {
  if (field.length != 32) throw_wrong_length("lseg", field.length);
  return {point_at(field.data), point_at(field.data + 16)};
}
void Codec<LineSegment>::encode(Writer& writer, const LineSegment& value) {
  write(writer, value.first);
  write(writer, value.second);
}

Box Codec<Box>::decode(Field field) {
  if (field.length != 32) throw_wrong_length("box", field.length);
  return {point_at(field.data), point_at(field.data + 16)};
}
void Codec<Box>::encode(Writer& writer, const Box& value) {
  write(writer, value.high);
  write(writer, value.low);
}

Path Codec<Path>::decode(Field field) {
  if (field.length < 1) throw_wrong_length("path", field.length);
  return {*field.data != 0, points_of(field, 1, "path")};
}
void Codec<Path>::encode(Writer& writer, const Path& value) {
  writer.byte(value.closed ? 1 : 0);
  write(writer, value.points);
}

Polygon Codec<Polygon>::decode(Field field) { return {points_of(field, 0, "polygon")}; }
void Codec<Polygon>::encode(Writer& writer, const Polygon& value) { write(writer, value.points); }

Circle Codec<Circle>::decode(Field field) {
  if (field.length != 24) throw_wrong_length("circle", field.length);
  return {point_at(field.data), wire_format::load_double(field.data + 16)};
}
void Codec<Circle>::encode(Writer& writer, const Circle& value) {
  write(writer, value.center);
  writer.float64(value.radius);
}

}  // namespace schemac::runtime
