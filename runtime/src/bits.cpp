#include "schemac/runtime/bits.hpp"

#include "schemac/runtime/error.hpp"

namespace schemac::runtime {

BitString::BitString(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) throw InvalidValue("a bit string consists of 0 and 1 alone");
  *this = std::move(*parsed);
}

BitString::BitString(std::vector<std::uint8_t> packed, std::size_t size) : packed_(std::move(packed)), size_(size) {
  packed_.resize((size + 7) / 8);
  if (size % 8 != 0) packed_.back() = static_cast<std::uint8_t>(packed_.back() & (0xFF00u >> size % 8));
}

std::optional<BitString> BitString::parse(std::string_view text) {
  BitString bits;
  bits.size_ = text.size();
  bits.packed_.resize((text.size() + 7) / 8);
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] != '0' && text[index] != '1') return std::nullopt;
    if (text[index] == '0') continue;
    std::uint8_t& byte = bits.packed_[index / 8];
    byte = static_cast<std::uint8_t>(byte | 0x80u >> index % 8);
  }
  return bits;
}

std::string BitString::to_string() const {
  std::string text(size_, '0');
  for (std::size_t index = 0; index < size_; ++index) {
    if ((*this)[index]) text[index] = '1';
  }
  return text;
}

}  // namespace schemac::runtime
