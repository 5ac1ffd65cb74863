// Codec of text, varchar, char(n), name, "char", citext, and of anything that the select list casts to text. A
// parameter travels as text of a type to be inferred, so that one string serves all of these and types we have no word
// for; an array of strings is `text[]`, which the statement casts where it needs another (`$1::citext[]`).
#pragma once

#include <schemac/runtime/codec.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// @throws InvalidValue unless `text` is UTF-8 without NUL
void encode_text(Writer& writer, std::string_view text);

template <>
struct Codec<std::string> {
  static constexpr ServerType kTypes[] = {
      {.oid = 25, .array_oid = 1009},    // text
      {.oid = 1043, .array_oid = 1015},  // varchar
      {.oid = 1042, .array_oid = 1014},  // character
      {.oid = 19, .array_oid = 1003},    // name
      {.oid = 18, .array_oid = 1002},    // "char"
      {.oid = 705},                      // unknown: a bare literal
      {.name = "citext"},                // its extension may be in any schema
  };
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 0;
  static constexpr std::uint32_t kArrayOid = 1009;
  static std::string decode(Field field) { return std::string(field.view()); }
  static void encode(Writer& writer, const std::string& value) { encode_text(writer, value); }
};

template <>
struct Codec<std::string_view> {  // a parameter alone: a result would dangle
  static constexpr ServerType kTypes[] = {{.oid = 25, .array_oid = 1009}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 0;
  static constexpr std::uint32_t kArrayOid = 1009;
  static void encode(Writer& writer, std::string_view value) { encode_text(writer, value); }
};

}  // namespace schemac::runtime
