#include "queries/query_place.hpp"

#include "support/text_place.hpp"

namespace schemac::queries {

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
  return place_in(query, offset_of_character(query.sql, position));
}

std::string spelled(const model::Query& query, const model::QueryPlaceholder& placeholder) {
  const model::QueryParameter& parameter = query.parameters[placeholder.parameter];
  if (placeholder.written_size == parameter.name.size() + 1) return ":" + parameter.name;
  return query.sql.substr(placeholder.offset, placeholder.size);
}

}  // namespace schemac::queries
