#include "pull/mixins.hpp"

#include <algorithm>
#include <array>

#include "frontend/comments.hpp"
#include "pull/cpp_structs.hpp"
#include "pull/cpp_tokens.hpp"
#include "pull/header_text.hpp"

namespace schemac::pull {
namespace {

bool ends_with(const std::vector<FieldText>& fields, std::size_t count, const Mixin& mixin) {
  if (count < mixin.fields.size()) return false;
  const std::size_t first = count - mixin.fields.size();
  for (std::size_t i = 0; i < mixin.fields.size(); ++i)
    if (fields[first + i].comment != mixin.fields[i].comment ||
        without_layout(declaration(fields[first + i])) != without_layout(declaration(mixin.fields[i])))
      return false;
  return true;
}

bool begins_line_with(std::string_view text, std::string_view word) { return text.substr(0, word.size()) == word; }

/// A field as text that is not taken apart: the type holds the whole declaration.
std::optional<FieldText> field_of(std::string_view text, const CppMember& member) {
  const std::string_view code = in(text, member.span);
  if (begins_line_with(code, "static") || begins_line_with(code, "using") || code.find('(') < code.find('{'))
    return std::nullopt;
  const std::size_t name_end = std::min(code.find_first_of("{;"), code.size());
  const std::string_view head = code.substr(0, name_end);
  const std::size_t blank = head.find_last_of(" \t\n");
  if (blank == std::string_view::npos || head.find(',') < head.find('<')) return std::nullopt;
  FieldText field;
  field.type = std::string(head.substr(0, blank));
  field.name = std::string(head.substr(blank + 1));
  for (const TextSpan item : member.items) field.options.push_back({{}, std::string(in(text, item))});
  std::string docs;
  for (const TextSpan doc : member.docs) docs += std::string(in(text, doc)) + "\n";
  field.comment = frontend::read_comment(docs).text;
  return field;
}

std::optional<Mixin> mixin_of(const std::string& path, std::string_view text, const CppType& type) {
  if (type.is_enum || type.is_template || !type.bases.empty() || type.members.empty()) return std::nullopt;
  Mixin mixin;
  mixin.name = {type.name, {}, path};
  for (const CppMember& member : type.members) {
    std::optional<FieldText> field = field_of(text, member);
    if (!field) return std::nullopt;
    mixin.fields.push_back(std::move(*field));
  }
  return mixin;
}

/// The fields at the end of `entity` that are called so.
std::vector<FieldText> last_fields(const EntityText& entity, std::size_t end, const std::vector<std::string>& names) {
  if (end < names.size()) return {};
  std::vector<FieldText> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    FieldText field = entity.fields[end - names.size() + i];
    if (field.name != names[i]) return {};
    field.comment.clear();
    found.push_back(std::move(field));
  }
  return found;
}

struct Candidate {
  std::vector<FieldText> fields;
  std::size_t count = 0;
};

void count(std::vector<Candidate>& candidates, std::vector<FieldText> fields) {
  if (fields.empty()) return;
  for (Candidate& candidate : candidates)
    if (candidate.fields == fields) return void(++candidate.count);
  candidates.push_back({std::move(fields), 1});
}

/// What most entities have, if enough of them do.
void keep_most(const std::vector<Candidate>& candidates, std::size_t enough, const CppName& name,
               std::vector<Mixin>& mixins) {
  const auto most = std::max_element(candidates.begin(), candidates.end(),
                                     [](const Candidate& a, const Candidate& b) { return a.count < b.count; });
  if (most != candidates.end() && most->count >= enough) mixins.push_back({name, most->fields});
}

}  // namespace

std::vector<Mixin> find_mixins(const Sources& sources) {
  std::vector<Mixin> mixins;
  for (const auto& [path, text] : sources.headers)
    for (const CppType& type : types_in(text))
      if (std::optional<Mixin> mixin = mixin_of(path, text, type)) mixins.push_back(std::move(*mixin));
  return mixins;
}

std::vector<Mixin> make_mixins(const std::vector<EntityText>& entities, const Namespaces& namespaces) {
  const std::vector<std::string> stamps{"created_at", "updated_at"};
  std::vector<Candidate> timestamps;
  std::vector<Candidate> soft_deletes;
  bool both = false;
  for (const EntityText& entity : entities) {
    std::size_t end = entity.fields.size();
    std::vector<FieldText> deleted = last_fields(entity, end, {"deleted_at"});
    if (!deleted.empty()) --end;
    std::vector<FieldText> stamped = last_fields(entity, end, stamps);
    both = both || (!deleted.empty() && !stamped.empty());
    count(soft_deletes, std::move(deleted));
    count(timestamps, std::move(stamped));
  }
  std::vector<Mixin> mixins;
  keep_most(timestamps, 2, {"Timestamps", namespaces, {}}, mixins);
  // Behind time stamps that are a mixin it must be one, too: what stands between mixins would move.
  keep_most(soft_deletes, both && !mixins.empty() ? 1 : 2, {"SoftDelete", namespaces, {}}, mixins);
  std::erase_if(mixins, [&](const Mixin& mixin) {
    return std::any_of(entities.begin(), entities.end(),
                       [&](const EntityText& entity) { return entity.name.name == mixin.name.name; });
  });
  return mixins;
}

std::vector<const Mixin*> take_mixins(EntityText& entity, const std::vector<Mixin>& mixins) {
  std::vector<const Mixin*> taken;
  std::size_t end = entity.fields.size();
  const auto fits = [&](const Mixin& mixin) { return ends_with(entity.fields, end, mixin); };
  while (true) {
    const Mixin* best = nullptr;
    for (const Mixin& mixin : mixins)
      if (fits(mixin) && (best == nullptr || mixin.fields.size() > best->fields.size())) best = &mixin;
    if (best == nullptr) break;
    taken.insert(taken.begin(), best);
    end -= best->fields.size();
  }
  entity.fields.resize(end);
  return taken;
}

}  // namespace schemac::pull
