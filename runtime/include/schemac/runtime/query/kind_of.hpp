// What an expression can do of which the C++ type alone is known: what raw SQL, subqueries and calculations give.
#pragma once

#include <schemac/runtime/query/convert.hpp>
#include <schemac/runtime/query/kind.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace schemac::runtime {

class Numeric;
class BitString;
struct Money;
struct Date;
struct Time;
struct TimeTz;
struct Timestamp;
struct TimestampTz;
struct Interval;
struct Uuid;
struct Json;
template <class T>
class Range;
template <class T>
struct Multirange;

namespace detail {

template <class V>
inline constexpr Kind kKindOf = kIsWhole<V>                   ? Kind::integer
                                : std::is_floating_point_v<V> ? Kind::floating
                                : std::is_enum_v<V>           ? Kind::enumeration
                                                              : Kind::opaque;
template <>
inline constexpr Kind kKindOf<bool> = Kind::boolean;
template <>
inline constexpr Kind kKindOf<std::string> = Kind::text;
template <>
inline constexpr Kind kKindOf<Numeric> = Kind::numeric;
template <>
inline constexpr Kind kKindOf<BitString> = Kind::bits;
template <>
inline constexpr Kind kKindOf<Money> = Kind::money;
template <>
inline constexpr Kind kKindOf<Date> = Kind::date;
template <>
inline constexpr Kind kKindOf<Time> = Kind::time;
template <>
inline constexpr Kind kKindOf<TimeTz> = Kind::time;
template <>
inline constexpr Kind kKindOf<Timestamp> = Kind::timestamp;
template <>
inline constexpr Kind kKindOf<TimestampTz> = Kind::timestamp;
template <>
inline constexpr Kind kKindOf<Interval> = Kind::interval;
template <>
inline constexpr Kind kKindOf<Uuid> = Kind::uuid;
template <>
inline constexpr Kind kKindOf<Json> = Kind::jsonb;
template <class T>
inline constexpr Kind kKindOf<Range<T>> = Kind::range;
template <class T>
inline constexpr Kind kKindOf<Multirange<T>> = Kind::multirange;

}  // namespace detail
}  // namespace schemac::runtime
