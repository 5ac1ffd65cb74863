// Codec of json and jsonb. A parameter travels as text of a type to be inferred, so that it serves both; the server
// refuses what is no JSON (DataException).
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/json.hpp>

namespace schemac::runtime {

template <>
struct Codec<Json> {
  static constexpr ServerType kTypes[] = {{.oid = 3802, .array_oid = 3807}, {.oid = 114, .array_oid = 199}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 0;
  static constexpr std::uint32_t kArrayOid = 0;
  static Json decode(Field field);
  static void encode(Writer& writer, const Json& value);
};

}  // namespace schemac::runtime
