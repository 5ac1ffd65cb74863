// A field that has to be given: in an insert, a column that is NOT NULL and has no default. Leaving one out of
// `NewBooking{.user_id = …}` is a compile error (`use of deleted function 'Required()'`), not a row with an empty text.
#pragma once

#include <concepts>
#include <type_traits>

namespace schemac::runtime {

template <class T>
class Required {
 public:
  using Value = T;

  Required() = delete;

  /// A number as itself, so that a literal fits where it does, and a compiler warns where one may not.
  Required(T value) requires std::is_arithmetic_v<T>  // NOLINT: a value is what is required
      : value_(value) {}
  template <std::floating_point Number>
  requires std::is_integral_v<T> Required(Number)
  = delete;  // a whole number is wanted: 0.9 is none

  /// Else from anything that a T can be made of without a cast.
  template <class U = T>
  requires(!std::is_arithmetic_v<T> && std::is_convertible_v<U&&, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, Required>)
      Required(U&& value)  // NOLINT: a value is what is required
      : value_(static_cast<U&&>(value)) {}

  const T& value() const noexcept { return value_; }

  friend bool operator==(const Required&, const Required&) = default;

 private:
  T value_;
};

}  // namespace schemac::runtime
