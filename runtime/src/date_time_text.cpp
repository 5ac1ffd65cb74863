#include "date_time_text.hpp"

#include <cstdio>
#include <cstdlib>

namespace schemac::runtime::detail {
namespace {

template <class... Values>
std::string format(const char* form, Values... values) {
  char text[64];
  const int length = std::snprintf(text, sizeof text, form, values...);
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace

bool DateTimeReader::read_number(int& value, std::size_t least, std::size_t most) noexcept {
  std::size_t digits = 0;
  value = 0;
  while (digits < rest_.size() && digits < most && rest_[digits] >= '0' && rest_[digits] <= '9') {
    value = value * 10 + (rest_[digits++] - '0');
  }
  rest_.remove_prefix(digits);
  return digits >= least;
}

bool DateTimeReader::read_one_of(std::string_view characters) noexcept {
  if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
  rest_.remove_prefix(1);
  return true;
}

bool DateTimeReader::read_date(CivilDate& date) noexcept {
  return read_number(date.year, 4, 7) && read_one_of("-") && read_number(date.month, 2, 2) && read_one_of("-") &&
         read_number(date.day, 2, 2);
}

bool DateTimeReader::read_era(CivilDate& date) noexcept {
  if (date.year == 0) return false;
  if (!rest_.starts_with(" BC")) return true;
  rest_.remove_prefix(3);
  date.year = 1 - date.year;  // 1 BC is the astronomical year 0
  return true;
}

bool DateTimeReader::read_fraction(std::int64_t& microseconds) noexcept {
  const std::size_t before = rest_.size();
  int fraction = 0;
  if (!read_number(fraction, 1, 6)) return false;
  microseconds = fraction;
  for (std::size_t digits = before - rest_.size(); digits < 6; ++digits) microseconds *= 10;
  return true;
}

bool DateTimeReader::read_time(Time& time) noexcept {
  int hours = 0, minutes = 0, seconds = 0;
  std::int64_t fraction = 0;
  if (!read_number(hours, 2, 2) || !read_one_of(":") || !read_number(minutes, 2, 2)) return false;
  if (read_one_of(":")) {
    if (!read_number(seconds, 2, 2)) return false;
    if (read_one_of(".") && !read_fraction(fraction)) return false;
  }
  time.microseconds = (hours * 3600LL + minutes * 60 + seconds) * 1'000'000 + fraction;
  constexpr std::int64_t kMidnight = 86'400'000'000;
  return minutes < 60 && seconds < 60 && time.microseconds <= kMidnight;
}

bool DateTimeReader::read_offset(std::int32_t& seconds) noexcept {
  seconds = 0;
  if (read_one_of("Z")) return true;
  const bool west = !rest_.empty() && rest_.front() == '-';
  int hours = 0, minutes = 0, rest = 0;
  if (!read_one_of("+-") || !read_number(hours, 2, 2)) return false;
  if (read_one_of(":") && !read_number(minutes, 2, 2)) return false;
  if (read_one_of(":") && !read_number(rest, 2, 2)) return false;
  seconds = (hours * 60 + minutes) * 60 + rest;
  if (west) seconds = -seconds;
  return hours < 16 && minutes < 60 && rest < 60;
}

YearText print_date(const CivilDate& civil) {
  const bool before_christ = civil.year <= 0;
  const int year = before_christ ? 1 - civil.year : civil.year;
  return {format("%04d-%02d-%02d", year, civil.month, civil.day), before_christ ? " BC" : ""};
}

std::string print_time(std::int64_t microseconds) {
  const std::int64_t seconds = microseconds / 1'000'000;
  std::string text = format("%02d:%02d:%02d", static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                            static_cast<int>(seconds % 60));
  const int fraction = static_cast<int>(microseconds % 1'000'000);
  if (fraction == 0) return text;
  text += format(".%06d", fraction);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string print_offset(std::int32_t seconds) {
  const int size = std::abs(seconds);
  std::string text = format("%c%02d", seconds < 0 ? '-' : '+', size / 3600);
  if (size % 3600 != 0) text += format(":%02d", size / 60 % 60);
  if (size % 60 != 0) text += format(":%02d", size % 60);
  return text;
}

}  // namespace schemac::runtime::detail
