// Between the date and time values and std::chrono, in a header of its own because <chrono> weighs more than all of
// them. Instants and days that std::chrono cannot hold, the infinities among them, throw InvalidValue.
#pragma once

#include <chrono>
#include <schemac/runtime/date_time.hpp>
#include <schemac/runtime/interval.hpp>

namespace schemac::runtime {

using SysMicroseconds = std::chrono::sys_time<std::chrono::microseconds>;
using LocalMicroseconds = std::chrono::local_time<std::chrono::microseconds>;

/// @throws InvalidValue when `date` is infinite.
std::chrono::sys_days to_sys_days(Date date);
/// @throws InvalidValue when `date` is infinite or its year outside of std::chrono::year's ±32767.
std::chrono::year_month_day to_year_month_day(Date date);
/// @throws InvalidValue when `day` is out of the range of `date`.
Date to_date(std::chrono::sys_days day);
/// @throws InvalidValue when `day` is not `ok()`.
Date to_date(std::chrono::year_month_day day);

/// @throws InvalidValue when `instant` is infinite or does not fit.
SysMicroseconds to_sys_time(TimestampTz instant);
/// @throws InvalidValue when `instant` is out of the range of `timestamptz`.
TimestampTz to_timestamp_tz(SysMicroseconds instant);

/// @throws InvalidValue when `timestamp` is infinite or does not fit.
LocalMicroseconds to_local_time(Timestamp timestamp);
/// @throws InvalidValue when `local` is out of the range of `timestamp`.
Timestamp to_timestamp(LocalMicroseconds local);

std::chrono::microseconds to_duration(Time time) noexcept;
/// @throws InvalidValue unless `since_midnight` is within 0 and 24 hours.
Time to_time(std::chrono::microseconds since_midnight);

/// An interval of exactly this long: no months and no days in it.
Interval to_interval(std::chrono::microseconds duration) noexcept;

}  // namespace schemac::runtime
