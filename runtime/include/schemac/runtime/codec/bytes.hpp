// Codec of bytea: the bytes as they are.
#pragma once

#include <schemac/runtime/bytes.hpp>
#include <schemac/runtime/codec.hpp>

namespace schemac::runtime {

template <>
struct Codec<Bytes> {
  static constexpr ServerType kTypes[] = {{.oid = 17, .array_oid = 1001}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 17;
  static constexpr std::uint32_t kArrayOid = 1001;
  static Bytes decode(Field field);
  static void encode(Writer& writer, const Bytes& value);
};

}  // namespace schemac::runtime
