// A short name that always stands for the same long one, for file names below a limit. FNV-1a: not for secrets.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace schemac::server {

/// 16 hexadecimal digits; the same on every machine.
inline std::string short_name(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

}  // namespace schemac::server
