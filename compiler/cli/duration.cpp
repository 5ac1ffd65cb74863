#include "cli/duration.hpp"

#include <charconv>

namespace schemac::cli {
namespace {

std::optional<std::int64_t> milliseconds_of(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s") return 1000;
  if (unit == "m" || unit == "min") return 60'000;
  if (unit == "h") return 3'600'000;
  return std::nullopt;
}

}  // namespace

std::optional<std::chrono::milliseconds> read_duration(std::string_view text) {
  constexpr std::int64_t kDay = 86'400'000;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > kDay) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (number == 0 && unit.empty()) return std::chrono::milliseconds(0);
  const std::optional<std::int64_t> factor = milliseconds_of(unit);
  if (!factor || number * *factor > kDay) return std::nullopt;
  return std::chrono::milliseconds(number * *factor);
}

}  // namespace schemac::cli
