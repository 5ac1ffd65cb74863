// The value of an `interval` column. Months, days and microseconds are three counts that do not convert into one
// another (a month has no fixed days, a day no fixed hours), so equality is of the three; PostgreSQL's own `=` first
// takes 30 days for a month and 24 hours for a day.
#pragma once

#include <cstdint>
#include <string>

namespace schemac::runtime {

struct Interval {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int64_t microseconds = 0;

  /// ISO 8601 as PostgreSQL writes it with `IntervalStyle = iso_8601`: `P1Y2M3DT4H5M6.7S`, `PT0S`.
  std::string to_string() const;

  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace schemac::runtime
