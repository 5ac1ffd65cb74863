#include "emit/manifest_view.hpp"

#include <string>
#include <utility>
#include <variant>

#include "emit/contract_view.hpp"
#include "emit/entity_view.hpp"
#include "emit/names.hpp"

namespace schemac::emit {
namespace {

std::string json_literal(std::string_view text) { return '"' + json_text(text) + '"'; }

/// The same view with each text as it stands within a string of JSON.
View escaped(View&& view) {
  for (auto& [name, value] : view.values()) {
    if (auto* const text = std::get_if<std::string>(&value)) *text = json_text(*text);
    if (auto* const items = std::get_if<std::vector<View>>(&value))
      for (View& item : *items) item = escaped(std::move(item));
  }
  return std::move(view);
}

View table_view(const EntitySpelling& entity, const EntityNames& names) {
  View view = escaped(entity_view(entity, names));
  put_contract(view, entity, json_literal);
  const std::string prefix = entity.cpp_namespace.empty() ? std::string() : entity.cpp_namespace + "::";
  view.text("manifest_repository", json_literal(prefix + entity.repository));
  return view;
}

}  // namespace

View manifest_view(const std::vector<FileContent>& files, const EntityNames& names) {
  std::vector<View> tables, enums;
  for (const FileContent& file : files) {
    for (const EntitySpelling& entity : file.entities) tables.push_back(table_view(entity, names));
    for (const model::Enumeration* each : file.enumerations) enums.push_back(enum_entry(*each, json_literal));
  }
  View view;
  view.text("manifest_format", std::to_string(kManifestFormat));
  view.list("tables", std::move(tables));
  view.list("enums", std::move(enums));
  return view;
}

}  // namespace schemac::emit
