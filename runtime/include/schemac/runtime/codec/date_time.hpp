// Codecs of date, time, timetz, timestamp and timestamptz: counts of days and microseconds. What lies outside of a
// type is refused by the server (DataException).
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/date_time.hpp>

namespace schemac::runtime {

template <>
struct Codec<Date> {
  static constexpr ServerType kTypes[] = {{.oid = 1082, .array_oid = 1182}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1082;
  static constexpr std::uint32_t kArrayOid = 1182;
  static Date decode(Field field) {
    if (field.length != 4) throw_wrong_length("date", field.length);
    return {wire_format::load_int32(field.data)};
  }
  static void encode(Writer& writer, const Date& value) { writer.int32(value.days_since_2000); }
};

template <>
struct Codec<Time> {
  static constexpr ServerType kTypes[] = {{.oid = 1083, .array_oid = 1183}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1083;
  static constexpr std::uint32_t kArrayOid = 1183;
  static Time decode(Field field) {
    if (field.length != 8) throw_wrong_length("time", field.length);
    return {wire_format::load_int64(field.data)};
  }
  static void encode(Writer& writer, const Time& value) { writer.int64(value.microseconds); }
};

template <>
struct Codec<TimeTz> {
  static constexpr ServerType kTypes[] = {{.oid = 1266, .array_oid = 1270}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1266;
  static constexpr std::uint32_t kArrayOid = 1270;
  static TimeTz decode(Field field) {
    if (field.length != 12) throw_wrong_length("timetz", field.length);
    // The wire counts seconds west of UTC.
    const std::int32_t west = wire_format::load_int32(field.data + 8);
    if (!is_zone(west)) throw_decode_error("timetz", "its zone is none that there is");
    return {wire_format::load_int64(field.data), -west};
  }
  static void encode(Writer& writer, const TimeTz& value) {
    if (!is_zone(value.utc_offset_seconds)) throw_invalid_value("a zone is less than 16 hours from UTC");
    writer.int64(value.microseconds);
    writer.int32(-value.utc_offset_seconds);
  }

 private:
  /// TZDISP_LIMIT of PostgreSQL's utils/timestamp.h
  static constexpr bool is_zone(std::int32_t seconds) noexcept { return seconds > -57'600 && seconds < 57'600; }
};

template <>
struct Codec<Timestamp> {
  static constexpr ServerType kTypes[] = {{.oid = 1114, .array_oid = 1115}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1114;
  static constexpr std::uint32_t kArrayOid = 1115;
  static Timestamp decode(Field field) {
    if (field.length != 8) throw_wrong_length("timestamp", field.length);
    return {wire_format::load_int64(field.data)};
  }
  static void encode(Writer& writer, const Timestamp& value) { writer.int64(value.microseconds_since_2000); }
};

template <>
struct Codec<TimestampTz> {
  static constexpr ServerType kTypes[] = {{.oid = 1184, .array_oid = 1185}};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = 1184;
  static constexpr std::uint32_t kArrayOid = 1185;
  static TimestampTz decode(Field field) {
    if (field.length != 8) throw_wrong_length("timestamptz", field.length);
    return {wire_format::load_int64(field.data)};
  }
  static void encode(Writer& writer, const TimestampTz& value) { writer.int64(value.microseconds_since_2000); }
};

}  // namespace schemac::runtime
