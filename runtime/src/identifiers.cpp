// uuid and pg_lsn: numbers that are written in hexadecimal.
#include <cstdio>
#include <cstring>

#include "hexadecimal.hpp"
#include "schemac/runtime/system_types.hpp"
#include "schemac/runtime/uuid.hpp"

namespace schemac::runtime {

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  std::size_t at = 0;
  for (std::size_t index = 0; index < uuid.bytes.size(); ++index) {
    if (at == 8 || at == 13 || at == 18 || at == 23) {
      if (text[at++] != '-') return std::nullopt;
    }
    const int byte = detail::hexadecimal_byte(text.substr(at, 2));
    if (byte < 0) return std::nullopt;
    uuid.bytes[index] = static_cast<std::uint8_t>(byte);
    at += 2;
  }
  return uuid;
}

std::string Uuid::to_string() const {
  std::string text;
  text.reserve(36);
  for (const std::uint8_t byte : bytes) {
    if (text.size() == 8 || text.size() == 13 || text.size() == 18 || text.size() == 23) text.push_back('-');
    detail::append_hexadecimal(text, byte);
  }
  return text;
}

std::optional<Lsn> Lsn::parse(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  for (const std::string_view half : {text.substr(0, slash), text.substr(slash + 1)}) {
    if (half.empty() || half.size() > 8) return std::nullopt;
    std::uint64_t part = 0;
    for (const char digit : half) {
      const int nibble = detail::hexadecimal_value(digit);
      if (nibble < 0) return std::nullopt;
      part = part << 4 | static_cast<std::uint64_t>(nibble);
    }
    value = value << 32 | part;
  }
  return Lsn{value};
}

std::string Lsn::to_string() const {
  char text[18];
  const int length = std::snprintf(text, sizeof text, "%X/%X", static_cast<unsigned>(value >> 32),
                                   static_cast<unsigned>(value & 0xFFFFFFFFu));
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace schemac::runtime

std::size_t std::hash<schemac::runtime::Uuid>::operator()(const schemac::runtime::Uuid& uuid) const noexcept {
  std::uint64_t halves[2];
  std::memcpy(halves, uuid.bytes.data(), sizeof halves);
  // Mixed, since ordered uuids (version 7) differ in a few low bits of either half alone; the factor is 2^64 / φ.
  return static_cast<std::size_t>((halves[0] ^ (halves[1] + 0x9e3779b97f4a7c15u)) * 0x9e3779b97f4a7c15u);
}
