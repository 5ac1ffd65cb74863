#include "schemac/runtime/interval.hpp"

#include <cinttypes>
#include <cstdio>

namespace schemac::runtime {
namespace {

void append_part(std::string& text, std::int64_t count, char unit) {
  if (count != 0) text.append(std::to_string(count)).push_back(unit);
}

/// Seconds with their fraction; the sign stands before either, also when there are no whole seconds.
void append_seconds(std::string& text, std::int64_t microseconds) {
  if (microseconds == 0) return;
  char digits[40];
  const std::int64_t seconds = microseconds / 1'000'000;
  const std::int64_t fraction = microseconds % 1'000'000;
  const bool negative = microseconds < 0;
  std::snprintf(digits, sizeof digits, "%s%" PRId64 ".%06" PRId64, negative ? "-" : "", negative ? -seconds : seconds,
                negative ? -fraction : fraction);
  std::string shown = digits;
  shown.erase(shown.find_last_not_of('0') + 1);
  if (shown.back() == '.') shown.pop_back();
  text.append(shown).push_back('S');
}

}  // namespace

std::string Interval::to_string() const {
  std::string text = "P";
  append_part(text, months / 12, 'Y');
  append_part(text, months % 12, 'M');
  append_part(text, days, 'D');
  if (microseconds != 0) {
    text.push_back('T');
    append_part(text, microseconds / 3'600'000'000, 'H');
    append_part(text, microseconds / 60'000'000 % 60, 'M');
    append_seconds(text, microseconds % 60'000'000);
  }
  return text.size() == 1 ? "PT0S" : text;
}

}  // namespace schemac::runtime
