// SHA-256, for hashes that people compare: of sources, migrations and generated files.
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace schemac
