// The value of a `bit` or `varbit` column: a string of bits, the first one leftmost.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::runtime {

class BitString {
 public:
  BitString() = default;

  /// @throws InvalidValue unless `text` consists of 0 and 1 alone.
  explicit BitString(std::string_view text);

  /// Reads `0110`; the empty text is the empty bit string; nullopt for any other character.
  static std::optional<BitString> parse(std::string_view text);

  /// Takes the bits packed eight a byte, the first bit highest; bits past `size` are cleared.
  /// @pre `packed` holds (size + 7) / 8 bytes.
  BitString(std::vector<std::uint8_t> packed, std::size_t size);

  std::size_t size() const noexcept { return size_; }
  bool operator[](std::size_t index) const noexcept { return (packed_[index / 8] >> (7 - index % 8) & 1) != 0; }
  const std::vector<std::uint8_t>& packed() const noexcept { return packed_; }
  std::string to_string() const;

  /// PostgreSQL's order: bit by bit, a prefix first.
  friend auto operator<=>(const BitString&, const BitString&) = default;

 private:
  std::vector<std::uint8_t> packed_;
  std::size_t size_ = 0;
};

}  // namespace schemac::runtime
