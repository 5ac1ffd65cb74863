// Codecs of the built-in range and multirange types. The form: https://www.postgresql.org/docs/15/rangetypes.html and
// range_send of utils/adt/rangetypes.c: a byte of flags, then each bound that there is, with its length.
#pragma once

#include <schemac/runtime/codec.hpp>
#include <schemac/runtime/codec/date_time.hpp>
#include <schemac/runtime/codec/numeric.hpp>
#include <schemac/runtime/codec/scalar.hpp>
#include <schemac/runtime/multirange.hpp>
#include <schemac/runtime/range.hpp>

namespace schemac::runtime {

/// Which ranges there are over a type.
struct RangeNumbers {
  ServerType range;
  ServerType multirange;
};
template <class T>
struct RangeOf;
template <>
struct RangeOf<std::int32_t> {
  static constexpr RangeNumbers kNumbers{{.oid = 3904, .array_oid = 3905}, {.oid = 4451, .array_oid = 6150}};
};
template <>
struct RangeOf<Numeric> {
  static constexpr RangeNumbers kNumbers{{.oid = 3906, .array_oid = 3907}, {.oid = 4532, .array_oid = 6151}};
};
template <>
struct RangeOf<Timestamp> {
  static constexpr RangeNumbers kNumbers{{.oid = 3908, .array_oid = 3909}, {.oid = 4533, .array_oid = 6152}};
};
template <>
struct RangeOf<TimestampTz> {
  static constexpr RangeNumbers kNumbers{{.oid = 3910, .array_oid = 3911}, {.oid = 4534, .array_oid = 6153}};
};
template <>
struct RangeOf<Date> {
  static constexpr RangeNumbers kNumbers{{.oid = 3912, .array_oid = 3913}, {.oid = 4535, .array_oid = 6155}};
};
template <>
struct RangeOf<std::int64_t> {
  static constexpr RangeNumbers kNumbers{{.oid = 3926, .array_oid = 3927}, {.oid = 4536, .array_oid = 6157}};
};

namespace detail {

/// A range taken apart; bounds that are absent have length -1.
struct RangeParts {
  bool empty;
  Bounds bounds;
  Field lower;
  Field upper;
};
/// @throws DecodeError
RangeParts split_range(Field field);
std::uint8_t range_flags(bool empty, Bounds bounds, bool has_lower, bool has_upper) noexcept;

/// Takes one value with its length from the front of `rest`.
/// @throws DecodeError of `type` when there are fewer bytes than that
Field take_value(Field& rest, std::string_view type);
/// How many ranges a multirange says it has, taken from the front of `rest`.
std::int32_t take_count(Field& rest, std::string_view type);

}  // namespace detail

template <class T>
struct Codec<Range<T>> {
  static constexpr ServerType kTypes[] = {RangeOf<T>::kNumbers.range};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = RangeOf<T>::kNumbers.range.oid;
  static constexpr std::uint32_t kArrayOid = RangeOf<T>::kNumbers.range.array_oid;

  static Range<T> decode(Field field) {
    const detail::RangeParts parts = detail::split_range(field);
    if (parts.empty) return Range<T>::empty();
    return Range<T>::between(bound(parts.lower), bound(parts.upper), parts.bounds);
  }
  static void encode(Writer& writer, const Range<T>& range) {
    writer.byte(
        detail::range_flags(range.is_empty(), range.bounds(), range.lower().has_value(), range.upper().has_value()));
    if (range.is_empty()) return;
    encode_bound(writer, range.lower());
    encode_bound(writer, range.upper());
  }

 private:
  static std::optional<T> bound(Field field) {
    if (field.is_null()) return std::nullopt;
    return Codec<T>::decode(field);
  }
  static void encode_bound(Writer& writer, const std::optional<T>& value) {
    if (!value) return;
    const std::size_t begun = writer.begin_length();
    Codec<T>::encode(writer, *value);
    writer.end_length(begun);
  }
};

template <class T>
struct Codec<Multirange<T>> {
  static constexpr ServerType kTypes[] = {RangeOf<T>::kNumbers.multirange};
  static constexpr Format kFormat = Format::binary;
  static constexpr std::uint32_t kOid = RangeOf<T>::kNumbers.multirange.oid;
  static constexpr std::uint32_t kArrayOid = RangeOf<T>::kNumbers.multirange.array_oid;

  static Multirange<T> decode(Field field) {
    Multirange<T> value;
    for (std::int32_t left = detail::take_count(field, "multirange"); left > 0; --left) {
      value.ranges.push_back(Codec<Range<T>>::decode(detail::take_value(field, "multirange")));
    }
    if (field.length != 0) throw_wrong_length("multirange", field.length);
    return value;
  }
  static void encode(Writer& writer, const Multirange<T>& value) {
    writer.int32(static_cast<std::int32_t>(value.ranges.size()));
    for (const Range<T>& range : value.ranges) {
      const std::size_t begun = writer.begin_length();
      Codec<Range<T>>::encode(writer, range);
      writer.end_length(begun);
    }
  }
};

}  // namespace schemac::runtime
