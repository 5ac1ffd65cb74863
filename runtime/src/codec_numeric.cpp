// numeric on the wire: base-10000 digits with the power of the first, a sign and the scale to show.
// numeric_send of utils/adt/numeric.c.
#include <algorithm>
#include <limits>

#include "schemac/runtime/codec/numeric.hpp"

namespace schemac::runtime {
namespace {

constexpr std::uint16_t kPositive = 0x0000, kNegative = 0x4000, kNan = 0xC000, kInfinity = 0xD000,
                        kMinusInfinity = 0xF000;
constexpr std::int32_t kHeaderBytes = 8;

void append_group(std::string& text, int group) {
  const char digits[] = {static_cast<char>('0' + group / 1000), static_cast<char>('0' + group / 100 % 10),
                         static_cast<char>('0' + group / 10 % 10), static_cast<char>('0' + group % 10)};
  text.append(digits, sizeof digits);
}

/// The base-10000 digit of a power, 0 where none was sent.
class Groups {
 public:
  Groups(const char* data, int count, int weight) : data_(data), count_(count), weight_(weight) {}
  int at_power(int power) const {
    const int index = weight_ - power;
    if (index < 0 || index >= count_) return 0;
    const int group = wire_format::load_int16(data_ + 2 * index);
    if (group < 0 || group > 9999) throw_decode_error("numeric", "a digit of it is none");
    return group;
  }

 private:
  const char* data_;
  int count_;
  int weight_;
};

std::string print(const Groups& groups, int weight, bool negative, int scale) {
  std::string text;
  if (negative) text.push_back('-');
  const std::size_t sign = text.size();
  for (int power = weight; power >= 0; --power) append_group(text, groups.at_power(power));
  text.erase(sign, std::min(text.find_first_not_of('0', sign), text.size()) - sign);
  if (text.size() == sign) text.push_back('0');
  if (scale == 0) return text;
  text.push_back('.');
  const std::size_t end = text.size() + static_cast<std::size_t>(scale);
  for (int power = -1; text.size() < end; --power) append_group(text, groups.at_power(power));
  text.resize(end);
  return text;
}

void write_special(Writer& writer, std::uint16_t sign) {
  writer.int16(0);
  writer.int16(0);
  writer.int16(static_cast<std::int16_t>(sign));
  writer.int16(0);
}

}  // namespace

Numeric Codec<Numeric>::decode(Field field) {
  if (field.length < kHeaderBytes) throw_wrong_length("numeric", field.length);
  const int count = wire_format::load<std::uint16_t>(field.data);
  const int weight = wire_format::load_int16(field.data + 2);
  const auto sign = wire_format::load<std::uint16_t>(field.data + 4);
  const int scale = wire_format::load_int16(field.data + 6);
  if (scale < 0 || field.length != kHeaderBytes + 2 * count) throw_wrong_length("numeric", field.length);
  if (sign == kNan) return Numeric::nan();
  if (sign == kInfinity) return Numeric::infinity();
  if (sign == kMinusInfinity) return Numeric::minus_infinity();
  if (sign != kPositive && sign != kNegative) throw_decode_error("numeric", "its sign is none");
  return Numeric(Numeric::Trusted{},
                 print(Groups(field.data + kHeaderBytes, count, weight), weight, sign == kNegative, scale));
}

void Codec<Numeric>::encode(Writer& writer, const Numeric& value) {
  if (value.is_nan()) return write_special(writer, kNan);
  if (value.is_infinite()) return write_special(writer, value.is_negative() ? kMinusInfinity : kInfinity);
  std::string_view text = value.to_string();
  if (value.is_negative()) text.remove_prefix(1);
  const std::size_t whole = std::min(text.find('.'), text.size());
  const auto scale = static_cast<std::size_t>(value.scale());
  // Groups of four count from the point: the first may be short on the left, the last is filled up on the right.
  const std::size_t whole_groups = (whole + 3) / 4;
  const std::size_t groups = whole_groups + (scale + 3) / 4;
  writer.int16(static_cast<std::int16_t>(groups));
  writer.int16(static_cast<std::int16_t>(static_cast<int>(whole_groups) - 1));
  writer.int16(static_cast<std::int16_t>(value.is_negative() ? kNegative : kPositive));
  writer.int16(static_cast<std::int16_t>(scale));
  const auto digit = [&](std::ptrdiff_t from_point) {  // 0 is the first after the point
    const auto at = static_cast<std::ptrdiff_t>(whole) + from_point + (from_point >= 0 ? 1 : 0);
    return at < 0 || at >= static_cast<std::ptrdiff_t>(text.size()) ? 0 : text[static_cast<std::size_t>(at)] - '0';
  };
  for (std::size_t group = 0; group < groups; ++group) {
    const auto first = 4 * (static_cast<std::ptrdiff_t>(group) - static_cast<std::ptrdiff_t>(whole_groups));
    int number = 0;
    for (std::ptrdiff_t place = 0; place < 4; ++place) number = number * 10 + digit(first + place);
    writer.int16(static_cast<std::int16_t>(number));
  }
}

}  // namespace schemac::runtime
