#include "support/text_place.hpp"

#include <algorithm>

namespace schemac {

Place moved(Place place, std::string_view text, std::size_t bytes) {
  const std::string_view passed = text.substr(0, bytes);
  const auto lines = static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
  if (lines > 0) place.column = 1;
  place.line += lines;
  place.column += passed.size() - (passed.rfind('\n') + 1);  // npos + 1 is 0
  return place;
}

Place place_at(const std::string& file, std::string_view text, std::size_t offset) {
  return moved({file, 1, 1}, text, offset);
}

std::size_t offset_of_character(std::string_view text, int position) {
  std::size_t offset = 0;
  for (int left = position; offset < text.size(); ++offset) {
    const bool begins = (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U;
    if (begins && --left <= 0) break;
  }
  return offset;
}

}  // namespace schemac
