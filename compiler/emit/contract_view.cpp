#include "emit/contract_view.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <schemac/runtime/contract.hpp>

#include "emit/names.hpp"
#include "emit/unique_keys.hpp"

namespace schemac::emit {
namespace {

std::string kind_name(runtime::ConstraintKind kind) {
  const auto* const found = std::ranges::find(kConstraintKinds, kind, [](const auto& each) { return each.second; });
  return std::string(found->first);
}

View generation_entry(const GeneratedPair& pair) {
  View entry;
  entry.text("header", pair.names.header)
      .text("generation",
            pair.cpp_namespace.empty() ? "schemac_generation" : pair.cpp_namespace + "::schemac_generation")
      .text("stem", pair.names.stem)
      .text("hash", pair.hash);
  return entry;
}

std::vector<View> literals(const std::vector<std::string>& texts, Quote quote) {
  std::vector<View> views;
  for (const std::string& text : texts) views.emplace_back().text("literal", quote(text));
  return views;
}

View column_entry(const FieldSpelling& spelling, Quote quote) {
  const model::Field& field = *spelling.field;
  View entry;
  entry.text("name", quote(field.column))
      .text("type", quote(without_modifiers(field.type.sql)))
      .text("modifiers", quote(runtime::detail::modifiers_of(field.type.sql)))
      .text("nullable", fmt::to_string(field.nullable))
      .text("written", fmt::to_string(spelling.insertable))
      .text("left", fmt::to_string(!spelling.insertable || spelling.defaulted));
  return entry;
}

View key_entry(const UpsertKey& key, std::size_t place, Quote quote) {
  std::vector<std::string> columns;
  for (const FieldSpelling* field : key.fields) columns.push_back(field->field->column);
  View entry;
  entry.text("place", std::to_string(place)).text("partial", fmt::to_string(!key.predicate.empty()));
  entry.list("columns", literals(columns, quote));
  return entry;
}

std::vector<std::string> parts_of(const std::string& cpp_namespace) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < cpp_namespace.size();) {
    const std::size_t end = std::min(cpp_namespace.find("::", begin), cpp_namespace.size());
    parts.push_back(cpp_namespace.substr(begin, end - begin));
    begin = end + 2;
  }
  return parts;
}

}  // namespace

void put_contract(View& view, const EntitySpelling& entity, Quote quote) {
  std::vector<View> columns, constraints, keys;
  for (const FieldSpelling& field : entity.fields) columns.push_back(column_entry(field, quote));
  for (const ConstraintSpelling& constraint : entity.constraints)
    constraints.emplace_back().text("kind", kind_name(constraint.kind)).text("name", quote(constraint.name));
  for (const UpsertKey& key : upsert_keys(entity)) keys.push_back(key_entry(key, keys.size(), quote));
  view.text("contract_schema", quote(entity.entity->table.schema))
      .text("contract_name", quote(entity.entity->table.name));
  view.list("contract_columns", std::move(columns));
  view.list("contract_constraints", std::move(constraints));
  view.list("contract_keys", std::move(keys));
}

View enum_entry(const model::Enumeration& enumeration, Quote quote) {
  std::vector<std::string> labels;
  for (const model::Enumeration::Enumerator& each : enumeration.enumerators) labels.push_back(each.label);
  View entry;
  entry.text("schema", quote(enumeration.type.schema)).text("name", quote(enumeration.type.name));
  entry.list("labels", literals(labels, quote));
  return entry;
}

std::string shared_namespace(const std::vector<FileContent>& files) {
  std::optional<std::vector<std::string>> shared;
  const auto narrow = [&](const std::string& cpp_namespace) {
    const std::vector<std::string> parts = parts_of(cpp_namespace);
    if (!shared) shared = parts;
    const auto end = std::mismatch(shared->begin(), shared->end(), parts.begin(), parts.end()).first;
    shared->erase(end, shared->end());
  };
  for (const FileContent& file : files) {
    for (const model::Enumeration* each : file.enumerations) narrow(parent_namespace(each->namespaces));
    for (const EntitySpelling& entity : file.entities) narrow(entity.cpp_namespace);
  }
  return shared ? fmt::format("{}", fmt::join(*shared, "::")) : std::string();
}

View contract_view(const std::vector<FileContent>& files, const std::vector<GeneratedPair>& pairs) {
  std::vector<View> generations, tables, enums;
  for (const GeneratedPair& pair : pairs) generations.push_back(generation_entry(pair));
  for (const FileContent& file : files) {
    for (const EntitySpelling& entity : file.entities)
      put_contract(tables.emplace_back().text("index", std::to_string(tables.size() - 1)), entity, string_literal);
    for (const model::Enumeration* each : file.enumerations)
      enums.push_back(enum_entry(*each, string_literal).text("index", std::to_string(enums.size())));
  }
  const std::string cpp_namespace = shared_namespace(files);
  View view;
  view.text("contract_header", kContractHeader)
      .text("namespace", cpp_namespace)
      .flag("has_namespace", !cpp_namespace.empty());
  view.list("files", std::move(generations));
  view.list("tables", std::move(tables));
  view.list("enums", std::move(enums));
  return view;
}

}  // namespace schemac::emit
