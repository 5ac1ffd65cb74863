// Pieces of a file's text that know where they begin.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace schemac::queries {

[[nodiscard]] bool is_blank(char c);

/// A piece of the file, and where it begins.
struct Piece {
  std::string_view text;
  std::size_t begin = 0;

  [[nodiscard]] Piece from(std::size_t at) const { return {text.substr(at), begin + at}; }
  [[nodiscard]] Piece to(std::size_t at) const { return {text.substr(0, at), begin}; }
};

[[nodiscard]] Piece trimmed(Piece piece);

/// Pieces between `separator`, or between blanks where that is a blank, which are then never empty.
[[nodiscard]] std::vector<Piece> split(Piece piece, char separator);

}  // namespace schemac::queries
