// What a codec is: how one C++ type travels to PostgreSQL and back. There is one `Codec<T>` a type, each in its own
// header under codec/, so that a file includes only those it needs.
//
//   template <> struct Codec<T> {
//     static constexpr ServerType kTypes[];   // what a result column may be to be read as T
//     static constexpr Format kFormat;        // how a parameter travels
//     static constexpr std::uint32_t kOid;    // as what a parameter is declared; 0: the server infers it
//     static constexpr std::uint32_t kArrayOid;  // the same for an array of T; 0: arrays travel as text literals
//     static T decode(Field field);           // a value that is not NULL, in binary; throws DecodeError
//     static void encode(Writer& writer, const T& value);   // in kFormat; throws InvalidValue
//   };
//
// Results are always binary. A type whose binary form is no contract (every type we have no word for) is read as text:
// the select list casts it (`document::text`), which is what `kTypes` then names.
// A parameter in binary declares its type, since the server would otherwise read the bytes as whatever it infers.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <schemac/runtime/result.hpp>
#include <schemac/runtime/value_place.hpp>
#include <string>
#include <string_view>

namespace schemac::runtime {

enum class Format : std::uint8_t { text = 0, binary = 1 };

/// A type of the server: by number where it has a fixed one (built-in types), else by name.
struct ServerType {
  std::uint32_t oid = 0;
  std::uint32_t array_oid = 0;
  std::string_view schema{};  // for types without a fixed number; empty is any schema (types of extensions)
  std::string_view name{};
};

template <class T>
struct Codec;

[[noreturn]] void throw_decode_error(std::string_view type, std::string_view what);
[[noreturn]] void throw_invalid_value(std::string_view what);
/// @throws DecodeError: a value of `type` came with `length` bytes instead of those it always has
[[noreturn]] void throw_wrong_length(std::string_view type, std::int32_t length);

namespace wire_format {

constexpr std::uint16_t swap(std::uint16_t value) noexcept { return __builtin_bswap16(value); }
constexpr std::uint32_t swap(std::uint32_t value) noexcept { return __builtin_bswap32(value); }
constexpr std::uint64_t swap(std::uint64_t value) noexcept { return __builtin_bswap64(value); }

/// The wire is big-endian: https://www.postgresql.org/docs/15/protocol-message-types.html
template <class Unsigned>
constexpr Unsigned network_order(Unsigned value) noexcept {
  if constexpr (std::endian::native == std::endian::big) return value;
  return swap(value);
}

template <class Unsigned>
Unsigned load(const char* data) noexcept {
  Unsigned value;
  std::memcpy(&value, data, sizeof value);
  return network_order(value);
}

inline std::int16_t load_int16(const char* data) noexcept {
  return static_cast<std::int16_t>(load<std::uint16_t>(data));
}
inline std::int32_t load_int32(const char* data) noexcept {
  return static_cast<std::int32_t>(load<std::uint32_t>(data));
}
inline std::int64_t load_int64(const char* data) noexcept {
  return static_cast<std::int64_t>(load<std::uint64_t>(data));
}
inline double load_double(const char* data) noexcept { return std::bit_cast<double>(load<std::uint64_t>(data)); }

}  // namespace wire_format

/// Where values are encoded: bytes one after another, on the stack while they are few. Not to be moved or copied, and
/// places in it are told as offsets, because it moves to the heap as it grows.
class Writer {
 public:
  Writer() noexcept : data_(inline_), capacity_(sizeof inline_) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  std::size_t size() const noexcept { return size_; }
  /// Forgets what was written, and keeps the room.
  void clear() noexcept { size_ = 0; }
  const char* at(std::size_t offset) const noexcept { return data_ + offset; }

  void append(const void* bytes, std::size_t count) {
    if (count == 0) return;
    std::memcpy(grow(count), bytes, count);
  }
  void append(std::string_view text) { append(text.data(), text.size()); }
  void byte(std::uint8_t value) { append(&value, 1); }
  void int16(std::int16_t value) { number(static_cast<std::uint16_t>(value)); }
  void int32(std::int32_t value) { number(static_cast<std::uint32_t>(value)); }
  void int64(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }
  void float64(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void float32(float value) { number(std::bit_cast<std::uint32_t>(value)); }

  /// Leaves room for a 32-bit length of what follows, which `end_length` fills in. Until then it is one that no server
  /// takes, so that a value that was left in the middle becomes none.
  std::size_t begin_length() {
    int32(-2);
    return size_;
  }
  /// @throws InvalidValue when more than 2 GB stand in between
  void end_length(std::size_t begun);

 private:
  template <class Unsigned>
  void number(Unsigned value) {
    value = wire_format::network_order(value);
    append(&value, sizeof value);
  }
  char* grow(std::size_t count) {
    if (capacity_ - size_ < count) enlarge(count);
    char* place = data_ + size_;
    size_ += count;
    return place;
  }
  void enlarge(std::size_t count);

  char* data_;
  std::size_t size_ = 0;
  std::size_t capacity_;
  std::unique_ptr<char[]> heap_;
  char inline_[256];
};

}  // namespace schemac::runtime
