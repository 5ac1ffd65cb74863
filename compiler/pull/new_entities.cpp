#include "pull/new_entities.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "frontend/names.hpp"
#include "pull/header_text.hpp"

namespace schemac::pull {
namespace {

using model::QualifiedName;

/// Where an entity stands: its header, or, before it has one, a name that no header has.
std::string place_of(const Names& names, const QualifiedName& table) {
  const CppName& name = names.entities.at(table);
  return name.header.empty() ? "new " + table.schema + "." + table.name : name.header;
}

bool reaches(const std::map<std::string, std::set<std::string>>& includes, const std::string& from,
             const std::string& to) {
  std::set<std::string> seen;
  std::vector<std::string> pending{from};
  while (!pending.empty()) {
    const std::string at = pending.back();
    pending.pop_back();
    if (at == to) return true;
    if (!seen.insert(at).second) continue;
    if (const auto found = includes.find(at); found != includes.end())
      pending.insert(pending.end(), found->second.begin(), found->second.end());
  }
  return false;
}

/// Which new entities use an enumeration that has no header.
std::map<QualifiedName, std::vector<const EntityText*>> users_of_new_types(const std::vector<EntityText>& entities,
                                                                           const Names& names) {
  std::map<QualifiedName, std::vector<const EntityText*>> users;
  for (const EntityText& entity : entities)
    for (const QualifiedName& type : entity.enums)
      if (names.enums.at(type).header.empty()) users[type].push_back(&entity);
  return users;
}

/// A header that is to be written, or one that gets more behind what it has.
class Headers {
 public:
  Headers(const Layout& layout, Names& names, Sources& sources) : layout_(layout), names_(names), sources_(sources) {}

  std::string make(const std::string& stem) {
    if (layout_.header_folder.empty()) return layout_.header;
    std::string path = free_path(sources_, layout_.header_folder, stem, ".hpp");
    sources_.headers[path] = {};
    return path;
  }

  HeaderText& at(const std::string& path) {
    HeaderText& header = headers_[path];
    header.namespaces = layout_.namespaces;
    return header;
  }

  void include(const std::string& from, const std::string& what) {
    if (from == what || what.empty()) return;
    std::vector<std::string>& includes = at(from).includes;
    const std::string path = include_path(from, what);
    const auto place = std::lower_bound(includes.begin(), includes.end(), path);
    if (place == includes.end() || *place != path) includes.insert(place, path);
  }

  /// Makes the entity's name known in the header: declared alone, or with the header that defines it.
  void declare(const std::string& from, const QualifiedName& table) {
    const CppName& name = names_.entities.at(table);
    if (name.namespaces != layout_.namespaces) return include(from, name.header);
    std::vector<std::string>& declarations = at(from).declarations;
    const auto place = std::lower_bound(declarations.begin(), declarations.end(), name.name);
    if (place == declarations.end() || *place != name.name) declarations.insert(place, name.name);
  }

  void write() {
    for (const auto& [path, header] : headers_) {
      std::string& text = sources_.headers[path];
      text = text.empty() ? header_text(header) : text + block_of(header);
    }
  }

 private:
  /// Behind a header that is there already, its namespace once more.
  static std::string block_of(const HeaderText& header) {
    const std::string whole = header_text(header);
    return "\n" + whole.substr(whole.find("namespace "));
  }

  const Layout& layout_;
  Names& names_;
  Sources& sources_;
  std::map<std::string, HeaderText> headers_;
};

void place_types(const std::vector<EntityText>& entities, const model::Objects<model::EnumType>& types, Names& names,
                 Headers& headers) {
  std::string shared;
  for (const auto& [type, users] : users_of_new_types(entities, names)) {
    std::string path = names.entities.at(users.front()->table).header;
    if (users.size() > 1 && shared.empty()) shared = headers.make("enumerations");
    if (users.size() > 1) path = shared;
    names.enums.at(type).header = path;
    headers.at(path).definitions.push_back(
        enum_text(*types.find({model::Kind::enum_type, type.schema, {}, type.name}), names));
  }
}

std::string place_mixins(const std::vector<Mixin>& mixins, Headers& headers) {
  std::string path;
  for (const Mixin& mixin : mixins) {
    if (!mixin.name.header.empty()) continue;
    if (path.empty()) path = headers.make("mixins");
    headers.at(path).definitions.push_back(mixin_text(mixin.name.name, mixin.fields));
  }
  return path;
}

void place_entity(EntityText& entity, const std::vector<Mixin>& mixins, const std::string& new_mixins,
                  const Names& names, Headers& headers) {
  const std::string& path = names.entities.at(entity.table).header;
  std::vector<std::string> bases;
  for (const Mixin* const mixin : take_mixins(entity, mixins)) {
    bases.push_back(mixin->name.name);
    headers.include(path, mixin->name.header.empty() ? new_mixins : mixin->name.header);
  }
  for (const QualifiedName& type : entity.enums) headers.include(path, names.enums.at(type).header);
  for (const QualifiedName& table : entity.needs) headers.include(path, names.entities.at(table).header);
  for (const QualifiedName& table : entity.refers_to)
    if (!entity.needs.contains(table)) headers.declare(path, table);
  headers.at(path).definitions.push_back(struct_text(entity, bases));
}

/// Entities that others need complete stand before them, where all stand in one header.
void sort_by_need(std::vector<EntityText>& entities) {
  std::vector<EntityText> sorted;
  std::set<QualifiedName> done;
  while (!entities.empty()) {
    const auto ready = std::find_if(entities.begin(), entities.end(), [&](const EntityText& entity) {
      return std::none_of(entities.begin(), entities.end(), [&](const EntityText& other) {
        return other.table != entity.table && entity.needs.contains(other.table);
      });
    });
    const auto next = ready == entities.end() ? entities.begin() : ready;
    sorted.push_back(std::move(*next));
    entities.erase(next);
  }
  entities = std::move(sorted);
}

}  // namespace

bool untie_includes(const std::vector<EntityText>& entities, const Wording& wording, Forms& forms) {
  std::map<std::string, std::set<std::string>> includes;
  bool untied = false;
  for (const EntityText& entity : entities) {
    const std::string from = place_of(wording.names, entity.table);
    for (const QualifiedName& table : entity.needs) {
      const std::string to = place_of(wording.names, table);
      if (from == to) continue;
      if (!reaches(includes, to, from)) {
        includes[from].insert(to);
        continue;
      }
      for_each_of(wording.schema.foreign_keys, entity.table, [&](const model::ForeignKey& key) {
        if (key.references == table) untied = forms.in_sql.insert(key.id()).second || untied;
      });
    }
  }
  return untied;
}

void write_new_entities(std::vector<EntityText> entities, const model::Objects<model::EnumType>& types,
                        const Layout& layout, Names& names, Sources& sources) {
  if (entities.empty()) return;
  Headers headers(layout, names, sources);
  std::vector<Mixin> mixins = find_mixins(sources);
  if (mixins.empty()) mixins = make_mixins(entities, layout.namespaces);
  for (EntityText& entity : entities)
    names.entities.at(entity.table).header = headers.make(frontend::snake_case(entity.name.name));
  const std::string new_mixins = place_mixins(mixins, headers);
  place_types(entities, types, names, headers);
  sort_by_need(entities);
  for (EntityText& entity : entities) place_entity(entity, mixins, new_mixins, names, headers);
  headers.write();
}

}  // namespace schemac::pull
