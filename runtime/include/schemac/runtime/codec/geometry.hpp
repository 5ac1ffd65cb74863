// Codecs of the geometric types: their coordinates as doubles.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/geometry.hpp>

namespace schemac::runtime {

template <>
struct Codec<Point> {
  static constexpr ServerType kTypes[] = {{.oid = 600, .array_oid = 1017}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 600;
  static constexpr std::uint32_t kArrayOid = 1017;
  static Point decode(Field field);
  static void encode(Writer& writer, const Point& value);
};

template <>
struct Codec<Line> {
  static constexpr ServerType kTypes[] = {{.oid = 628, .array_oid = 629}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 628;
  static constexpr std::uint32_t kArrayOid = 629;
  static Line decode(Field field);
  static void encode(Writer& writer, const Line& value);
};

template <>
struct Codec<LineSegment> {
  static constexpr ServerType kTypes[] = {{.oid = 601, .array_oid = 1018}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 601;
  static constexpr std::uint32_t kArrayOid = 1018;
  static LineSegment decode(Field field);
  static void encode(Writer& writer, const LineSegment& value);
};

template <>
struct Codec<Box> {
  static constexpr ServerType kTypes[] = {{.oid = 603, .array_oid = 1020}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 603;
  static constexpr std::uint32_t kArrayOid = 1020;
  static Box decode(Field field);
  static void encode(Writer& writer, const Box& value);
};

template <>
struct Codec<Path> {
  static constexpr ServerType kTypes[] = {{.oid = 602, .array_oid = 1019}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 602;
  static constexpr std::uint32_t kArrayOid = 1019;
  static Path decode(Field field);
  static void encode(Writer& writer, const Path& value);
};

template <>
struct Codec<Polygon> {
  static constexpr ServerType kTypes[] = {{.oid = 604, .array_oid = 1027}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 604;
  static constexpr std::uint32_t kArrayOid = 1027;
  static Polygon decode(Field field);
  static void encode(Writer& writer, const Polygon& value);
};

template <>
struct Codec<Circle> {
  static constexpr ServerType kTypes[] = {{.oid = 718, .array_oid = 719}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 718;
  static constexpr std::uint32_t kArrayOid = 719;
  static Circle decode(Field field);
  static void encode(Writer& writer, const Circle& value);
};

}  // namespace schemac::runtime
