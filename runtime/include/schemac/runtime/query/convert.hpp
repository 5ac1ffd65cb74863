// From what a program writes beside a column (`5`, `"x"`, a string_view) to the type of its values. What would lose
// something does not compile, or throws where only the value tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace schemac::runtime {

class Numeric;

namespace detail {

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
inline constexpr bool kIsWhole = std::is_integral_v<T> && !std::is_same_v<T, bool>;

/// @throws InvalidValue
[[noreturn]] void throw_does_not_fit();

/// Whether a whole number is one of another type, too.
template <class V, class From>
constexpr bool fits(const From& from) noexcept {
  const V value = static_cast<V>(from);
  return static_cast<From>(value) == from && (value < V{}) == (from < From{});
}

/// @throws InvalidValue when a whole number does not fit
template <class V, class From>
V converted(const From& from) {
  if constexpr (std::is_same_v<V, From>) {
    return from;
  } else if constexpr (std::is_same_v<V, bool> || std::is_same_v<From, bool>) {
    static_assert(std::is_same_v<V, From>, "a boolean goes with booleans alone");
    return V{};
  } else if constexpr (kIsWhole<V> && kIsWhole<From>) {
    if (!fits<V>(from)) throw_does_not_fit();
    return static_cast<V>(from);
  } else if constexpr (kIsWhole<V>) {
    static_assert(kIsWhole<From>, "a whole number is needed here");
    return V{};
  } else if constexpr (std::is_floating_point_v<V>) {
    static_assert(std::is_arithmetic_v<From>, "a number is needed here");
    if constexpr (std::is_arithmetic_v<From>) return static_cast<V>(from);
    return V{};
  } else if constexpr (std::is_same_v<V, Numeric>) {
    static_assert(!std::is_floating_point_v<From>,
                  "a double is no exact number: write Numeric(\"9.99\") beside a numeric column");
    static_assert(std::is_convertible_v<const From&, V>, "this is no value of the column's type");
    if constexpr (std::is_convertible_v<const From&, V>) return from;
    return V{};
  } else if constexpr (std::is_same_v<V, std::string> && std::is_convertible_v<const From&, std::string_view>) {
    return std::string(std::string_view(from));
  } else {
    static_assert(std::is_convertible_v<const From&, V>, "this is no value of the column's type");
    if constexpr (std::is_convertible_v<const From&, V>) return from;
    return V{};  // only after that has failed, to say no more
  }
}

}  // namespace detail
}  // namespace schemac::runtime
