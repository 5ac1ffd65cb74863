// Codecs of inet, cidr, macaddr and macaddr8.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/network.hpp>

namespace schemac::runtime {

template <>
struct Codec<Inet> {
  static constexpr ServerType kTypes[] = {{.oid = 869, .array_oid = 1041}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 869;
  static constexpr std::uint32_t kArrayOid = 1041;
  static Inet decode(Field field);
  static void encode(Writer& writer, const Inet& value);
};

template <>
struct Codec<Cidr> {
  static constexpr ServerType kTypes[] = {{.oid = 650, .array_oid = 651}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 650;
  static constexpr std::uint32_t kArrayOid = 651;
  static Cidr decode(Field field);
  static void encode(Writer& writer, const Cidr& value);
};

template <>
struct Codec<MacAddr> {
  static constexpr ServerType kTypes[] = {{.oid = 829, .array_oid = 1040}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 829;
  static constexpr std::uint32_t kArrayOid = 1040;
  static MacAddr decode(Field field);
  static void encode(Writer& writer, const MacAddr& value);
};

template <>
struct Codec<MacAddr8> {
  static constexpr ServerType kTypes[] = {{.oid = 774, .array_oid = 775}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 774;
  static constexpr std::uint32_t kArrayOid = 775;
  static MacAddr8 decode(Field field);
  static void encode(Writer& writer, const MacAddr8& value);
};

}  // namespace schemac::runtime
