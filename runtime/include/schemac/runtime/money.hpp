// The value of a `money` column: a count of the smallest unit of the database's currency. How many units make one of
// the currency is the database's `lc_monetary` (two digits mostly) and is not told on the wire, so it is not here.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>

namespace schemac::runtime {

struct Money {
  std::int64_t minor_units = 0;

  constexpr Money() = default;
  constexpr explicit Money(std::int64_t units) noexcept : minor_units(units) {}
  template <std::floating_point Number>
  explicit Money(Number) = delete;  // 12.50 is 1250 of the smallest unit, or 12500: the database knows

  friend constexpr auto operator<=>(const Money&, const Money&) = default;
};

}  // namespace schemac::runtime
