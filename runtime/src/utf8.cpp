#include "utf8.hpp"

#include <cstdint>
#include <cstring>
#include <string>

#include "schemac/runtime/codec.hpp"

namespace schemac::runtime::detail {
namespace {

/// The length of the UTF-8 sequence that begins at `text[0]`, 0 when none does: RFC 3629, table of section 4, which
/// leaves out overlong forms, surrogates and what is past U+10FFFF.
std::size_t sequence_length(const unsigned char* text, std::size_t left) noexcept {
  const auto continues = [&](std::size_t at, unsigned char low = 0x80, unsigned char high = 0xBF) {
    return at < left && text[at] >= low && text[at] <= high;
  };
  const unsigned char lead = text[0];
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return lead >= 0x01 && lead <= 0x7F ? 1 : 0;
}

constexpr std::size_t kWord = sizeof(std::uint64_t), kHalf = sizeof(std::uint32_t);

/// Has a high bit set where of eight bytes one is NUL or not ASCII.
std::uint64_t marks(std::uint64_t word) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  return word | (word - kOnes);  // a NUL borrows into its high bit
}
std::uint64_t marks(const char* eight) noexcept {
  std::uint64_t word;
  std::memcpy(&word, eight, sizeof word);
  return marks(word);
}

bool is_plain(std::uint64_t marks) noexcept { return (marks & 0x8080808080808080u) == 0; }

/// Most texts are: they are looked at without a branch.
bool is_plain(std::string_view text) noexcept {
  if (text.size() < kHalf) return false;
  if (text.size() < kWord) {  // its first and its last half, which share some
    std::uint32_t halves[2];
    std::memcpy(&halves[0], text.data(), kHalf);
    std::memcpy(&halves[1], text.data() + text.size() - kHalf, kHalf);
    return is_plain(marks(std::uint64_t{halves[0]} << 32 | halves[1]));
  }
  std::uint64_t found = marks(text.data() + text.size() - kWord);
  for (std::size_t at = 0; at + kWord < text.size(); at += kWord) found |= marks(text.data() + at);
  return is_plain(found);
}

}  // namespace

std::size_t find_unstorable(std::string_view text) noexcept {
  if (is_plain(text)) return std::string_view::npos;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= kWord && is_plain(marks(text.data() + at))) {
      at += kWord;
      continue;
    }
    const std::size_t length =
        sequence_length(reinterpret_cast<const unsigned char*>(text.data()) + at, text.size() - at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

void require_storable(std::string_view text) {
  const std::size_t fault = find_unstorable(text);
  if (fault == std::string_view::npos) return;
  const std::string place = "byte " + std::to_string(fault + 1) + " of a text ";
  throw_invalid_value(text[fault] == '\0' ? place + "is NUL, which PostgreSQL cannot store" : place + "is not UTF-8");
}

}  // namespace schemac::runtime::detail
