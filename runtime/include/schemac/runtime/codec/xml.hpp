// Codec of xml, whose binary form is its text. A parameter travels as text, since `xml_recv` would look for an
// encoding.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/xml.hpp>

namespace schemac::runtime {

template <>
struct Codec<Xml> {
  static constexpr ServerType kTypes[] = {{.oid = 142, .array_oid = 143}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 142;
  static constexpr std::uint32_t kArrayOid = 0;
  static Xml decode(Field field);
  static void encode(Writer& writer, const Xml& value);
};

}  // namespace schemac::runtime
