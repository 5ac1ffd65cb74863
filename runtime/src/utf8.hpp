// Whether bytes are text that PostgreSQL can store in a UTF-8 database: valid UTF-8 without NUL.
#pragma once

#include <cstddef>
#include <string_view>

namespace schemac::runtime::detail {

/// Where the first byte is that makes `text` no storable text; npos when there is none.
std::size_t find_unstorable(std::string_view text) noexcept;

/// @throws InvalidValue with the place of the byte that is at fault
void require_storable(std::string_view text);

}  // namespace schemac::runtime::detail
