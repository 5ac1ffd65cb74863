// Places in a text, by offset: where a message points when something within a file, a statement or a template is wrong.
#pragma once

#include <cstddef>
#include <string_view>

#include "support/diagnostics.hpp"

namespace schemac {

/// `place` moved on over the first `bytes` of `text`, which begins there; no further than its end. Columns are bytes.
[[nodiscard]] Place moved(Place place, std::string_view text, std::size_t bytes);

/// The place of a byte of a file's whole text.
[[nodiscard]] Place place_at(const std::string& file, std::string_view text, std::size_t offset);

/// Where the character begins that PostgreSQL counts as number `position`, from 1, in a text of UTF-8; its size where
/// it has fewer. https://www.postgresql.org/docs/15/protocol-error-fields.html (P)
[[nodiscard]] std::size_t offset_of_character(std::string_view text, int position);

}  // namespace schemac
