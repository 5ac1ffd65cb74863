// Codecs of boolean, the integers and the floating-point types: fixed width, decoded in place.
#pragma once

#include <bit>
#include <cstdint>
#include <schemac/runtime/codec.hpp>

namespace schemac::runtime {

template <>
struct Codec<bool> {
  static constexpr ServerType kTypes[] = {{.oid = 16, .array_oid = 1000}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 16;
  static constexpr std::uint32_t kArrayOid = 1000;
  static bool decode(Field field) {
    if (field.length != 1) throw_wrong_length("boolean", field.length);
    return *field.data != 0;
  }
  static void encode(Writer& writer, bool value) { writer.byte(value ? 1 : 0); }
};

template <>
struct Codec<std::int16_t> {
  static constexpr ServerType kTypes[] = {{.oid = 21, .array_oid = 1005}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 21;
  static constexpr std::uint32_t kArrayOid = 1005;
  static std::int16_t decode(Field field) {
    if (field.length != 2) throw_wrong_length("smallint", field.length);
    return wire_format::load_int16(field.data);
  }
  static void encode(Writer& writer, std::int16_t value) { writer.int16(value); }
};

template <>
struct Codec<std::int32_t> {
  static constexpr ServerType kTypes[] = {{.oid = 23, .array_oid = 1007}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 23;
  static constexpr std::uint32_t kArrayOid = 1007;
  static std::int32_t decode(Field field) {
    if (field.length != 4) throw_wrong_length("integer", field.length);
    return wire_format::load_int32(field.data);
  }
  static void encode(Writer& writer, std::int32_t value) { writer.int32(value); }
};

template <>
struct Codec<std::int64_t> {
  static constexpr ServerType kTypes[] = {{.oid = 20, .array_oid = 1016}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 20;
  static constexpr std::uint32_t kArrayOid = 1016;
  static std::int64_t decode(Field field) {
    if (field.length != 8) throw_wrong_length("bigint", field.length);
    return wire_format::load_int64(field.data);
  }
  static void encode(Writer& writer, std::int64_t value) { writer.int64(value); }
};

template <>
struct Codec<float> {
  static constexpr ServerType kTypes[] = {{.oid = 700, .array_oid = 1021}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 700;
  static constexpr std::uint32_t kArrayOid = 1021;
  static float decode(Field field) {
    if (field.length != 4) throw_wrong_length("real", field.length);
    return std::bit_cast<float>(wire_format::load<std::uint32_t>(field.data));
  }
  static void encode(Writer& writer, float value) { writer.float32(value); }
};

template <>
struct Codec<double> {
  static constexpr ServerType kTypes[] = {{.oid = 701, .array_oid = 1022}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 701;
  static constexpr std::uint32_t kArrayOid = 1022;
  static double decode(Field field) {
    if (field.length != 8) throw_wrong_length("double precision", field.length);
    return wire_format::load_double(field.data);
  }
  static void encode(Writer& writer, double value) { writer.float64(value); }
};

}  // namespace schemac::runtime
