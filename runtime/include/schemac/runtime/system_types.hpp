// The values of `oid` and `pg_lsn` columns.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schemac::runtime {

struct Oid {
  std::uint32_t value = 0;

  friend constexpr auto operator<=>(const Oid&, const Oid&) = default;
};

/// A position in the write-ahead log, in bytes from its beginning.
struct Lsn {
  std::uint64_t value = 0;

  /// Reads `16/B374D848`; nullopt for anything else.
  static std::optional<Lsn> parse(std::string_view text) noexcept;
  std::string to_string() const;

  friend constexpr auto operator<=>(const Lsn&, const Lsn&) = default;
};

}  // namespace schemac::runtime
