#include "emit/manifest_view.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "emit/contract_view.hpp"
#include "emit/entity_view.hpp"
#include "emit/names.hpp"
#include "emit/parameter_types.hpp"
#include "emit/server_types.hpp"

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

/// What the file says of a column's NULLs, over PostgreSQL's word: no later schema has another opinion.
bool is_asserted(const model::Query& query, const std::string& column) {
  return std::any_of(query.overrides.begin(), query.overrides.end(),
                     [&](const model::QueryOverride& each) { return each.column == column && !each.of_elements; });
}

View query_entry(const QueryContent& file, const QuerySpelling& spelling, const EnumNames& enums) {
  std::vector<View> parameters, columns;
  for (const model::QueryParameter& each : spelling.query->parameters) {
    model::Field field;
    field.type = column_type(each.type, enums);
    parameters.emplace_back()
        .text("type", json_literal(parameter_type(field)))
        .text("nullable", fmt::to_string(each.nullable));
  }
  // Of a statement whose rows nobody reads, none can be read wrongly.
  const std::size_t read = spelling.row.empty() ? 0 : spelling.query->columns.size();
  for (std::size_t i = 0; i < read; ++i) {
    const model::QueryColumn& each = spelling.query->columns[i];
    columns.emplace_back()
        .text("name", json_literal(each.name))
        .text("schema", json_literal(each.type.name.schema))
        .text("type", json_literal(each.type.name.name))
        .text("array", fmt::to_string(each.type.array))
        .text("nullable", fmt::to_string(each.nullable))
        .text("asserted", fmt::to_string(is_asserted(*spelling.query, each.name)));
  }
  View entry;
  entry.text("name", json_literal(file.cpp_namespace + "::" + spelling.function))
      .text("sql", json_literal(spelling.sql));
  entry.list("parameters", std::move(parameters));
  entry.list("columns", std::move(columns));
  return entry;
}

View guard_entry(const Guard& guard) {
  View entry;
  entry.text("kind", json_literal(guard.kind))
      .text("schema", json_literal(guard.schema))
      .text("table", json_literal(guard.table))
      .text("name", json_literal(guard.name))
      .text("digest", json_literal(guard.digest));
  return entry;
}

}  // namespace

View manifest_table_view(const EntitySpelling& entity, const EntityNames& names) {
  View view = escaped(entity_view(entity, names));
  put_contract(view, entity, json_literal);
  const std::string prefix = entity.cpp_namespace.empty() ? std::string() : entity.cpp_namespace + "::";
  view.text("manifest_repository", json_literal(prefix + entity.repository));
  return view;
}

View manifest_view(std::vector<std::string> table_entries, const std::vector<FileContent>& files,
                   const std::vector<QueryContent>& queries, const EnumNames& enum_names,
                   const std::vector<Guard>& guards) {
  std::vector<View> tables, enums, functions, guarding;
  for (std::string& entry : table_entries) tables.emplace_back().text("entry", std::move(entry));
  for (const FileContent& file : files)
    for (const model::Enumeration* each : file.enumerations) enums.push_back(enum_entry(*each, json_literal));
  for (const QueryContent& file : queries)
    for (const QuerySpelling& each : file.queries) functions.push_back(query_entry(file, each, enum_names));
  for (const Guard& each : guards) guarding.push_back(guard_entry(each));
  View view;
  view.text("manifest_format", std::to_string(kManifestFormat));
  view.list("tables", std::move(tables));
  view.list("enums", std::move(enums));
  view.list("queries", std::move(functions));
  view.list("guards", std::move(guarding));
  return view;
}

}  // namespace schemac::emit
