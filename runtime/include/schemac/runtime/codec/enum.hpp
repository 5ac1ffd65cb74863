// Codec of generated enums: the label, in both directions. The type has no fixed number, so results are checked by its
// name, and a parameter's type is inferred from its place (`$1::eventide.booking_status` where that says nothing).
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/enum.hpp>

namespace schemac::runtime {

template <LabelledEnum E>
struct Codec<E> {
  static constexpr ServerType kTypes[] = {{.schema = EnumType<E>::kSchema, .name = EnumType<E>::kName}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 0;
  static constexpr std::uint32_t kArrayOid = 0;
  static E decode(Field field) {
    if (const auto value = from_label<E>(field.view())) return *value;
    throw_decode_error(EnumType<E>::kName, "this program knows no label `" + std::string(field.view()) + "`");
  }
  static void encode(Writer& writer, E value) {
    const std::string_view label = label_of(value);
    if (label.empty()) throw_invalid_value("a number that is no enumerator cannot be sent as an enum");
    writer.append(label);
  }
};

}  // namespace schemac::runtime
