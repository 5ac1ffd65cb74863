// The checksum of a snapshot: SHA-256 over its text, without the digits themselves. They stand on a line of their own
// near the top, so that two branches that both changed the snapshot cannot be merged without a conflict.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schemac::snapshot {

inline constexpr const char* kChecksumKey = "hash";

/// `text` with the digits put in; it has `"hash": ""` at the beginning of a line.
[[nodiscard]] std::string sealed(std::string text);

/// Whether the digits are those of the text.
[[nodiscard]] bool is_sealed(std::string_view text);

/// Where the digits begin; nothing when there is no such line.
[[nodiscard]] std::optional<std::size_t> checksum_offset(std::string_view text);

}  // namespace schemac::snapshot
