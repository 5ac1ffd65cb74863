// A field that tells "leave it alone" from "set it to this": in a patch, and in an insert where the database would
// otherwise supply the default. For a column that may be NULL it is `Change<std::optional<T>>`, so that
// `patch.notes = std::nullopt` sets NULL while an untouched `patch.notes` changes nothing.
#pragma once

#include <concepts>
#include <optional>
#include <type_traits>

namespace schemac::runtime {

template <class T>
class Change {
 public:
  using Value = T;

  /// Leave the column as it is (in a patch), or to its default (in an insert).
  Change() = default;

  /// Set it. A number as itself, so that a literal fits where it does, and a compiler warns where one may not.
  Change(T value) requires std::is_arithmetic_v<T>  // NOLINT: a value is a change
      : value_(value) {}
  template <std::floating_point Number>
  requires std::is_integral_v<T> Change(Number)
  = delete;  // a whole number is wanted: 0.9 is none

  /// Set it. Else from anything that a T can be made of without a cast.
  template <class U = T>
  requires(!std::is_arithmetic_v<T> && std::is_convertible_v<U&&, T> && !std::is_same_v<std::remove_cvref_t<U>, Change>)
      Change(U&& value)  // NOLINT: a value is a change
      : value_(std::in_place, static_cast<U&&>(value)) {}

  bool is_set() const noexcept { return value_.has_value(); }

  /// @pre is_set()
  const T& value() const noexcept { return *value_; }

  /// Back to leaving it.
  void leave() noexcept { value_.reset(); }

  friend bool operator==(const Change&, const Change&) = default;

 private:
  std::optional<T> value_;
};

}  // namespace schemac::runtime
