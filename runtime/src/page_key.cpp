// The text of a page's key: the hash of the order and each value behind its length, all of it in base64 with the
// alphabet for URLs (https://www.rfc-editor.org/rfc/rfc4648#section-5), without padding.
#include "page_key.hpp"

#include <array>
#include <limits>

#include "schemac/runtime/codec.hpp"

namespace schemac::runtime {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    for (count += 8; count >= 6; count -= 6) text.push_back(kAlphabet[bits >> (count - 6) & 63]);
  }
  if (count > 0) text.push_back(kAlphabet[bits << (6 - count) & 63]);
  return text;
}

std::optional<std::string> decode(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char character : text) {
    const std::size_t value = kAlphabet.find(character);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 255));
  }
  return bytes;
}

constexpr std::size_t kOrderSize = 8;
constexpr std::size_t kLengthSize = 4;

}  // namespace

std::string PageKey::to_string() const {
  Writer writer;
  writer.int64(static_cast<std::int64_t>(values_->order));
  for (const std::optional<std::string>& value : values_->values) {
    writer.int32(value ? static_cast<std::int32_t>(value->size()) : -1);
    if (value) writer.append(*value);
  }
  return encode({writer.at(0), writer.size()});
}

std::optional<PageKey> PageKey::parse(std::string_view text) {
  const std::optional<std::string> bytes = decode(text);
  if (!bytes || bytes->size() < kOrderSize) return std::nullopt;
  auto values = std::make_shared<detail::PageKeyValues>();
  values->order = wire_format::load<std::uint64_t>(bytes->data());
  std::string_view rest = std::string_view(*bytes).substr(kOrderSize);
  while (!rest.empty()) {
    if (rest.size() < kLengthSize) return std::nullopt;
    const std::int32_t length = wire_format::load_int32(rest.data());
    rest.remove_prefix(kLengthSize);
    if (length < 0) {
      values->values.emplace_back();
      continue;
    }
    const auto size = static_cast<std::size_t>(length);
    if (size > rest.size()) return std::nullopt;
    values->values.emplace_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  PageKey key(std::move(values));
  if (key.to_string() != text) return std::nullopt;  // bits that no byte needs
  return key;
}

}  // namespace schemac::runtime
