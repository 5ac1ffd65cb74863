// Codec of money: a count of the smallest unit.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/money.hpp>

namespace schemac::runtime {

template <>
struct Codec<Money> {
  static constexpr ServerType kTypes[] = {{.oid = 790, .array_oid = 791}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 790;
  static constexpr std::uint32_t kArrayOid = 791;
  static Money decode(Field field) {
    if (field.length != 8) throw_wrong_length("money", field.length);
    return Money(wire_format::load_int64(field.data));
  }
  static void encode(Writer& writer, const Money& value) { writer.int64(value.minor_units); }
};

}  // namespace schemac::runtime
