// Stretches of time as schemac.toml says them: `500ms`, `5s`, `10m`, `0`.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace schemac::cli {

/// Nothing where the text is no duration, or longer than a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> read_duration(std::string_view text);

}  // namespace schemac::cli
