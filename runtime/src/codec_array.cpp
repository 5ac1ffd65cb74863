// Taking arrays, ranges and multiranges apart: what their codecs share whatever the element is.
#include <limits>

#include "schemac/runtime/codec/array.hpp"
#include "schemac/runtime/codec/range.hpp"
#include "schemac/runtime/error.hpp"

namespace schemac::runtime::detail {
namespace {

std::int32_t take_int32(Field& rest, std::string_view type) {
  if (rest.length < 4) throw_decode_error(type, "it ends early");
  const std::int32_t value = wire_format::load_int32(rest.data);
  rest.data += 4;
  rest.length -= 4;
  return value;
}

/// A length and as many bytes; -1 is NULL.
Field take(Field& rest, std::string_view type) {
  const std::int32_t length = take_int32(rest, type);
  if (length < -1 || length > rest.length) throw_decode_error(type, "it ends early");
  if (length == -1) return {};
  const Field value{rest.data, length};
  rest.data += length;
  rest.length -= length;
  return value;
}

// RANGE_* of utils/rangetypes.h
constexpr unsigned kEmpty = 0x01, kLowerInclusive = 0x02, kUpperInclusive = 0x04, kLowerInfinite = 0x08,
                   kUpperInfinite = 0x10;

constexpr std::int32_t kSmallestElement = 4;  // its length, when it is NULL or empty

}  // namespace

std::int32_t begin_array(Field& rest) {
  const std::int32_t dimensions = take_int32(rest, "array");
  take_int32(rest, "array");  // whether there are NULLs: each says so itself
  take_int32(rest, "array");  // the element's type, which the column's type settles
  if (dimensions == 0) return 0;
  if (dimensions != 1) {
    throw_decode_error("array", "it has " + std::to_string(dimensions) + " dimensions, and only one can be read");
  }
  const std::int32_t count = take_int32(rest, "array");
  take_int32(rest, "array");  // the first index
  if (count < 0 || count > rest.length / kSmallestElement) throw_decode_error("array", "it ends early");
  return count;
}

Field take_element(Field& rest) { return take(rest, "array"); }

void throw_null_element() {
  try {
    throw_decode_error("array", "an element is NULL");
  } catch (const DecodeError& error) {
    ErrorFields fields = error.fields();
    fields.hint =
        "keep NULL out of it, by a CHECK or a FILTER; for a column of a file of queries `-- nullable elements: column` "
        "makes the elements optional";
    throw DecodeError(std::move(fields));
  }
}

void end_array(Field rest) {
  if (rest.length != 0) throw_decode_error("array", "something follows its last element");
}

void write_array_header(Writer& writer, std::size_t count, bool has_null, std::uint32_t element_oid) {
  if (count > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw_invalid_value("an array cannot hold so many elements");
  }
  writer.int32(count == 0 ? 0 : 1);  // PostgreSQL's empty array has no dimension
  writer.int32(has_null ? 1 : 0);
  writer.int32(static_cast<std::int32_t>(element_oid));
  if (count == 0) return;
  writer.int32(static_cast<std::int32_t>(count));
  writer.int32(1);
}

void write_literal_element(Writer& writer, std::string_view text) {
  writer.byte('"');
  for (const char character : text) {
    if (character == '"' || character == '\\') writer.byte('\\');
    writer.append(&character, 1);
  }
  writer.byte('"');
}

RangeParts split_range(Field field) {
  if (field.length < 1) throw_wrong_length("range", field.length);
  const unsigned flags = static_cast<unsigned char>(*field.data);
  Field rest{field.data + 1, field.length - 1};
  RangeParts parts{(flags & kEmpty) != 0, Bounds::open, {}, {}};
  if (!parts.empty) {
    const bool lower = (flags & kLowerInclusive) != 0;
    const bool upper = (flags & kUpperInclusive) != 0;
    parts.bounds =
        lower ? (upper ? Bounds::closed : Bounds::closed_open) : (upper ? Bounds::open_closed : Bounds::open);
    if ((flags & kLowerInfinite) == 0) parts.lower = take_value(rest, "range");
    if ((flags & kUpperInfinite) == 0) parts.upper = take_value(rest, "range");
  }
  if (rest.length != 0) throw_decode_error("range", "something follows its bounds");
  return parts;
}

std::uint8_t range_flags(bool empty, Bounds bounds, bool has_lower, bool has_upper) noexcept {
  if (empty) return kEmpty;
  unsigned flags = 0;
  if (bounds == Bounds::closed || bounds == Bounds::closed_open) flags |= kLowerInclusive;
  if (bounds == Bounds::closed || bounds == Bounds::open_closed) flags |= kUpperInclusive;
  if (!has_lower) flags |= kLowerInfinite;
  if (!has_upper) flags |= kUpperInfinite;
  return static_cast<std::uint8_t>(flags);
}

Field take_value(Field& rest, std::string_view type) {
  const Field value = take(rest, type);
  if (value.is_null()) throw_decode_error(type, "a part of it is NULL");
  return value;
}

std::int32_t take_count(Field& rest, std::string_view type) {
  const std::int32_t count = take_int32(rest, type);
  if (count < 0 || count > rest.length / kSmallestElement) throw_decode_error(type, "it ends early");
  return count;
}

}  // namespace schemac::runtime::detail
