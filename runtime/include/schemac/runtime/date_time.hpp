// The values of date and time columns, as PostgreSQL itself counts them: days or microseconds from 2000-01-01, both
// infinities included. Text is ISO 8601 as PostgreSQL writes it, years before 1 with ` BC`. No time zone database is
// here: a `TimestampTz` is an instant and prints in UTC. Conversions to std::chrono are in chrono.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// A day of the proleptic Gregorian calendar. The year is astronomical: 0 is 1 BC, -43 is 44 BC.
struct CivilDate {
  int year = 2000;
  int month = 1;
  int day = 1;

  friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

/// `date`: 4713 BC to 5874897 AD.
struct Date {
  std::int32_t days_since_2000 = 0;

  static constexpr Date infinity() { return {INT32_MAX}; }
  static constexpr Date minus_infinity() { return {INT32_MIN}; }
  constexpr bool is_finite() const { return days_since_2000 != INT32_MAX && days_since_2000 != INT32_MIN; }

  /// @throws InvalidValue when the day is not in the calendar or not in the range of `date`.
  static Date of(CivilDate civil);
  /// @pre is_finite()
  CivilDate civil() const noexcept;

  /// Reads `2026-03-01`, `0044-03-15 BC`, `infinity`, `-infinity`; nullopt for anything else.
  static std::optional<Date> parse(std::string_view text);
  std::string to_string() const;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// `time`: microseconds from midnight, 0 to 86,400,000,000 inclusive (PostgreSQL knows 24:00:00).
struct Time {
  std::int64_t microseconds = 0;

  /// Reads `13:45`, `13:45:30`, `13:45:30.250001`, `24:00:00`; nullopt for anything else.
  static std::optional<Time> parse(std::string_view text);
  std::string to_string() const;

  friend constexpr auto operator<=>(const Time&, const Time&) = default;
};

/// `timetz`: a time of day with the seconds *east* of UTC that its clock shows.
struct TimeTz {
  std::int64_t microseconds = 0;
  std::int32_t utc_offset_seconds = 0;

  /// Reads a `Time` followed by `Z`, `+02`, `-03:30` or `+01:02:03`; nullopt for anything else.
  static std::optional<TimeTz> parse(std::string_view text);
  std::string to_string() const;

  friend constexpr bool operator==(const TimeTz&, const TimeTz&) = default;
};

/// `timestamp`: a day and a time of day, in no particular zone.
struct Timestamp {
  std::int64_t microseconds_since_2000 = 0;

  static constexpr Timestamp infinity() { return {INT64_MAX}; }
  static constexpr Timestamp minus_infinity() { return {INT64_MIN}; }
  constexpr bool is_finite() const {
    return microseconds_since_2000 != INT64_MAX && microseconds_since_2000 != INT64_MIN;
  }

  /// @throws InvalidValue when the date is infinite or the result out of the range of `timestamp`.
  static Timestamp of(Date date, Time time = {});
  /// Infinite where this is.
  Date date() const noexcept;
  /// Midnight where this is infinite.
  Time time() const noexcept;

  /// Reads a date and a time with a blank or `T` between, `… BC`, `infinity`, `-infinity`; nullopt for anything else.
  static std::optional<Timestamp> parse(std::string_view text);
  std::string to_string() const;

  friend constexpr auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

/// `timestamptz`: an instant.
struct TimestampTz {
  std::int64_t microseconds_since_2000 = 0;  // from 2000-01-01 00:00 UTC

  static constexpr TimestampTz infinity() { return {INT64_MAX}; }
  static constexpr TimestampTz minus_infinity() { return {INT64_MIN}; }
  constexpr bool is_finite() const {
    return microseconds_since_2000 != INT64_MAX && microseconds_since_2000 != INT64_MIN;
  }

  /// @param microseconds from 1970-01-01 00:00 UTC
  static constexpr TimestampTz from_unix_microseconds(std::int64_t microseconds) {
    return {microseconds - kUnixToPostgres};
  }
  /// @pre is_finite()
  constexpr std::int64_t unix_microseconds() const { return microseconds_since_2000 + kUnixToPostgres; }

  /// Reads a timestamp with `Z` or an offset (`+02`, `-03:30`), `infinity`, `-infinity`; nullopt for anything else,
  /// also where the offset is missing, since the zone would be a guess.
  static std::optional<TimestampTz> parse(std::string_view text);
  /// In UTC: `2026-03-01 09:30:00+00`.
  std::string to_string() const;

  friend constexpr auto operator<=>(const TimestampTz&, const TimestampTz&) = default;

 private:
  static constexpr std::int64_t kUnixToPostgres = 946'684'800'000'000;
};

}  // namespace schemac::runtime
