// Codec of uuid: its sixteen bytes.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/uuid.hpp>

namespace schemac::runtime {

template <>
struct Codec<Uuid> {
  static constexpr ServerType kTypes[] = {{.oid = 2950, .array_oid = 2951}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 2950;
  static constexpr std::uint32_t kArrayOid = 2951;
  static Uuid decode(Field field) {
    if (field.length != 16) throw_wrong_length("uuid", field.length);
    Uuid value;
    std::memcpy(value.bytes.data(), field.data, 16);
    return value;
  }
  static void encode(Writer& writer, const Uuid& value) { writer.append(value.bytes.data(), 16); }
};

}  // namespace schemac::runtime
