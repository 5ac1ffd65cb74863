#include "schemac/runtime/numeric.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "schemac/runtime/error.hpp"

namespace schemac::runtime {
namespace {

constexpr std::int64_t kMostBeforePoint = 131072;
constexpr std::int64_t kMostAfterPoint = 16383;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char left, char right) { return (left >= 'A' && left <= 'Z' ? left + 32 : left) == right; });
}

/// A decimal number taken apart: its digits without the point, and where the point stands among them.
struct Digits {
  std::string all;
  std::int64_t point = 0;  // digits before the point; may be negative or past the end after an exponent
  bool negative = false;
};

std::optional<Digits> read_digits(std::string_view text) {
  Digits digits;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) digits.negative = text[at++] == '-';
  while (at < text.size() && is_digit(text[at])) digits.all.push_back(text[at++]);
  digits.point = static_cast<std::int64_t>(digits.all.size());
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]); ++at) digits.all.push_back(text[at]);
  }
  if (digits.all.empty()) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    if (++at < text.size() && text[at] == '+' && at + 1 < text.size() && is_digit(text[at + 1])) ++at;
    std::int32_t exponent = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (error != std::errc() || end == text.data() + at) return std::nullopt;
    digits.point += exponent;
    at = static_cast<std::size_t>(end - text.data());
  }
  if (at != text.size()) return std::nullopt;
  return digits;
}

std::optional<std::string> print(const Digits& digits) {
  const auto count = static_cast<std::int64_t>(digits.all.size());
  const std::int64_t scale = std::max<std::int64_t>(count - digits.point, 0);
  if (scale > kMostAfterPoint || digits.point > kMostBeforePoint + count) return std::nullopt;
  std::string whole;
  if (digits.point > 0) whole = digits.all.substr(0, static_cast<std::size_t>(std::min(digits.point, count)));
  if (digits.point > count) whole.append(static_cast<std::size_t>(digits.point - count), '0');
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  if (static_cast<std::int64_t>(whole.size()) > kMostBeforePoint) return std::nullopt;
  std::string fraction;
  if (digits.point < 0) fraction.assign(static_cast<std::size_t>(-digits.point), '0');
  if (scale > 0) fraction += digits.all.substr(static_cast<std::size_t>(std::max<std::int64_t>(digits.point, 0)));
  std::string text = whole.empty() ? "0" : whole;
  if (scale > 0) text.append(".").append(fraction);
  if (digits.negative && text.find_first_of("123456789") != std::string::npos) text.insert(0, 1, '-');
  return text;
}

/// -Infinity, a number, Infinity, NaN: PostgreSQL's order.
int rank(const Numeric& value) {
  if (value.is_nan()) return 3;
  if (!value.is_infinite()) return 1;
  return value.is_negative() ? 0 : 2;
}

/// Compares canonical texts without sign.
int compare_magnitudes(std::string_view left, std::string_view right) {
  const std::size_t left_whole = std::min(left.find('.'), left.size());
  const std::size_t right_whole = std::min(right.find('.'), right.size());
  if (left_whole != right_whole) return left_whole < right_whole ? -1 : 1;
  const std::size_t common = std::min(left.size(), right.size());
  if (const int order = left.substr(0, common).compare(right.substr(0, common)); order != 0) return order;
  // What one has more is its fraction: equal only if all of that is zero.
  if (left.find_first_not_of("0.", common) != std::string_view::npos) return 1;
  return right.find_first_not_of("0.", common) != std::string_view::npos ? -1 : 0;
}

}  // namespace

Numeric::Numeric(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) throw InvalidValue("`" + std::string(text.substr(0, 60)) + "` is no numeric");
  *this = std::move(*parsed);
}

std::optional<Numeric> Numeric::parse(std::string_view text) {
  if (is_word(text, "nan")) return nan();
  const bool negative = !text.empty() && text.front() == '-';
  const std::string_view word = text.substr(!text.empty() && (negative || text.front() == '+') ? 1 : 0);
  if (is_word(word, "infinity") || is_word(word, "inf")) return negative ? minus_infinity() : infinity();
  const auto digits = read_digits(text);
  if (!digits) return std::nullopt;
  auto printed = print(*digits);
  if (!printed) return std::nullopt;
  return Numeric(Trusted{}, std::move(*printed));
}

int Numeric::scale() const noexcept {
  const std::size_t point = text_.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text_.size() - point - 1);
}

double Numeric::to_double() const {
  if (is_nan()) return std::numeric_limits<double>::quiet_NaN();
  if (is_infinite()) {
    return is_negative() ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  static_cast<void>(end);
  if (error != std::errc::result_out_of_range) return value;
  // Too large becomes infinite; too small is zero, which from_chars reports in the same way.
  const bool tiny = text_.compare(is_negative() ? 1 : 0, 2, "0.") == 0;
  const double limit = tiny ? 0.0 : std::numeric_limits<double>::infinity();
  return is_negative() ? -limit : limit;
}

std::optional<std::int64_t> Numeric::to_int64() const noexcept {
  if (!is_finite()) return std::nullopt;
  const std::size_t whole = std::min(text_.find('.'), text_.size());
  if (text_.find_first_not_of("0.", whole) != std::string::npos) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + whole, value);
  static_cast<void>(end);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::weak_ordering operator<=>(const Numeric& left, const Numeric& right) noexcept {
  const int left_rank = rank(left);
  const int right_rank = rank(right);
  if (left_rank != right_rank || left_rank != 1) return left_rank <=> right_rank;
  const bool negative = left.is_negative();
  if (negative != right.is_negative()) return negative ? std::weak_ordering::less : std::weak_ordering::greater;
  const std::string_view one = std::string_view(left.text_).substr(negative ? 1 : 0);
  const std::string_view other = std::string_view(right.text_).substr(negative ? 1 : 0);
  return (negative ? compare_magnitudes(other, one) : compare_magnitudes(one, other)) <=> 0;
}

}  // namespace schemac::runtime
