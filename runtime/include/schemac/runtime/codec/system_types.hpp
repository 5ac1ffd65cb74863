// Codecs of oid and pg_lsn.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/system_types.hpp>

namespace schemac::runtime {

template <>
struct Codec<Oid> {
  static constexpr ServerType kTypes[] = {{.oid = 26, .array_oid = 1028}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 26;
  static constexpr std::uint32_t kArrayOid = 1028;
  static Oid decode(Field field) {
    if (field.length != 4) throw_wrong_length("oid", field.length);
    return {wire_format::load<std::uint32_t>(field.data)};
  }
  static void encode(Writer& writer, const Oid& value) { writer.int32(static_cast<std::int32_t>(value.value)); }
};

template <>
struct Codec<Lsn> {
  static constexpr ServerType kTypes[] = {{.oid = 3220, .array_oid = 3221}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 3220;
  static constexpr std::uint32_t kArrayOid = 3221;
  static Lsn decode(Field field) {
    if (field.length != 8) throw_wrong_length("pg_lsn", field.length);
    return {wire_format::load<std::uint64_t>(field.data)};
  }
  static void encode(Writer& writer, const Lsn& value) { writer.int64(static_cast<std::int64_t>(value.value)); }
};

}  // namespace schemac::runtime
