// Codec of interval: its three counts.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/interval.hpp>

namespace schemac::runtime {

template <>
struct Codec<Interval> {
  static constexpr ServerType kTypes[] = {{.oid = 1186, .array_oid = 1187}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1186;
  static constexpr std::uint32_t kArrayOid = 1187;
  static Interval decode(Field field) {
    if (field.length != 16) throw_wrong_length("interval", field.length);
    return {.months = wire_format::load_int32(field.data + 12),
            .days = wire_format::load_int32(field.data + 8),
            .microseconds = wire_format::load_int64(field.data)};
  }
  static void encode(Writer& writer, const Interval& value) {
    writer.int64(value.microseconds);
    writer.int32(value.days);
    writer.int32(value.months);
  }
};

}  // namespace schemac::runtime
