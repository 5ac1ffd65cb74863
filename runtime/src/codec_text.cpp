// Codecs whose parameters are text: strings, json, xml. Bytes and bit strings are here too, as they are
// hardly more than their bytes.
#include "schemac/runtime/codec/bits.hpp"
#include "schemac/runtime/codec/bytes.hpp"
#include "schemac/runtime/codec/json.hpp"
#include "schemac/runtime/codec/text.hpp"
#include "schemac/runtime/codec/xml.hpp"
#include "utf8.hpp"

namespace schemac::runtime {

void encode_text(Writer& writer, std::string_view text) {
  detail::require_storable(text);
  writer.append(text);
}

void Codec<Json>::encode(Writer& writer, const Json& value) { encode_text(writer, value.text); }

Xml Codec<Xml>::decode(Field field) { return {std::string(field.view())}; }
void Codec<Xml>::encode(Writer& writer, const Xml& value) { encode_text(writer, value.text); }

Bytes Codec<Bytes>::decode(Field field) {
  const auto* first = reinterpret_cast<const std::byte*>(field.data);
  return Bytes(first, first + field.length);
}
void Codec<Bytes>::encode(Writer& writer, const Bytes& value) { writer.append(value.data(), value.size()); }

BitString Codec<BitString>::decode(Field field) {
  if (field.length < 4) throw_wrong_length("bit", field.length);
  const std::int32_t bits = wire_format::load_int32(field.data);
  const auto* first = reinterpret_cast<const std::uint8_t*>(field.data) + 4;
  if (bits < 0 || field.length - 4 != bits / 8 + (bits % 8 != 0 ? 1 : 0)) throw_wrong_length("bit", field.length);
  return BitString(std::vector<std::uint8_t>(first, first + field.length - 4), static_cast<std::size_t>(bits));
}
void Codec<BitString>::encode(Writer& writer, const BitString& value) {
  if (value.size() > static_cast<std::size_t>(INT32_MAX)) throw_invalid_value("a bit string cannot be so long");
  writer.int32(static_cast<std::int32_t>(value.size()));
  writer.append(value.packed().data(), value.packed().size());
}

}  // namespace schemac::runtime
