// Names of objects in what is told of a contract: with quotes where SQL would need them to tell one from another.
#pragma once

#include <string>
#include <string_view>

namespace schemac::runtime::detail {

inline std::string quoted_name(std::string_view name) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyz0123456789_";
  if (!name.empty() && name.find_first_not_of(kPlain) == std::string_view::npos) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

inline std::string qualified_name(std::string_view schema, std::string_view name) {
  return quoted_name(schema) + '.' + quoted_name(name);
}

}  // namespace schemac::runtime::detail
