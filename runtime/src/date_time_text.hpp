// ISO 8601 as PostgreSQL writes it: `0044-03-15 12:00:00.5+00 BC`. Reading and printing; what a day is, is not here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schemac/runtime/date_time.hpp"

namespace schemac::runtime::detail {

/// Reads from left to right; each read tells whether it found what it looks for.
class DateTimeReader {
 public:
  explicit DateTimeReader(std::string_view text) noexcept : rest_(text) {}

  bool at_end() const noexcept { return rest_.empty(); }
  /// `2026-03-01`: four to seven digits of the year. The day need not be in the calendar.
  bool read_date(CivilDate& date) noexcept;
  /// ` BC` turns the year, and nothing is fine too; year 0 is not.
  bool read_era(CivilDate& date) noexcept;
  /// `13:45`, `13:45:30`, `13:45:30.25`, up to 24:00:00.
  bool read_time(Time& time) noexcept;
  /// `Z`, `+02`, `-03:30`, `+01:02:03`: seconds east of UTC, less than 16 hours, as PostgreSQL has it.
  bool read_offset(std::int32_t& seconds) noexcept;
  bool read_one_of(std::string_view characters) noexcept;

 private:
  /// Reads `least` to `most` digits.
  bool read_number(int& value, std::size_t least, std::size_t most) noexcept;
  bool read_fraction(std::int64_t& microseconds) noexcept;

  std::string_view rest_;
};

struct YearText {
  std::string date;  // `0044-03-15`
  std::string era;   // ` BC` or nothing; it stands after the time
};
YearText print_date(const CivilDate& civil);
/// `13:45:30.25`
std::string print_time(std::int64_t microseconds);
/// `+02`, `-03:30`
std::string print_offset(std::int32_t seconds);

}  // namespace schemac::runtime::detail
