#include "queries/text_place.hpp"

#include <algorithm>

namespace schemac::queries {

Place moved(Place place, std::string_view text, std::size_t bytes) {
  for (const char c : text.substr(0, bytes)) {
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else {
      ++place.column;
    }
  }
  return place;
}

Place place_in(const model::Query& query, std::size_t offset) {
  std::size_t longer = 0;  // by how much what is written before it is longer than what is sent
  for (const model::QueryPlaceholder& each : query.placeholders) {
    if (each.offset >= offset) break;
    // Within a placeholder: where it begins.
    if (offset < each.offset + each.size) return place_in(query, each.offset);
    longer += each.written_size - each.size;  // may wrap: the sum is right
  }
  return moved(query.written_place, query.written, offset + longer);
}

Place place_of_character(const model::Query& query, int position) {
  if (position <= 0) return query.written_place;
  std::size_t offset = 0;
  for (int left = position; offset < query.sql.size(); ++offset) {
    const bool begins_character = (static_cast<unsigned char>(query.sql[offset]) & 0xC0U) != 0x80U;
    if (begins_character && --left == 0) break;
  }
  return place_in(query, offset);
}

}  // namespace schemac::queries
