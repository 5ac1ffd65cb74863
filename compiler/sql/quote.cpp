#include "sql/quote.hpp"

#include <algorithm>
#include <cstdint>

#include "diff/tokens.hpp"

namespace schemac::sql {
namespace {

std::string enclosed(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result += quote;
}

// FNV-1a: short, the same everywhere and for good; nothing here must resist an attacker.
std::uint32_t hash(std::string_view text) {
  std::uint32_t value = 2166136261U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value;
}

std::string hexadecimal(std::uint32_t value) {
  std::string digits(8, '0');
  for (std::size_t place = digits.size(); place-- > 0; value >>= 4U) digits[place] = "0123456789abcdef"[value & 0xFU];
  return digits;
}

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string identifier(std::string_view name) { return diff::spelled(name); }

std::string qualified(const model::QualifiedName& name) {
  return name.schema.empty() ? identifier(name.name) : identifier(name.schema) + "." + identifier(name.name);
}

std::string literal(std::string_view value) {
  if (value.find_first_of("\\\r") == std::string_view::npos) return enclosed(value, '\'');
  std::string escaped;
  for (const char c : value) {
    if (c == '\r') {  // as it is, it would not outlive editors and version control
      escaped += "\\r";
      continue;
    }
    if (c == '\\') escaped += c;
    escaped += c;
  }
  return "E" + enclosed(escaped, '\'');
}

std::string identifiers(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ", ";
    list += identifier(name);
  }
  return list;
}

std::string shorten(std::string_view name) {
  if (name.size() <= kMaximumNameBytes) return std::string(name);
  const std::string suffix = "_" + hexadecimal(hash(name));
  std::size_t end = kMaximumNameBytes - suffix.size();
  while (end > 0 && is_inside_character(name[end])) --end;
  return std::string(name.substr(0, end)) + suffix;
}

}  // namespace schemac::sql
