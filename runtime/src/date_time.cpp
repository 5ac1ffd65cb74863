#include "schemac/runtime/date_time.hpp"

#include "date_time_text.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

// The ranges of https://www.postgresql.org/docs/15/datatype-datetime.html, as datatype/timestamp.h has them.
constexpr std::int32_t kFirstDay = -2451545;                 // 4714-11-24 BC
constexpr std::int32_t kLastDay = 2145031948;                // 5874897-12-31
constexpr std::int64_t kFirstInstant = -211813488000000000;  // 4714-11-24 00:00 BC
constexpr std::int64_t kPastInstant = 9223371331200000000;   // 294277-01-01 00:00

constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

/// Days from 2000-01-01; years, months and days as they are, 400 years being 146097 days. With March as the first month
/// the day that leap years have more is the last of the year.
constexpr std::int64_t days_of(std::int64_t year, int month, int day) {
  const std::int64_t march_year = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_divide(march_year, 400);
  const std::int64_t year_of_era = march_year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr std::int64_t kMarchZeroTo2000 = 730425;  // from 0000-03-01 to 2000-01-01
  return era * 146097 + day_of_era - kMarchZeroTo2000;
}
static_assert(days_of(2000, 1, 1) == 0 && days_of(1970, 1, 1) == -10957 && days_of(-4713, 11, 24) == kFirstDay);

constexpr CivilDate civil_of(std::int64_t days) {
  const std::int64_t shifted = days + 730425;
  const std::int64_t era = floor_divide(shifted, 146097);
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = march_month + (march_month < 10 ? 3 : -9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<int>(month),
          static_cast<int>(day_of_year - (153 * march_month + 2) / 5 + 1)};
}

bool is_in_calendar(const CivilDate& civil) {
  if (civil.month < 1 || civil.month > 12 || civil.day < 1) return false;
  const CivilDate back = civil_of(days_of(civil.year, civil.month, civil.day));
  return back == civil;
}

std::optional<Date> checked_date(const CivilDate& civil) {
  if (!is_in_calendar(civil)) return std::nullopt;
  const std::int64_t days = days_of(civil.year, civil.month, civil.day);
  if (days < kFirstDay || days > kLastDay) return std::nullopt;
  return Date{static_cast<std::int32_t>(days)};
}

/// @param offset_seconds east of UTC, which is taken away
std::optional<std::int64_t> checked_instant(Date date, Time time, std::int64_t offset_seconds = 0) {
  const std::int64_t days = date.days_since_2000;
  if (days < floor_divide(kFirstInstant, kDay) - 1 || days > kPastInstant / kDay) return std::nullopt;
  std::int64_t instant = 0;
  if (__builtin_add_overflow(days * kDay, time.microseconds - offset_seconds * 1'000'000, &instant))
    return std::nullopt;
  if (instant < kFirstInstant || instant >= kPastInstant) return std::nullopt;
  return instant;
}

std::string print_instant(std::int64_t instant, std::string_view zone) {
  const std::int64_t days = floor_divide(instant, kDay);
  const detail::YearText year = detail::print_date(civil_of(days));
  // Not `instant - days * kDay`: a day that holds the first instants of all begins before what 64 bits hold.
  const std::int64_t time = instant % kDay < 0 ? instant % kDay + kDay : instant % kDay;
  std::string text = year.date + " " + Time{time}.to_string();
  return text.append(zone).append(year.era);
}

template <class Instant>
std::optional<Instant> parse_infinity(std::string_view text) {
  if (text == "infinity") return Instant::infinity();
  if (text == "-infinity") return Instant::minus_infinity();
  return std::nullopt;
}

/// @param needs_offset whether a zone has to be told; where not, it must not be
std::optional<std::int64_t> parse_instant(std::string_view text, bool needs_offset) {
  detail::DateTimeReader reader(text);
  CivilDate civil;
  Time time;
  std::int32_t offset = 0;
  if (!reader.read_date(civil) || !reader.read_one_of(" T") || !reader.read_time(time)) return std::nullopt;
  if (needs_offset && !reader.read_offset(offset)) return std::nullopt;
  if (!reader.read_era(civil) || !reader.at_end()) return std::nullopt;
  const auto date = checked_date(civil);
  return date ? checked_instant(*date, time, offset) : std::nullopt;
}

}  // namespace

Date Date::of(CivilDate civil) {
  if (const auto date = checked_date(civil)) return *date;
  throw InvalidValue("there is no such day in the range of `date`");
}

CivilDate Date::civil() const noexcept { return civil_of(days_since_2000); }

std::optional<Date> Date::parse(std::string_view text) {
  if (const auto infinite = parse_infinity<Date>(text)) return infinite;
  detail::DateTimeReader reader(text);
  CivilDate civil;
  if (!reader.read_date(civil) || !reader.read_era(civil) || !reader.at_end()) return std::nullopt;
  return checked_date(civil);
}

std::string Date::to_string() const {
  if (!is_finite()) return *this == infinity() ? "infinity" : "-infinity";
  const detail::YearText year = detail::print_date(civil());
  return year.date + year.era;
}

std::optional<Time> Time::parse(std::string_view text) {
  detail::DateTimeReader reader(text);
  Time time;
  if (!reader.read_time(time) || !reader.at_end()) return std::nullopt;
  return time;
}

std::string Time::to_string() const { return detail::print_time(microseconds); }

std::optional<TimeTz> TimeTz::parse(std::string_view text) {
  detail::DateTimeReader reader(text);
  Time time;
  std::int32_t offset = 0;
  if (!reader.read_time(time) || !reader.read_offset(offset) || !reader.at_end()) return std::nullopt;
  return TimeTz{time.microseconds, offset};
}

std::string TimeTz::to_string() const {
  return detail::print_time(microseconds) + detail::print_offset(utc_offset_seconds);
}

Timestamp Timestamp::of(Date date, Time time) {
  if (date.is_finite()) {
    if (const auto instant = checked_instant(date, time)) return {*instant};
  }
  throw InvalidValue("the day is infinite or out of the range of `timestamp`");
}

Date Timestamp::date() const noexcept {
  if (!is_finite()) return *this == infinity() ? Date::infinity() : Date::minus_infinity();
  return {static_cast<std::int32_t>(floor_divide(microseconds_since_2000, kDay))};
}

Time Timestamp::time() const noexcept {
  if (!is_finite()) return {};
  return {microseconds_since_2000 - floor_divide(microseconds_since_2000, kDay) * kDay};
}

std::optional<Timestamp> Timestamp::parse(std::string_view text) {
  if (const auto infinite = parse_infinity<Timestamp>(text)) return infinite;
  const auto instant = parse_instant(text, false);
  return instant ? std::optional(Timestamp{*instant}) : std::nullopt;
}

std::string Timestamp::to_string() const {
  if (!is_finite()) return *this == infinity() ? "infinity" : "-infinity";
  return print_instant(microseconds_since_2000, "");
}

std::optional<TimestampTz> TimestampTz::parse(std::string_view text) {
  if (const auto infinite = parse_infinity<TimestampTz>(text)) return infinite;
  const auto instant = parse_instant(text, true);
  return instant ? std::optional(TimestampTz{*instant}) : std::nullopt;
}

std::string TimestampTz::to_string() const {
  if (!is_finite()) return *this == infinity() ? "infinity" : "-infinity";
  return print_instant(microseconds_since_2000, "+00");
}

}  // namespace schemac::runtime
