#include "pull/edit_enumeration.hpp"

#include <fmt/format.h>

#include "pull/header_text.hpp"
#include "pull/merge_field.hpp"

namespace schemac::pull {

void edit_enumeration(const Located& at, const model::EnumType& before, const model::EnumType& after,
                      const Names& names, Edits& edits) {
  if (before.comment != after.comment)
    for (const Edit& edit : merge_comment(*at.text, at.type->docs, at.type->span, after.comment.value_or(""), false))
      edits[*at.file].push_back(edit);
  if (before.labels == after.labels) return;
  std::map<std::string, std::string> kept;
  for (std::size_t i = 0; i < at.type->members.size() && i < before.labels.size(); ++i) {
    const CppMember& member = at.type->members[i];
    const bool lines = (*at.text)[member.whole.end - 1] == '\n';
    std::string text(in(*at.text, lines ? member.whole : member.span));
    if (lines && !member.comma_after_last) text.insert(member.span.end - member.whole.begin, ",");
    kept[before.labels[i]] = lines ? text : "  " + text + ",\n";
  }
  std::string body = "{\n";
  const std::vector<EnumeratorText> all = enumerators(after, names);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto mine = kept.find(after.labels[i]);
    const std::string comment = all[i].comment.empty() ? "" : "  ///< " + all[i].comment;
    body += mine != kept.end() ? mine->second : fmt::format("  {},{}\n", all[i].name, comment);
  }
  edits[*at.file].push_back({at.type->body.begin, at.type->body.end, body + "}"});
}

}  // namespace schemac::pull
