#include "emit/factories.hpp"

#include <deque>
#include <set>
#include <utility>

#include "emit/factory_view.hpp"
#include "emit/output_names.hpp"
#include "emit/templates.hpp"

namespace schemac::emit {
namespace {

constexpr const char* kHeaderTemplate = "factories.hpp";
constexpr const char* kSourceTemplate = "factories.cpp";

View namespace_view(const EntitySpelling& entity, View factory) {
  const std::string& outer = entity.cpp_namespace;
  View view;
  view.text("namespace", outer.empty() ? "factories" : outer + "::factories");
  std::vector<View> factories;
  factories.push_back(std::move(factory));
  view.list("factories", std::move(factories));
  return view;
}

}  // namespace

std::optional<StagedFiles> factories(const model::Declared& declared, const std::string& headers,
                                     const Options& options, Diagnostics& diagnostics) {
  if (!can_generate(declared, options, diagnostics)) return std::nullopt;
  const EnumNames enums = enum_names(declared);
  std::deque<EntitySpelling> spellings;  // whose places the map keeps
  EntitySpellings entities;
  std::set<std::string> includes;
  for (const model::Entity& entity : declared.entities) {
    entities[entity.table] = &spellings.emplace_back(spell(entity, declared.schema, enums));
    const std::string header = output_names(entity.header, options.schema_folder).header;
    includes.insert(headers.empty() ? header : headers + "/" + header);
  }
  std::vector<View> groups, include_views;
  for (const EntitySpelling& entity : spellings)
    groups.push_back(namespace_view(entity, factory_view(entity, entities, declared.schema)));
  for (const std::string& header : includes) include_views.emplace_back().text("header", header);
  View view;
  view.list("includes", std::move(include_views)).list("groups", std::move(groups));
  Templates templates({options.user_templates, options.templates});
  auto texts = templates.render({kHeaderTemplate, kSourceTemplate}, std::move(view), diagnostics);
  if (!texts) return std::nullopt;
  StagedFiles staged;
  staged.write(options.output / kFactoriesHeader, std::move(texts->at(0)));
  staged.write(options.output / kFactoriesSource, std::move(texts->at(1)));
  return staged;
}

}  // namespace schemac::emit
