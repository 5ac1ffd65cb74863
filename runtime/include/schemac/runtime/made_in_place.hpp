// A row that is made where it is to stand, in a vector or an optional, and never moved.
#pragma once

#include <type_traits>
#include <vector>

namespace schemac::runtime::detail {

/// Becomes what `make` makes when it is constructed from: the conversion to the type itself leaves nothing to be moved.
/// https://www.open-std.org/jtc1/sc22/wg21/docs/cwg_active.html#2327 (every compiler does it)
template <class Row, class Make>
struct MadeInPlace {
  const Make& make;
  operator Row() const { return make(); }  // NOLINT: for that alone
};

/// Calls `place` with what to construct a Row from.
template <class Row, class Make, class Place>
void make_in_place(const Make& make, const Place& place) {
  if constexpr (std::is_aggregate_v<Row>) {
    place(MadeInPlace<Row, Make>{make});
  } else {
    place(make());  // of a type whose constructors may take anything
  }
}

template <class Row, class Make>
void add_made(std::vector<Row>& rows, const Make& make) {
  make_in_place<Row>(make, [&](auto&& made) { rows.emplace_back(static_cast<decltype(made)>(made)); });
}

}  // namespace schemac::runtime::detail
