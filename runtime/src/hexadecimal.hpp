// Hexadecimal digits, as identifiers and addresses are written with.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace schemac::runtime::detail {

/// 0 to 15, or -1.
constexpr int hexadecimal_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// Two digits, lower case.
inline void append_hexadecimal(std::string& text, std::uint8_t byte) {
  constexpr const char* kDigits = "0123456789abcdef";
  text.push_back(kDigits[byte >> 4]);
  text.push_back(kDigits[byte & 15]);
}

/// Two digits; -1 when they are none.
constexpr int hexadecimal_byte(std::string_view two) noexcept {
  const int high = hexadecimal_value(two[0]);
  const int low = hexadecimal_value(two[1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

}  // namespace schemac::runtime::detail
