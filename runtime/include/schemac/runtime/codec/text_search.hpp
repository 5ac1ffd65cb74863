// Codecs of tsvector and tsquery. Their binary forms are made for PostgreSQL itself, so they are read as text: the
// select list casts them (`document::text`).
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/text_search.hpp>

namespace schemac::runtime {

template <>
struct Codec<TsVector> {
  static constexpr ServerType kTypes[] = {{.oid = 25, .array_oid = 1009}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 3614;
  static constexpr std::uint32_t kArrayOid = 0;
  static TsVector decode(Field field) { return {std::string(field.view())}; }
  static void encode(Writer& writer, const TsVector& value);
};

template <>
struct Codec<TsQuery> {
  static constexpr ServerType kTypes[] = {{.oid = 25, .array_oid = 1009}};
  static constexpr Format kFormat = Format::text;
  static constexpr std::uint32_t kOid = 3615;
  static constexpr std::uint32_t kArrayOid = 0;
  static TsQuery decode(Field field) { return {std::string(field.view())}; }
  static void encode(Writer& writer, const TsQuery& value);
};

}  // namespace schemac::runtime
