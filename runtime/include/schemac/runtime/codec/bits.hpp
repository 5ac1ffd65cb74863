// Codec of bit(n) and varbit. A parameter is declared as varbit, which assigns to both; bit(n) refuses another length.
#pragma once

#include <schemac/runtime/bits.hpp>
#include <schemac/runtime/codec.hpp>

namespace schemac::runtime {

template <>
struct Codec<BitString> {
  static constexpr ServerType kTypes[] = {{.oid = 1562, .array_oid = 1563}, {.oid = 1560, .array_oid = 1561}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1562;
  static constexpr std::uint32_t kArrayOid = 1563;
  static BitString decode(Field field);
  static void encode(Writer& writer, const BitString& value);
};

}  // namespace schemac::runtime
