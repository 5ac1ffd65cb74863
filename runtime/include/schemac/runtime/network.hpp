// The values of `inet`, `cidr`, `macaddr` and `macaddr8` columns.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schemac::runtime {

/// A host address with the length of its network: `192.168.0.1/24`. For IPv4 the first four bytes count.
struct Inet {
  bool is_v6 = false;
  std::uint8_t prefix_length = 32;
  std::array<std::uint8_t, 16> bytes{};

  /// Reads an IPv4 or IPv6 address, with or without `/length`; nullopt for anything else.
  static std::optional<Inet> parse(std::string_view text);

  /// PostgreSQL's spelling: the length is left out when it is that of a single host.
  std::string to_string() const;

  friend constexpr bool operator==(const Inet&, const Inet&) = default;
};

/// A network: like `Inet`, with every bit past the length zero, and the length always spelled.
struct Cidr {
  bool is_v6 = false;
  std::uint8_t prefix_length = 32;
  std::array<std::uint8_t, 16> bytes{};

  /// Reads `10.0.0.0/8`; nullopt for anything else, and when bits are set past the length.
  static std::optional<Cidr> parse(std::string_view text);
  std::string to_string() const;

  friend constexpr bool operator==(const Cidr&, const Cidr&) = default;
};

struct MacAddr {
  std::array<std::uint8_t, 6> bytes{};

  /// Reads `08:00:2b:01:02:03` (or with `-`); nullopt for anything else.
  static std::optional<MacAddr> parse(std::string_view text) noexcept;
  std::string to_string() const;

  friend constexpr auto operator<=>(const MacAddr&, const MacAddr&) = default;
};

struct MacAddr8 {
  std::array<std::uint8_t, 8> bytes{};

  /// Reads `08:00:2b:01:02:03:04:05` (or with `-`); nullopt for anything else.
  static std::optional<MacAddr8> parse(std::string_view text) noexcept;
  std::string to_string() const;

  friend constexpr auto operator<=>(const MacAddr8&, const MacAddr8&) = default;
};

}  // namespace schemac::runtime
