#include "pull/names.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "frontend/comments.hpp"
#include "frontend/names.hpp"
#include "frontend/vocabulary.hpp"
#include "pull/spelling.hpp"
#include "sql/quote.hpp"
#include "support/cpp_words.hpp"

namespace schemac::pull {
namespace {

/// What headers and generated code mean something else by.
bool is_taken_by_vocabulary(std::string_view name) {
  constexpr std::array kWords = std::to_array<std::string_view>(
      {"Array", "BelongsTo", "CiText", "Custom", "Entity", "Enum", "HasMany", "HasOne", "ManyToMany", "Nullable",
       "RefersTo", "Table", "rt", "schemac", "schemac_generation", "std"});
  return std::find(kWords.begin(), kWords.end(), name) != kWords.end() || frontend::find_type_word(name) != nullptr;
}

/// Names of types that are given away, with those that generated code makes of an entity's.
class Types {
 public:
  bool is_free(const std::string& name) const {
    if (name.empty() || is_taken_by_cpp(name) || is_taken_by_vocabulary(name)) return false;
    const std::vector<std::string> all = made_of(name);
    return std::none_of(all.begin(), all.end(), [&](const std::string& made) { return taken_.contains(made); });
  }
  void take_entity(const std::string& name) {
    for (std::string& made : made_of(name)) taken_.insert(std::move(made));
    files_.insert(frontend::snake_case(name));
  }
  void take(const std::string& name) { taken_.insert(name); }
  /// Whether a header of its own could be called after it.
  bool has_file(const std::string& name) const { return files_.contains(frontend::snake_case(name)); }

 private:
  static std::vector<std::string> made_of(const std::string& name) {
    return {name, "New" + name, name + "Patch", name + "Repository", name + "Shape"};
  }
  std::set<std::string> taken_;
  std::set<std::string> files_;
};

std::string free_entity_name(const model::QualifiedName& table, const Forms& forms, const Types& types) {
  std::string base = upper_camel(frontend::singular(table.name));
  if (base.empty()) base = "Unnamed";
  const std::string prefix = table.schema == forms.default_schema ? std::string{} : upper_camel(table.schema);
  const std::array candidates{base, prefix + base, base + "Record"};
  for (const std::string& candidate : candidates)
    if (types.is_free(candidate) && !types.has_file(candidate)) return candidate;
  for (int number = 2;; ++number) {
    std::string candidate = fmt::format("{}{}", base, number);
    if (types.is_free(candidate) && !types.has_file(candidate)) return candidate;
  }
}

void name_labels(const model::EnumType& type, Names& names) {
  std::map<std::string, std::string>& labels = names.labels[type.name];
  std::set<std::string> taken;
  for (const auto& [label, enumerator] : labels) taken.insert(enumerator);
  for (const std::string& label : type.labels) {
    if (labels.contains(label)) continue;
    std::string name = cpp_name(label);
    if (name.empty()) name = "label";
    while (taken.contains(name)) name += name.back() == '_' ? "2" : "_";
    taken.insert(name);
    labels.emplace(label, name);
  }
}

/// What a column's field would be called if the naming rule gives the column's name back.
std::string wanted_field(const std::string& column, const Reference* reference) {
  std::string stem = column;
  if (reference != nullptr && column.size() > reference->suffix.size() && column.ends_with(reference->suffix))
    stem.resize(stem.size() - reference->suffix.size());
  std::string name = cpp_name(frontend::snake_case(stem));
  return name.empty() ? "column" : name;
}

void name_fields(const model::Table& table, const References& references, Names& names) {
  std::set<std::string> taken{"table", names.entities.at(table.name).name};
  for (const model::Column& column : table.columns)
    if (const auto known = names.fields.find(model::column_id(table.name, column.name)); known != names.fields.end())
      taken.insert(known->second);
  for (const model::Column& column : table.columns) {
    const model::ObjectId id = model::column_id(table.name, column.name);
    if (names.fields.contains(id)) continue;
    const auto reference = references.find(id);
    std::string name = wanted_field(column.name, reference == references.end() ? nullptr : &reference->second);
    while (taken.contains(name)) name += name.back() == '_' ? "2" : "_";
    taken.insert(name);
    names.fields.emplace(id, name);
  }
}

void name_table(const model::Table& table, const References& references, const Forms& forms,
                const Namespaces& namespaces, Types& types, Names& names) {
  if (!names.entities.contains(table.name)) {
    const std::string name = free_entity_name(table.name, forms, types);
    types.take_entity(name);
    names.entities[table.name] = {name, namespaces, {}};
  }
  name_fields(table, references, names);
}

/// The member of a reference is not called as its column.
std::string member_of(const model::Entity& entity, const model::Field& field) {
  for (const model::Relation& relation : entity.relations)
    if (relation.is_column && relation.columns.front() == field.column) return relation.name;
  return field.name;
}

Names names_of(const model::Declared& declared) {
  Names names;
  for (const model::Entity& entity : declared.entities) {
    names.entities[entity.table] = {entity.name, entity.namespaces, entity.header};
    for (const model::Field& field : entity.fields)
      names.fields[model::column_id(entity.table, field.column)] = member_of(entity, field);
  }
  for (const model::Enumeration& enumeration : declared.enumerations) {
    names.enums[enumeration.type] = {enumeration.name, enumeration.namespaces, enumeration.header};
    for (const model::Enumeration::Enumerator& value : enumeration.enumerators)
      names.labels[enumeration.type][value.label] = value.name;
  }
  return names;
}

bool can_be_label(const std::string& label) {
  const std::string line = "/// schemac: label " + label;
  return label.find_first_of("\n\r") == std::string::npos && !label.ends_with('\\') &&
         frontend::read_comment(line).label == label;
}

}  // namespace

bool can_say(const model::EnumType& type, const Forms& forms) {
  const std::string name = upper_camel(type.name.name);
  return !forms.in_sql.contains(type.id()) && type.name.schema == forms.default_schema &&
         frontend::snake_case(name) == type.name.name && !is_taken_by_vocabulary(name) && !is_taken_by_cpp(name) &&
         !type.labels.empty() && std::all_of(type.labels.begin(), type.labels.end(), can_be_label);
}

Names choose_names(const model::Schema& schema, const model::Declared& declared, const References& references,
                   const Forms& forms, const Namespaces& namespaces) {
  Names names = names_of(declared);
  Types types;
  for (const auto& [table, entity] : names.entities) types.take_entity(entity.name);
  for (const auto& [type, enumeration] : names.enums) types.take(enumeration.name);
  for (const auto& [id, type] : schema.enum_types) {
    const std::string name = upper_camel(type.name.name);
    const bool known = names.enums.contains(type.name);
    if (!can_say(type, forms) || (!known && !types.is_free(name))) continue;
    if (!known) names.enums[type.name] = {name, namespaces, {}};
    types.take(name);
    name_labels(type, names);
  }
  for (const bool in_default : {true, false})  // the plain names are theirs
    for (const auto& [id, table] : schema.tables)
      if (can_say(table, forms) && (table.name.schema == forms.default_schema) == in_default)
        name_table(table, references, forms, namespaces, types, names);
  return names;
}

std::string seen_from(const Namespaces& from, const CppName& name) {
  if (name.namespaces.empty() || from == name.namespaces) return name.name;
  return fmt::format("{}::{}", fmt::join(name.namespaces, "::"), name.name);
}

}  // namespace schemac::pull
