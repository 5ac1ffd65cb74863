// Codec of numeric: base-10000 digits on the wire, whole decimal text in the value.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/numeric.hpp>

namespace schemac::runtime {

template <>
struct Codec<Numeric> {
  static constexpr ServerType kTypes[] = {{.oid = 1700, .array_oid = 1231}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1700;
  static constexpr std::uint32_t kArrayOid = 1231;
  static Numeric decode(Field field);
  static void encode(Writer& writer, const Numeric& value);
};

}  // namespace schemac::runtime
