// Text that is to be put into a source file, and where.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/declared.hpp"
#include "model/renames.hpp"

namespace schemac::frontend {

struct Insertion {
  std::size_t offset = 0;  ///< Byte of the file as it is.
  std::string text;
};

/// The byte of a line and column, both from 1; nothing where the text has no such place.
[[nodiscard]] std::optional<std::size_t> offset_of(std::string_view text, const Place& place);

/// A line of its own above the line of `offset`, as far to the right; where something stands before `offset` on that
/// line, the line is broken there.
[[nodiscard]] Insertion line_above(std::string_view text, std::size_t offset, const std::string& line);

/// Where and how a header says `rename`, whose new name is declared at `offset`: the name of a field, record or
/// enumeration. Nothing where the text does not look like such a declaration.
[[nodiscard]] std::optional<Insertion> insertion_in_header(std::string_view text, std::size_t offset,
                                                           const model::Declared& declared,
                                                           const model::Rename& rename);

}  // namespace schemac::frontend
