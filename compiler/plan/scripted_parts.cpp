#include "plan/scripted_parts.hpp"

#include <algorithm>

namespace schemac::plan {

using model::Kind;

bool steps_aside(Kind kind, Kind gone) {
  if (kind == Kind::text_search_configuration) return gone == Kind::text_search_dictionary;
  return kind == Kind::publication || kind == Kind::operator_family;
}

model::Scripted without_parts(const model::Scripted& scripted) {
  model::Scripted bare = scripted;
  std::erase_if(bare.parts, [](const model::ScriptedPart& part) { return !part.remove.empty(); });
  if (bare.parts != scripted.parts) bare.definition.clear();  // nobody makes such an object: it only passes by
  return bare;
}

bool retypes_columns(const diff::Alter<model::Scripted>& change) {
  if (change.after.object.kind != Kind::foreign_table) return false;
  return std::ranges::any_of(change.before.parts, [&](const model::ScriptedPart& part) {
    const bool column = part.aspect.starts_with("column ") && part.add.find(" ADD COLUMN ") != std::string::npos;
    const model::ScriptedPart* now = change.after.find_part(part.aspect);
    return column && (now == nullptr || *now != part);
  });
}

}  // namespace schemac::plan
