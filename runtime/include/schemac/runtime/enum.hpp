// How a generated enum is tied to its labels: generated headers specialise `EnumType`, and the codec, `label_of` and
// `from_label` follow. Labels are bytes of the database and may be no C++ names; order is that of the database.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace schemac::runtime {

template <class E>
struct EnumLabel {
  E value;
  std::string_view label;
};

/// Specialise for each enum, with
///   static constexpr std::string_view kSchema = "eventide";         // of the PostgreSQL type
///   static constexpr std::string_view kName = "booking_status";
///   static constexpr EnumLabel<BookingStatus> kLabels[] = {{BookingStatus::pending, "pending"}, …};
template <class E>
struct EnumType;

template <class E>
concept LabelledEnum = requires {
  EnumType<E>::kLabels[0].label;
};

/// The label of `value`; empty when it is no enumerator (a number cast to the enum).
template <LabelledEnum E>
constexpr std::string_view label_of(E value) noexcept {
  for (const auto& entry : EnumType<E>::kLabels)
    if (entry.value == value) return entry.label;
  return {};
}

/// The enumerator with this very label; nullopt when there is none.
template <LabelledEnum E>
constexpr std::optional<E> from_label(std::string_view label) noexcept {
  for (const auto& entry : EnumType<E>::kLabels)
    if (entry.label == label) return entry.value;
  return std::nullopt;
}

}  // namespace schemac::runtime
