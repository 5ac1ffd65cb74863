// Codecs of tsvector and tsquery: their text. A repository asks for it (`document::text`); of a statement that does
// not, the binary form is read and written as PostgreSQL would write it.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/text_search.hpp>

namespace schemac::runtime {

template <>
struct Codec<TsVector> {
  static constexpr ServerType kTypes[] = {{.oid = 25, .array_oid = 1009}, {.oid = 3614, .array_oid = 3643}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 3614;
  static constexpr std::uint32_t kArrayOid = 0;
  static TsVector decode(Field field);
  static void encode(Writer& writer, const TsVector& value);
};

template <>
struct Codec<TsQuery> {
  static constexpr ServerType kTypes[] = {{.oid = 25, .array_oid = 1009}, {.oid = 3615, .array_oid = 3645}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 3615;
  static constexpr std::uint32_t kArrayOid = 0;
  static TsQuery decode(Field field);
  static void encode(Writer& writer, const TsQuery& value);
};

}  // namespace schemac::runtime
