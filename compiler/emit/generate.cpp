#include "emit/generate.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "emit/contract_view.hpp"
#include "emit/file_view.hpp"
#include "emit/manifest_view.hpp"
#include "emit/name_clashes.hpp"
#include "emit/pair_view.hpp"
#include "emit/query_names.hpp"
#include "emit/query_view.hpp"
#include "emit/templates.hpp"

namespace schemac::emit {
namespace {

/// Which template makes which file.
constexpr const char* kHeaderTemplate = "header.hpp";
constexpr const char* kSourceTemplate = "source.cpp";
constexpr const char* kQueriesHeaderTemplate = "queries.hpp";
constexpr const char* kQueriesSourceTemplate = "queries.cpp";
constexpr const char* kContractHeaderTemplate = "contract.hpp";
constexpr const char* kContractTemplate = "contract.cpp";
constexpr const char* kManifestTemplate = "manifest.json";
constexpr const char* kManifestTableTemplate = "manifest_table.json";

EntityNames entity_names(const model::Declared& declared) {
  EntityNames names;
  for (const model::Entity& entity : declared.entities)
    names[entity.table] = {parent_namespace(entity.namespaces), entity.name, entity.header,
                           entity.soft_delete_column.value_or("")};
  return names;
}

/// The generated headers of the entities that relations of the file lead to.
std::vector<std::string> related_outputs(const FileContent& file, const EntityNames& names, const Options& options) {
  std::set<std::string> outputs;
  for (const std::string& header : related_headers(file.entities, names))
    outputs.insert(output_names(header, options.schema_folder).header);
  outputs.erase(file.names.header);
  return {outputs.begin(), outputs.end()};
}

/// The schema headers in their order, each with what it declares.
std::vector<FileContent> contents(const model::Declared& declared, const EnumNames& enums, const Options& options) {
  std::vector<FileContent> files;
  std::map<std::string, std::size_t> index;
  for (const std::string& header : declared.headers) {
    index[header] = files.size();
    files.emplace_back().names = output_names(header, options.schema_folder);
  }
  for (const model::Enumeration& enumeration : declared.enumerations)
    files.at(index.at(enumeration.header)).enumerations.push_back(&enumeration);
  for (const model::Entity& entity : declared.entities)
    files.at(index.at(entity.header)).entities.push_back(spell(entity, declared.schema, enums));
  return files;
}

/// The generated headers of enumerations that the file's rows have and other files declare.
std::vector<std::string> enum_outputs(const FileContent& file, const EnumNames& enums, const Options& options) {
  std::set<std::string> outputs;
  for (const EntitySpelling& entity : file.entities)
    for (const FieldSpelling& field : entity.fields)
      if (field.field->type.word == model::TypeWord::enumeration)
        outputs.insert(output_names(enums.at(field.field->type.enum_type).header, options.schema_folder).header);
  outputs.erase(file.names.header);
  return {outputs.begin(), outputs.end()};
}

/// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/: it tells generations apart and protects nothing.
std::uint64_t hash_of(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

void fill_hash(std::string& text, const std::string& hash) {
  for (std::size_t at = text.find(kHashHole); at != std::string::npos; at = text.find(kHashHole, at + hash.size()))
    text.replace(at, kHashHole.size(), hash);
}

/// Both files of a pair carry the hash of both; returns it, or nothing where a template is at fault.
std::optional<std::string> stage_pair(const OutputNames& names, const std::vector<std::string>& template_names,
                                      View view, const Options& options, Templates& templates, StagedFiles& staged,
                                      Diagnostics& diagnostics) {
  auto texts = templates.render(template_names, std::move(view), diagnostics);
  if (!texts) return std::nullopt;
  std::string &header = texts->at(0), &source = texts->at(1);
  const std::string hash = fmt::format("{:#018x}", hash_of(source, hash_of(header)));
  fill_hash(header, hash);
  fill_hash(source, hash);
  staged.write(options.output / names.header, std::move(header));
  staged.write(options.output / names.source, std::move(source));
  return hash;
}

/// What holds all pairs together.
void stage_contract(View view, const Options& options, Templates& templates, StagedFiles& staged,
                    Diagnostics& diagnostics) {
  auto texts = templates.render({kContractHeaderTemplate, kContractTemplate}, std::move(view), diagnostics);
  if (!texts) return;
  staged.write(options.output / kContractHeader, std::move(texts->at(0)));
  staged.write(options.output / kContractSource, std::move(texts->at(1)));
}

/// What tells others of them.
void stage_manifest(const std::vector<FileContent>& files, const std::vector<QueryContent>& queries,
                    const model::Declared& declared, const EntityNames& names, const EnumNames& enums,
                    const Options& options, Templates& templates, StagedFiles& staged, Diagnostics& diagnostics) {
  std::vector<std::string> tables;
  for (const FileContent& file : files) {
    for (const EntitySpelling& entity : file.entities) {
      auto text = templates.render({kManifestTableTemplate}, manifest_table_view(entity, names), diagnostics);
      if (!text) return;
      tables.push_back(std::move(text->at(0)));
      while (tables.back().ends_with('\n')) tables.back().pop_back();
    }
  }
  auto text = templates.render({kManifestTemplate},
                               manifest_view(std::move(tables), files, queries, enums, guards(declared)), diagnostics);
  if (text) staged.write(options.output / kManifest, std::move(text->at(0)));
}

/// All that is declared, as generated code spells it.
struct Spelled {
  EnumNames enums;
  std::vector<FileContent> files;
  std::vector<QueryContent> queries;
};

Spelled spelled(const model::Declared& declared, const Options& options, Diagnostics& diagnostics) {
  Spelled all{enum_names(declared), {}, {}};
  all.files = contents(declared, all.enums, options);
  all.queries = query_contents(declared.queries, shared_namespace(all.files), all.enums, options.schema_folder);
  find_clashes(all.files, all.queries, diagnostics);
  check_queries(all.queries, all.enums, diagnostics);
  return all;
}

}  // namespace

bool can_generate(const model::Declared& declared, const Options& options, Diagnostics& diagnostics) {
  Diagnostics found;
  (void)spelled(declared, options, found);
  diagnostics.append(found);
  return !found.has_errors();
}

std::optional<StagedFiles> generate(const model::Declared& declared, const Options& options, Diagnostics& diagnostics) {
  Diagnostics found;
  const auto [enums, files, queries] = spelled(declared, options, found);
  const EntityNames names = entity_names(declared);
  Templates templates({options.user_templates, options.templates});
  StagedFiles staged;
  std::vector<GeneratedPair> pairs;
  for (const FileContent& file : files) {
    if (found.has_errors()) break;
    View view = file_view(file, enum_outputs(file, enums, options), related_outputs(file, names, options), names);
    if (const auto hash = stage_pair(file.names, {kHeaderTemplate, kSourceTemplate}, std::move(view), options,
                                     templates, staged, found))
      pairs.push_back({file.names, generation_namespace(file), *hash});
  }
  for (const QueryContent& file : queries) {
    if (found.has_errors()) break;
    if (const auto hash =
            stage_pair(file.names, {kQueriesHeaderTemplate, kQueriesSourceTemplate},
                       query_file_view(file, enums, options.schema_folder), options, templates, staged, found))
      pairs.push_back({file.names, file.cpp_namespace, *hash});
  }
  if (!found.has_errors()) {
    stage_contract(contract_view(files, pairs), options, templates, staged, found);
    stage_manifest(files, queries, declared, names, enums, options, templates, staged, found);
  }
  diagnostics.append(found);
  if (found.has_errors()) return std::nullopt;
  return staged;
}

}  // namespace schemac::emit
