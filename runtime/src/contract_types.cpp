#include "contract_types.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "schemac/runtime/contract.hpp"

namespace schemac::runtime::detail {
namespace {

// codec/text.hpp reads all of these as one string, its parameters are of no type until the server infers one, and their
// binary form is the same, for COPY.
constexpr std::array<std::uint32_t, 3> kTexts = {25, 1043, 1042};         // text, varchar, character
constexpr std::array<std::uint32_t, 3> kTextArrays = {1009, 1015, 1014};  // of these
constexpr std::uint32_t kBit = 1560, kVarBit = 1562;                      // codec/bits.hpp
constexpr std::uint32_t kFirstNotBuiltIn = 16384;                         // FirstNormalObjectId of access/transam.h

template <std::size_t Size>
bool contains(const std::array<std::uint32_t, Size>& types, std::uint32_t type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool is_citext(const FoundType& type) { return type.base >= kFirstNotBuiltIn && type.base_name == "citext"; }

/// `10,2` as two numbers, `10` as one and 0; nothing where it is no such thing.
std::optional<std::pair<int, int>> numbers_of(std::string_view modifiers) {
  const auto number = [](std::string_view text) -> std::optional<int> {
    if (text.empty() || text.size() > 9) return std::nullopt;
    if (text.find_first_not_of("-0123456789") != std::string_view::npos) return std::nullopt;
    return std::atoi(std::string(text).c_str());
  };
  const std::size_t comma = modifiers.find(',');
  const auto first = number(modifiers.substr(0, comma));
  const auto second = comma == std::string_view::npos ? std::optional(0) : number(modifiers.substr(comma + 1));
  if (!first || !second) return std::nullopt;
  return std::pair(*first, *second);
}

}  // namespace

bool serves(std::uint32_t wanted, const FoundType& found) {
  if (found.oid == wanted || found.base == wanted) return true;
  if (contains(kTexts, wanted)) return contains(kTexts, found.base) || is_citext(found);
  if (contains(kTextArrays, wanted)) return contains(kTextArrays, found.base);
  return wanted == kBit && found.base == kVarBit;
}

std::string modifiers_of(std::string_view type) {
  std::string modifiers;
  bool quoted = false, inside = false;
  for (const char c : type) {
    if (c == '"') quoted = !quoted;
    if (c == ')' && !quoted) break;
    if (inside && c != ' ') modifiers += c;
    if (c == '(' && !quoted) inside = true;
  }
  return modifiers;
}

bool has_room(std::string_view type, std::string_view wanted, std::string_view found) {
  if (wanted == found || found.empty()) return true;
  const auto most = numbers_of(wanted), room = numbers_of(found);
  if (!most || !room) return false;
  // Digits before the point and behind it each need their room.
  if (type.starts_with("numeric"))
    return room->second >= most->second && room->first - room->second >= most->first - most->second;
  // A bit(n) takes n bits and no other number of them.
  if (type == "bit" || type == "bit[]") return false;
  constexpr std::array<std::string_view, 6> kMeasured = {"character", "bit varying", "time",
                                                         "timestamp", "interval",    "varchar"};
  const bool measured =
      std::any_of(kMeasured.begin(), kMeasured.end(), [&](std::string_view name) { return type.starts_with(name); });
  return measured && room->first >= most->first;
}

}  // namespace schemac::runtime::detail
