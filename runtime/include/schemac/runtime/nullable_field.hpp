// A field of a new row whose column may be NULL and has no default: an optional that knows whether anybody said
// anything of it. An INSERT writes NULL where nothing was said, an upsert leaves what the row has; `std::nullopt` is
// NULL to both. docs/decisions/0037-an-upsert-sets-what-the-new-row-gives.md
#pragma once

#include <concepts>
#include <optional>
#include <schemac/runtime/query/convert.hpp>
#include <type_traits>
#include <utility>

namespace schemac::runtime {

template <class T>
class NullableField;

namespace detail {
template <class T>
inline constexpr bool kIsOptional<NullableField<T>> = true;

/// What a field takes as the value in it: without a cast.
template <class U, class T>
concept ValueFor = std::is_convertible_v<U&&, T> && !kIsOptional<std::remove_cvref_t<U>> &&
                   !std::is_same_v<std::remove_cvref_t<U>, std::nullopt_t>;
}  // namespace detail

template <class T>
class NullableField : public std::optional<T> {
  using Optional = std::optional<T>;

 public:
  /// Say nothing of it; so does `{}`.
  NullableField() = default;
  NullableField(std::nullopt_t) noexcept : given_(true) {}  // NOLINT: NULL is a value
  /// What is empty is NULL.
  NullableField(Optional value) : Optional(std::move(value)), given_(true) {}  // NOLINT: as optionals convert
  template <class U>
  requires(!std::is_same_v<U, T> && std::is_convertible_v<const std::optional<U>&, std::optional<T>>)
      NullableField(const std::optional<U>& value)  // NOLINT: as optionals convert
      : Optional(value), given_(true) {}
  /// Of another type what it says, and whether.
  template <class U>
  requires(!std::is_same_v<U, T> && std::is_convertible_v<const std::optional<U>&, std::optional<T>>)
      NullableField(const NullableField<U>& field)  // NOLINT: as optionals convert
      : Optional(field.as_optional()), given_(field.is_given()) {}
  /// A number as itself, so that a literal fits where it does, and a compiler warns where one may not.
  NullableField(T value) requires std::is_arithmetic_v<T>  // NOLINT: a value is what is given
      : Optional(value), given_(true) {}
  template <std::floating_point Number>
  requires std::is_integral_v<T> NullableField(Number)
  = delete;  // a whole number is wanted: 0.9 is none
  /// Else from anything that a T can be made of without a cast.
  template <class U = T>
  requires(!std::is_arithmetic_v<T> && detail::ValueFor<U, T>) NullableField(U&& value)  // NOLINT: so is this
      : Optional(std::in_place, static_cast<U&&>(value)), given_(true) {}

  /// A list in braces too, as an optional of a class takes it.
  template <class U = T>
  requires(!std::is_scalar_v<T> && detail::ValueFor<U, T>) NullableField& operator=(U&& value) {
    Optional::operator=(static_cast<U&&>(value));
    given_ = true;
    return *this;
  }

  /// Whether there is a value, or NULL was said.
  bool is_given() const noexcept { return given_ || this->has_value(); }
  /// NULL, as std::nullopt is.
  void reset() noexcept {
    Optional::reset();
    given_ = true;
  }
  /// Back to saying nothing.
  void leave() noexcept {
    Optional::reset();
    given_ = false;
  }

  /// As codecs know it.
  const Optional& as_optional() const noexcept { return *this; }

 private:
  bool given_ = false;
};

// Fields are equal as the optionals that they are, and what was not given is equal to NULL: the operators of
// std::optional alone would take the field on one side for a value. Of two fields `as_optional()` tells which is less.
template <class T, class U>
bool operator==(const NullableField<T>& left, const NullableField<U>& right) {
  return left.as_optional() == right.as_optional();
}
template <class T, class U>
bool operator==(const NullableField<T>& left, const std::optional<U>& right) {
  return left.as_optional() == right;
}
template <class T, class U>
bool operator==(const std::optional<T>& left, const NullableField<U>& right) {
  return left == right.as_optional();
}

}  // namespace schemac::runtime
