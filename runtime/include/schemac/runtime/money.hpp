// The value of a `money` column: a count of the smallest unit of the database's currency. How many units make one of
// the currency is the database's `lc_monetary` (two digits mostly) and is not told on the wire, so it is not here.
#pragma once

#include <compare>
#include <cstdint>

namespace schemac::runtime {

struct Money {
  std::int64_t minor_units = 0;

  friend constexpr auto operator<=>(const Money&, const Money&) = default;
};

}  // namespace schemac::runtime
