#include "emit/kinds.hpp"

#include <string_view>

namespace schemac::emit {
namespace {

using enum model::TypeWord;

std::string_view kind_of(model::TypeWord word) {
  switch (word) {
    case boolean:
      return "boolean";
    case smallint:
    case integer:
    case bigint:
      return "integer";
    case real:
    case double_precision:
      return "floating";
    case numeric:
      return "numeric";
    case money:
      return "money";
    case text:
    case varchar:
    case char_:
    case citext:
      return "text";
    case bytea:
      return "bytes";
    case uuid:
      return "uuid";
    case date:
      return "date";
    case time:
    case timetz:
      return "time";
    case timestamp:
    case timestamptz:
      return "timestamp";
    case interval:
      return "interval";
    case json:
      return "json";
    case jsonb:
      return "jsonb";
    case inet:
    case cidr:
      return "network";
    case macaddr:
    case macaddr8:
      return "mac_address";
    case bit:
    case varbit:
      return "bits";
    case pg_lsn:
      return "lsn";
    case oid:
      return "oid";
    case int4range:
    case int8range:
    case numrange:
    case daterange:
    case tsrange:
    case tstzrange:
      return "range";
    case int4multirange:
    case int8multirange:
    case nummultirange:
    case datemultirange:
    case tsmultirange:
    case tstzmultirange:
      return "multirange";
    case enumeration:
      return "enumeration";
    case tsvector:
      return "ts_vector";
    case xml:
    case point:
    case line:
    case lseg:
    case box:
    case path:
    case polygon:
    case circle:
    case tsquery:
      return "opaque";
    case custom:
      return "custom";
  }
  return "opaque";
}

}  // namespace

std::string column_kind(const model::Field& field) {
  // A hash is never equal to anything that a caller has, and neither is a ciphertext.
  if (field.hashed || field.encrypted) return "opaque";
  const std::string_view kind = kind_of(field.type.word);
  if (!field.type.array) return std::string(kind);
  // An array is compared by its elements, which have to be comparable.
  return kind == "opaque" || kind == "json" || kind == "ts_vector" ? "opaque" : "array";
}

std::string operators_header(const std::string& kind) {
  if (kind == "text" || kind == "ts_vector") return "text_operators.hpp";
  if (kind == "integer" || kind == "floating" || kind == "numeric") return "number_operators.hpp";
  if (kind == "timestamp" || kind == "network") return "time_operators.hpp";
  if (kind == "range" || kind == "multirange") return "range_operators.hpp";
  if (kind == "json" || kind == "jsonb") return "json_operators.hpp";
  if (kind == "array") return "array_operators.hpp";
  return {};
}

}  // namespace schemac::emit
