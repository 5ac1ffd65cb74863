#include "pull/source_index.hpp"

#include <algorithm>

namespace schemac::pull {

SourceIndex::SourceIndex(const Sources& sources, const model::Declared& declared) : sources_(sources) {
  for (const auto& [file, text] : sources.headers) types_.emplace(file, types_in(text));
  for (const auto& [id, place] : declared.places) {
    const auto text = sources.headers.find(place.file);
    if (text == sources.headers.end()) continue;
    if (const auto offset = offset_of(text->second, place.line, place.column))
      objects_[{place.file, *offset}].push_back(id);
  }
}

Located SourceIndex::locate(const Place& place) const {
  const auto text = sources_.headers.find(place.file);
  if (text == sources_.headers.end()) return {};
  Located found{&text->first, &text->second, nullptr, nullptr};
  const auto offset = offset_of(text->second, place.line, place.column);
  if (!offset) return found;
  for (const CppType& type : types_.at(place.file)) {
    if (!type.span.has(*offset)) continue;
    found.type = &type;
    for (const CppMember& member : type.members)
      if (member.span.has(*offset)) found.member = &member;
  }
  return found;
}

std::vector<model::ObjectId> SourceIndex::objects_at(const std::string& file, std::size_t offset) const {
  const auto found = objects_.find({file, offset});
  return found == objects_.end() ? std::vector<model::ObjectId>{} : found->second;
}

bool SourceIndex::is_table(std::string_view text, const CppMember& member) {
  const std::string_view code = in(text, member.span);
  const std::size_t name = code.find("Table");
  return code.starts_with("static") && name != std::string_view::npos && name < code.find('{');
}

std::set<model::ObjectId> objects_in_tables(const model::Declared& declared, const SourceIndex& index) {
  std::set<model::ObjectId> found;
  for (const auto& [id, place] : declared.places) {
    const Located located = index.locate(place);
    if (located.member != nullptr && SourceIndex::is_table(*located.text, *located.member)) found.insert(id);
  }
  return found;
}

}  // namespace schemac::pull
