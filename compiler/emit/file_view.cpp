#include "emit/file_view.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "emit/entity_view.hpp"
#include "emit/kinds.hpp"
#include "emit/names.hpp"
#include "emit/pair_view.hpp"
#include "emit/rule_view.hpp"

namespace schemac::emit {
namespace {

View enumeration_view(const model::Enumeration& enumeration) {
  const std::string cpp_namespace = parent_namespace(enumeration.namespaces);
  View view;
  view.text("name", enumeration.name)
      .text("qualified_name",
            cpp_namespace.empty() ? enumeration.name : fmt::format("{}::{}", cpp_namespace, enumeration.name))
      .text("snake_name", snake_case(enumeration.name))
      .text("sql_schema", string_literal(enumeration.type.schema))
      .text("sql_name", string_literal(enumeration.type.name));
  std::vector<View> enumerators;
  for (const model::Enumeration::Enumerator& enumerator : enumeration.enumerators) {
    View& item = enumerators.emplace_back();
    item.text("enumerator", enumerator.name).text("label", string_literal(enumerator.label));
    put_comment(item, enumerator.comment);
  }
  view.list("enumerators", std::move(enumerators));
  put_comment(view, enumeration.comment);
  return view;
}

View& open_namespace(std::vector<View>& groups, const std::string& cpp_namespace) {
  View& group = groups.emplace_back();
  return group.text("namespace", cpp_namespace).flag("has_namespace", !cpp_namespace.empty());
}

/// Neighbours of one namespace share its braces.
std::vector<View> enumeration_groups(const FileContent& file) {
  std::vector<View> groups;
  for (std::size_t i = 0; i < file.enumerations.size();) {
    const std::string cpp_namespace = parent_namespace(file.enumerations[i]->namespaces);
    std::vector<View> members;
    for (; i < file.enumerations.size() && parent_namespace(file.enumerations[i]->namespaces) == cpp_namespace; ++i)
      members.push_back(enumeration_view(*file.enumerations[i]));
    open_namespace(groups, cpp_namespace).list("enumerations", std::move(members));
  }
  return groups;
}

std::vector<View> entity_groups(const FileContent& file, const EntityNames& names) {
  std::vector<View> groups;
  for (std::size_t i = 0; i < file.entities.size();) {
    const std::string& cpp_namespace = file.entities[i].cpp_namespace;
    std::vector<View> members;
    for (; i < file.entities.size() && file.entities[i].cpp_namespace == cpp_namespace; ++i)
      members.push_back(entity_view(file.entities[i], names));
    open_namespace(groups, cpp_namespace).list("entities", std::move(members));
  }
  return groups;
}

/// The headers that rows need, and not one more: what includes a repository pays for each.
std::set<std::string> value_headers(const FileContent& file) {
  std::set<std::string> headers{"<cstdint>", "<schemac/runtime/abi.hpp>"};
  if (!file.enumerations.empty()) headers.insert({"<optional>", "<schemac/runtime/enum.hpp>", "<string_view>"});
  if (!file.entities.empty())
    headers.insert({"<cstddef>", "<optional>", "<schemac/runtime/forward.hpp>",
                    "<schemac/runtime/query/expression.hpp>", "<schemac/runtime/query/forward.hpp>",
                    "<schemac/runtime/query/relation.hpp>", "<string_view>", "<vector>"});
  for (const EntitySpelling& entity : file.entities) {
    if (entity.key.size() > 1) headers.insert("<tuple>");
    if (entity.deleted != nullptr) headers.insert("<schemac/runtime/deleted.hpp>");
    for (const FieldSpelling& field : entity.fields) {
      headers.insert(field.type.value_headers.begin(), field.type.value_headers.end());
      if (field.field->hashed || field.field->encrypted) headers.insert("<string>");
      if (const std::string operators = operators_header(field.type.kind); !operators.empty())
        headers.insert(fmt::format("<schemac/runtime/query/{}>", operators));
      const bool left_to_database = field.insertable && field.defaulted;
      if (field.patchable || left_to_database) headers.insert("<schemac/runtime/change.hpp>");
      if (field.insertable && !field.defaulted)
        headers.insert(field.field->nullable ? "<schemac/runtime/nullable_field.hpp>"
                                             : "<schemac/runtime/required.hpp>");
    }
  }
  return headers;
}

std::set<std::string> codec_headers(const FileContent& file) {
  // Counts, limits and EXISTS are scalars; many rows at once are arrays.
  std::set<std::string> headers{"array.hpp", "column_array.hpp", "scalar.hpp"};
  if (!file.enumerations.empty()) headers.insert({"enum.hpp", "value.hpp"});
  for (const EntitySpelling& entity : file.entities) {
    if (!entity.entity->relations.empty()) headers.insert("relation_keys.hpp");
    for (const FieldSpelling& field : entity.fields)
      headers.insert(field.type.codec_headers.begin(), field.type.codec_headers.end());
  }
  return headers;
}

std::vector<View> neighbour_includes(const std::string& from, const std::vector<std::string>& outputs) {
  std::vector<View> views;
  for (const std::string& output : outputs) views.emplace_back().text("header", include_path(from, output));
  return views;
}

/// All SQL that did not come out of our own templates.
std::vector<std::string> foreign_sql(const FileContent& file) {
  std::vector<std::string> texts;
  for (const EntitySpelling& entity : file.entities) {
    texts.push_back(entity.table);
    for (const FieldSpelling& field : entity.fields) {
      texts.push_back(field.column);
      texts.push_back(field.type.write_cast);
    }
    for (const LookupSpelling& finder : entity.finders) texts.push_back(finder.predicate.value_or(""));
  }
  return texts;
}

bool encrypts(const FileContent& file) {
  return std::any_of(file.entities.begin(), file.entities.end(), [](const EntitySpelling& entity) {
    return std::any_of(entity.fields.begin(), entity.fields.end(),
                       [](const FieldSpelling& field) { return field.field->encrypted; });
  });
}

bool has_rules(const FileContent& file) {
  return std::any_of(file.entities.begin(), file.entities.end(), [](const EntitySpelling& entity) {
    std::vector<const FieldSpelling*> fields;
    for (const FieldSpelling& field : entity.fields) fields.push_back(&field);
    return !rule_views(fields, Writing::patch).empty() ||
           std::any_of(fields.begin(), fields.end(),
                       [](const FieldSpelling* field) { return !field->field->validations.empty(); });
  });
}

}  // namespace

std::string generation_namespace(const FileContent& file) {
  if (!file.enumerations.empty()) return parent_namespace(file.enumerations.front()->namespaces);
  return file.entities.empty() ? std::string() : file.entities.front().cpp_namespace;
}

View file_view(const FileContent& file, const std::vector<std::string>& enum_outputs,
               const std::vector<std::string>& related_outputs, const EntityNames& names) {
  const std::string cpp_namespace = generation_namespace(file);
  View view =
      pair_view(file.names, cpp_namespace.empty() ? "schemac_generation" : cpp_namespace + "::schemac_generation",
                {value_headers(file), codec_headers(file)}, foreign_sql(file));
  view.flag("has_rules", has_rules(file)).flag("encrypts", encrypts(file));
  view.list("neighbours", neighbour_includes(file.names.header, enum_outputs));
  view.list("related", neighbour_includes(file.names.source, related_outputs));
  view.list("forward_groups", forward_groups(file.entities, names));
  view.list("enumeration_groups", enumeration_groups(file));
  view.list("entity_groups", entity_groups(file, names));
  return view;
}

}  // namespace schemac::emit
