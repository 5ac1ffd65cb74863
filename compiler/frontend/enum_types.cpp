#include "frontend/enum_types.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "frontend/comments.hpp"
#include "frontend/names.hpp"
#include "frontend/naming.hpp"
#include "sql/quote.hpp"

namespace schemac::frontend {
namespace {

std::string label_of(const SourceEnumeration::Value& value) {
  return read_comment(value.comment).label.value_or(value.name);
}

void declare_labels(Draft& draft, const SourceEnumeration& source, model::EnumType& type, model::Enumeration& view) {
  std::map<std::string, Place> seen;
  for (const SourceEnumeration::Value& value : source.values) {
    const Comment comment = read_comment(value.comment);
    report_directive(draft, comment, value.place);
    const std::string label = label_of(value);
    check_given_name(draft, label, value.place);
    const auto [first, fresh] = seen.emplace(label, value.place);
    if (!fresh)
      draft.diagnostics
          .error(Code::duplicate_name, value.place, fmt::format("`{}` has the label `{}` twice", source.name, label))
          .notes.push_back({first->second, "first here"});
    type.labels.push_back(label);
    view.enumerators.push_back({value.name, label, comment.text});
  }
  for (const SourceEnumeration::Value& value : source.values) {
    const std::optional<std::string> before = read_comment(value.comment).renamed_from;
    if (!before) continue;
    if (const auto stale = seen.find(*before); stale != seen.end())
      report_stale_rename(draft, *before, value.place, stale->second);
    draft.declared.renames.push_back({type.id(), type.id(), *before, label_of(value)});
  }
}

void declare(Draft& draft, EnumerationId id) {
  const SourceEnumeration& source = draft.source.enumerations[id];
  const Comment comment = read_comment(source.comment);
  report_directive(draft, comment, source.place);
  model::EnumType type;
  type.name = enum_type_of(draft, id);
  if (!comment.text.empty()) type.comment = comment.text;
  model::Enumeration view{source.name, source.namespaces, type.name, {}, comment.text, source.header, source.place};
  if (source.values.empty())
    draft.diagnostics.error(Code::bad_option, source.place,
                            fmt::format("`{}` has no enumerators; an enum type has at least one label", source.name));
  declare_labels(draft, source, type, view);
  if (comment.renamed_from) {
    model::ObjectId before = type.id();
    before.name = *comment.renamed_from;
    draft.declared.renames.push_back({before, type.id(), {}, {}});
  }
  put(draft, draft.declared.schema.enum_types, std::move(type), source.place, snake_case(source.name));
  draft.declared.enumerations.push_back(std::move(view));
}

}  // namespace

model::QualifiedName enum_type_of(const Draft& draft, EnumerationId enumeration) {
  return {draft.options.default_schema, sql::shorten(snake_case(draft.source.enumerations[enumeration].name))};
}

std::string label_of(const Draft& draft, const Enumerator& enumerator) {
  for (const SourceEnumeration::Value& value : draft.source.enumerations[enumerator.enumeration].values)
    if (value.name == enumerator.name) return label_of(value);
  return enumerator.name;
}

void declare_enum_types(Draft& draft) {
  for (EnumerationId id = 0; id < draft.source.enumerations.size(); ++id) declare(draft, id);
  auto& enumerations = draft.declared.enumerations;
  std::sort(enumerations.begin(), enumerations.end(), [](const model::Enumeration& a, const model::Enumeration& b) {
    return std::tie(a.header, a.place.line, a.place.column) < std::tie(b.header, b.place.line, b.place.column);
  });
}

}  // namespace schemac::frontend
