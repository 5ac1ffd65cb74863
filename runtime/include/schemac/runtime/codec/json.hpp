// Codec of json and jsonb. A parameter travels as text of a type to be inferred, so that it serves both; the server
// refuses what is no JSON (DataException).
#pragma once

#include <cstddef>
#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/json.hpp>
#include <string>

namespace schemac::runtime {

template <>
struct Codec<Json> {
  static constexpr ServerType kTypes[] = {{.oid = 3802, .array_oid = 3807}, {.oid = 114, .array_oid = 199}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 0;
  static constexpr std::uint32_t kArrayOid = 0;
  static Json decode(Field field) {
    // jsonb comes with the version of its form in front; no JSON text begins with this byte.
    constexpr char kJsonbVersion = 1;
    const std::ptrdiff_t behind = field.length > 0 && *field.data == kJsonbVersion ? 1 : 0;
    return Json(std::string(field.data + behind, field.data + field.length));
  }
  static void encode(Writer& writer, const Json& value);
};

}  // namespace schemac::runtime
