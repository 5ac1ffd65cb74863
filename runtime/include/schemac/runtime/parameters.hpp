// The values of one execution of a statement, encoded, in the order of their placeholders. `values` makes them of a
// list of values. Strings are not copied: what is bound must live until the statement has run, as the arguments of a
// call do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <schemac/runtime/codec.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace schemac::runtime {

class Parameters {
 public:
  Parameters() = default;
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;

  /// Adds the value of the next placeholder; an empty optional is NULL of its type.
  /// @throws InvalidValue when PostgreSQL could not hold it
  template <class T>
  void add(const T& value) {
    const std::size_t begun = begin();
    Codec<T>::encode(writer_, value);
    end(begun, Codec<T>::kFormat, Codec<T>::kOid);
  }
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) return add(*value);
    add_null(Codec<T>::kFormat, Codec<T>::kOid);
  }
  /// Text goes as it lies, once it is seen to be UTF-8 without NUL.
  void add(const std::string& value);

  /// A value that is encoded already, where it lies.
  /// @param bytes null: NULL; of text, with a NUL behind it
  void add_encoded(const char* bytes, std::size_t size, std::uint32_t oid, Format format) {
    push({bytes, 0, bytes == nullptr ? -1 : static_cast<std::int32_t>(size), oid, format});
  }

  struct Slot {
    const char* borrowed;  // or null: at `offset` in the writer
    std::size_t offset;
    std::int32_t length;  // -1: NULL
    std::uint32_t oid;
    Format format;
  };
  std::size_t size() const noexcept { return size_; }
  /// Of all values together.
  std::size_t bytes() const noexcept { return bytes_; }
  const Slot& operator[](std::size_t index) const noexcept { return slots()[index]; }
  const char* data(const Slot& slot) const noexcept { return slot.borrowed ? slot.borrowed : writer_.at(slot.offset); }

  /// For codecs of whole columns (codec/array.hpp): what is written between the two is the next value.
  Writer& writer() noexcept { return writer_; }
  std::size_t begin() const noexcept { return writer_.size(); }
  void end(std::size_t begun, Format format, std::uint32_t oid);

 private:
  static constexpr std::size_t kInline = 16;
  static constexpr std::int32_t kSmall = 1 << 15;  // kInline of them fit in what a message has left beside the largest

  const Slot* slots() const noexcept { return spilled_.empty() ? inline_ : spilled_.data(); }
  void add_null(Format format, std::uint32_t oid) { push({nullptr, 0, -1, oid, format}); }
  void push(const Slot& slot) {
    if (size_ >= kInline || slot.length > kSmall) return push_carefully(slot);
    inline_[size_++] = slot;
    bytes_ += slot.length > 0 ? static_cast<std::size_t>(slot.length) : 0;
  }
  void push_carefully(const Slot& slot);

  std::size_t size_ = 0;
  std::size_t bytes_ = 0;      // of all values
  std::vector<Slot> spilled_;  // all of them, once there are more than kInline
  Slot inline_[kInline];
  Writer writer_;
};

namespace detail {
/// A Parameters is not moved; this makes one where it is to be.
template <class... Values>
struct Bound : Parameters {
  explicit Bound(const Values&... values) {
    try {
      (add(values), ...);
    } catch (...) {
      rethrow_at("parameter", size() + 1);
    }
  }
};
}  // namespace detail

/// What is written to columns, which errors name: for generated code.
class ColumnValues : public Parameters {
 public:
  /// @param column as SQL spells it; a literal
  template <class T>
  void add(const char* column, const T& value) {
    column_ = column;
    Parameters::add(value);
  }
  /// Throws what `add` threw, with the column's name.
  [[noreturn]] void rethrow() const { rethrow_in_column(column_); }

 private:
  const char* column_ = "";
};

/// The parameters `$1`, `$2`, … of a statement.
/// @throws InvalidValue when PostgreSQL could not hold one of them
template <class... Values>
detail::Bound<Values...> values(const Values&... values) {
  return detail::Bound<Values...>(values...);
}

}  // namespace schemac::runtime
