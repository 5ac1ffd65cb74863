#include "snapshot/checksum.hpp"

#include <cassert>

#include "support/sha256.hpp"

namespace schemac::snapshot {
namespace {

constexpr std::string_view kBefore = "\n  \"hash\": \"";
constexpr std::size_t kDigits = 64;

}  // namespace

std::optional<std::size_t> checksum_offset(std::string_view text) {
  const std::size_t found = text.find(kBefore);
  if (found == std::string_view::npos) return std::nullopt;
  return found + kBefore.size();
}

std::string sealed(std::string text) {
  const auto offset = checksum_offset(text);
  assert(offset && "the line of the checksum is part of every snapshot");
  return text.insert(*offset, sha256(text));
}

bool is_sealed(std::string_view text) {
  const auto offset = checksum_offset(text);
  if (!offset || text.size() < *offset + kDigits) return false;
  std::string rest(text.substr(0, *offset));
  rest += text.substr(*offset + kDigits);
  return sha256(rest) == text.substr(*offset, kDigits);
}

}  // namespace schemac::snapshot
