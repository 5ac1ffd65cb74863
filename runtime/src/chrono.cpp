#include "schemac/runtime/chrono.hpp"

#include "schemac/runtime/error.hpp"

namespace schemac::runtime {
namespace {

constexpr std::int64_t kUnixTo2000Days = 10957;
constexpr std::int64_t kUnixTo2000 = kUnixTo2000Days * 86'400'000'000;

/// @throws InvalidValue when the sum is no 64-bit number
std::int64_t sum(std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(left, right, &result)) {
    throw InvalidValue("a point in time does not fit into 64 bits of microseconds");
  }
  return result;
}

template <class Finite>
void require_finite(const Finite& value) {
  if (!value.is_finite()) throw InvalidValue("std::chrono has no infinite days and instants");
}

/// @throws InvalidValue when PostgreSQL's timestamps do not reach there
std::int64_t checked_since_2000(std::chrono::microseconds unix_time) {
  const std::int64_t since = sum(unix_time.count(), -kUnixTo2000);
  const std::int64_t days = since / 86'400'000'000;
  constexpr std::int64_t kFirstDay = -2451545, kLastDay = 106751983;  // 4714-11-24 BC and 294277-01-01
  if (days < kFirstDay || days >= kLastDay) throw InvalidValue("a point in time is out of the range of PostgreSQL's");
  return since;
}

}  // namespace

std::chrono::sys_days to_sys_days(Date date) {
  require_finite(date);
  return std::chrono::sys_days(std::chrono::days(date.days_since_2000 + kUnixTo2000Days));
}

std::chrono::year_month_day to_year_month_day(Date date) {
  require_finite(date);
  const CivilDate civil = date.civil();
  if (civil.year < static_cast<int>(std::chrono::year::min()) ||
      civil.year > static_cast<int>(std::chrono::year::max())) {
    throw InvalidValue("std::chrono has no such year");
  }
  return {std::chrono::year(civil.year), std::chrono::month(static_cast<unsigned>(civil.month)),
          std::chrono::day(static_cast<unsigned>(civil.day))};
}

Date to_date(std::chrono::sys_days day) {
  const std::int64_t days = std::int64_t{day.time_since_epoch().count()} - kUnixTo2000Days;
  constexpr std::int64_t kFirstDay = -2451545, kLastDay = 2145031948;  // 4714-11-24 BC and 5874897-12-31
  if (days < kFirstDay || days > kLastDay) throw InvalidValue("a day is out of the range of `date`");
  return {static_cast<std::int32_t>(days)};
}

Date to_date(std::chrono::year_month_day day) {
  if (!day.ok()) throw InvalidValue("there is no such day in the calendar");
  return to_date(std::chrono::sys_days(day));
}

SysMicroseconds to_sys_time(TimestampTz instant) {
  require_finite(instant);
  return SysMicroseconds(std::chrono::microseconds(sum(instant.microseconds_since_2000, kUnixTo2000)));
}

TimestampTz to_timestamp_tz(SysMicroseconds instant) { return {checked_since_2000(instant.time_since_epoch())}; }

LocalMicroseconds to_local_time(Timestamp timestamp) {
  require_finite(timestamp);
  return LocalMicroseconds(std::chrono::microseconds(sum(timestamp.microseconds_since_2000, kUnixTo2000)));
}

Timestamp to_timestamp(LocalMicroseconds local) { return {checked_since_2000(local.time_since_epoch())}; }

std::chrono::microseconds to_duration(Time time) noexcept { return std::chrono::microseconds(time.microseconds); }

Time to_time(std::chrono::microseconds since_midnight) {
  if (since_midnight.count() < 0 || since_midnight > std::chrono::hours(24)) {
    throw InvalidValue("a time of day is between 0 and 24 hours");
  }
  return {since_midnight.count()};
}

Interval to_interval(std::chrono::microseconds duration) noexcept { return {0, 0, duration.count()}; }

}  // namespace schemac::runtime
