// The value of a `uuid` column: sixteen bytes in the order of the text form, which is also PostgreSQL's sort order.
// Making random ones is the database's work (`gen_random_uuid()`); nothing here generates.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schemac::runtime {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  /// Reads the 36-character form `8-4-4-4-12`, either case; nullopt for anything else.
  static std::optional<Uuid> parse(std::string_view text) noexcept;

  /// The lower-case 36-character form.
  std::string to_string() const;

  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;
};

}  // namespace schemac::runtime

template <>
struct std::hash<schemac::runtime::Uuid> {
  std::size_t operator()(const schemac::runtime::Uuid& uuid) const noexcept;
};
