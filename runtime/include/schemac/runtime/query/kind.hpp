// What PostgreSQL can do with values of a type, as far as queries go: which operators a column has. The C++ type alone
// does not tell: `json` and `jsonb` are both `Json`, and only one of them has `=`.
#pragma once

#include <cstdint>

namespace schemac::runtime {

enum class Kind : std::uint8_t {
  boolean,
  integer,
  floating,
  numeric,
  money,
  text,
  bytes,
  uuid,
  enumeration,
  date,
  time,
  timestamp,
  interval,
  json,
  jsonb,
  network,
  mac_address,
  bits,
  lsn,
  oid,
  range,
  multirange,
  array,
  ts_vector,
  custom,  ///< A type of the user's own: whether it has `=` and `<` the server knows.
  opaque,  ///< Nothing but being NULL: xml, geometric types, secrets.
};

namespace detail {

/// https://www.postgresql.org/docs/15/functions-comparison.html; `json` has no equality, and `=` of geometric types
/// compares areas.
constexpr bool is_comparable(Kind kind) {
  return kind != Kind::json && kind != Kind::ts_vector && kind != Kind::opaque;
}

constexpr bool is_number(Kind kind) { return kind == Kind::integer || kind == Kind::floating || kind == Kind::numeric; }

constexpr bool can_be_summed(Kind kind) { return is_number(kind) || kind == Kind::money || kind == Kind::interval; }

/// https://www.postgresql.org/docs/15/functions-aggregate.html: "any numeric, string, date/time, or enum type, as well
/// as inet, interval, money, oid, pg_lsn … and arrays of any of these types".
constexpr bool has_least(Kind kind) {
  switch (kind) {
    case Kind::integer:
    case Kind::floating:
    case Kind::numeric:
    case Kind::money:
    case Kind::text:
    case Kind::enumeration:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::interval:
    case Kind::network:
    case Kind::lsn:
    case Kind::oid:
    case Kind::array:
      return true;
    default:
      return false;
  }
}

}  // namespace detail
}  // namespace schemac::runtime
