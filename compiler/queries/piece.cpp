#include "queries/piece.hpp"

#include <algorithm>
#include <cctype>

namespace schemac::queries {

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

Piece trimmed(Piece piece) {
  while (!piece.text.empty() && is_blank(piece.text.front())) piece = piece.from(1);
  while (!piece.text.empty() && is_blank(piece.text.back())) piece = piece.to(piece.text.size() - 1);
  return piece;
}

std::vector<Piece> split(Piece piece, char separator) {
  std::vector<Piece> pieces;
  while (true) {
    piece = trimmed(piece);
    const auto ends = [&](char c) { return separator == ' ' ? is_blank(c) : c == separator; };
    const auto end =
        static_cast<std::size_t>(std::find_if(piece.text.begin(), piece.text.end(), ends) - piece.text.begin());
    if (separator != ' ' || end > 0) pieces.push_back(trimmed(piece.to(end)));
    if (end == piece.text.size()) return pieces;
    piece = piece.from(end + 1);
  }
}

}  // namespace schemac::queries
