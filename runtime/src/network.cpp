#include "schemac/runtime/network.hpp"

#include <arpa/inet.h>

#include <charconv>

#include "hexadecimal.hpp"

namespace schemac::runtime {
namespace {

template <class Address>
std::optional<Address> parse_address(std::string_view text, bool needs_length) {
  const std::size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  Address address;
  address.is_v6 = host.find(':') != std::string::npos;
  address.prefix_length = address.is_v6 ? 128 : 32;
  if (host.find('\0') != std::string::npos) return std::nullopt;
  if (inet_pton(address.is_v6 ? AF_INET6 : AF_INET, host.c_str(), address.bytes.data()) != 1) return std::nullopt;
  if (slash == std::string_view::npos) return needs_length ? std::nullopt : std::optional(address);
  const std::string_view digits = text.substr(slash + 1);
  unsigned length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc() || end != digits.data() + digits.size() || length > address.prefix_length) {
    return std::nullopt;
  }
  address.prefix_length = static_cast<std::uint8_t>(length);
  return address;
}

template <class Address>
std::string print(const Address& address, bool always_length) {
  char host[INET6_ADDRSTRLEN];
  inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), host, sizeof host);
  std::string text = host;
  if (always_length || address.prefix_length != (address.is_v6 ? 128 : 32)) {
    text.append("/").append(std::to_string(address.prefix_length));
  }
  return text;
}

bool has_bits_past(const Cidr& network) {
  const std::size_t bits = network.is_v6 ? 128 : 32;
  for (std::size_t bit = network.prefix_length; bit < bits; ++bit) {
    if ((network.bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) return true;
  }
  return false;
}

template <class Address>
std::optional<Address> parse_hardware(std::string_view text) noexcept {
  Address address;
  if (text.size() != address.bytes.size() * 3 - 1) return std::nullopt;
  const char separator = text[2];
  if (separator != ':' && separator != '-') return std::nullopt;
  for (std::size_t index = 0; index < address.bytes.size(); ++index) {
    const int byte = detail::hexadecimal_byte(text.substr(index * 3, 2));
    if (byte < 0 || (index != 0 && text[index * 3 - 1] != separator)) return std::nullopt;
    address.bytes[index] = static_cast<std::uint8_t>(byte);
  }
  return address;
}

template <class Address>
std::string print_hardware(const Address& address) {
  std::string text;
  for (const std::uint8_t byte : address.bytes) {
    if (!text.empty()) text.push_back(':');
    detail::append_hexadecimal(text, byte);
  }
  return text;
}

}  // namespace

std::optional<Inet> Inet::parse(std::string_view text) { return parse_address<Inet>(text, false); }
std::string Inet::to_string() const { return print(*this, false); }

std::optional<Cidr> Cidr::parse(std::string_view text) {
  auto network = parse_address<Cidr>(text, true);
  return network && has_bits_past(*network) ? std::nullopt : network;
}
std::string Cidr::to_string() const { return print(*this, true); }

std::optional<MacAddr> MacAddr::parse(std::string_view text) noexcept { return parse_hardware<MacAddr>(text); }
std::string MacAddr::to_string() const { return print_hardware(*this); }

std::optional<MacAddr8> MacAddr8::parse(std::string_view text) noexcept { return parse_hardware<MacAddr8>(text); }
std::string MacAddr8::to_string() const { return print_hardware(*this); }

}  // namespace schemac::runtime
