#include "pull/pull.hpp"

#include <algorithm>

#include "pull/cpp_structs.hpp"
#include "pull/statements.hpp"

namespace schemac::pull {
namespace {

using model::ObjectId;

/// After so many headers for one object the vocabulary is out of words for it.
constexpr int kTries = 2;
constexpr int kPatience = 5;

/// What takes an object out of the headers: a constraint alone, of a column the whole table.
bool leave_to_sql(const ObjectId& id, Progress& progress) { return progress.forms.in_sql.insert(id).second; }

bool begins_at(const Place& place, const Place& error) { return place == error; }

/// The entity whose lines have the place: the last one that begins before it in its header.
const model::Entity* entity_at(const model::Declared& declared, const Place& place) {
  const model::Entity* found = nullptr;
  for (const model::Entity& entity : declared.entities)
    if (entity.place.file == place.file && entity.place.line <= place.line &&
        (found == nullptr || found->place.line < entity.place.line))
      found = &entity;
  return found;
}

bool is_relation(std::string_view member) {
  constexpr std::string_view kWords[] = {"RefersTo<", "HasMany<", "HasOne<", "ManyToMany<"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return member.find(word) != std::string_view::npos; });
}

/// The relation without a column that stands at the place: nothing of the database is lost with it.
bool leave_out_relation(const Place& place, const Sources& sources, Progress& progress) {
  const auto header = sources.headers.find(place.file);
  if (header == sources.headers.end()) return false;
  const std::string& text = header->second;
  const std::optional<std::size_t> offset = offset_of(text, place.line, place.column);
  for (const CppType& type : offset ? types_in(text) : std::vector<CppType>()) {
    for (const CppMember& member : type.members) {
      if (!member.span.has(*offset) || !is_relation(in(text, member.span))) continue;
      const std::size_t end = member.braces.empty() ? member.span.end - 1 : member.braces.begin;
      const std::size_t last = text.find_last_not_of(" \n", end - 1);
      const std::size_t before = text.find_last_of(" >\n", last);
      return progress.relations_gone.emplace(type.name, text.substr(before + 1, last - before)).second;
    }
  }
  return false;
}

}  // namespace

bool is_broken(const model::Index& index, const model::Schema& schema) {
  const auto* table = schema.tables.find({model::Kind::table, index.table.schema, {}, index.table.name});
  return index.invalid && (table == nullptr || !table->partition_by);
}

void forget_what_sources_leave_out(model::Schema& schema) {
  schema.owners.clear();
  schema.grants.clear();
  schema.default_privileges = {};
  const model::Schema read = schema;
  for (const auto& [id, extension] : read.extensions) {
    model::Extension any = extension;
    any.version.clear();
    schema.extensions.put(std::move(any));
  }
  for (const auto& [id, index] : read.indexes) {
    if (!is_broken(index, read)) continue;
    model::Index whole = index;
    whole.invalid = false;
    schema.indexes.put(std::move(whole));
  }
}

void keep_namespaces(model::Schema& schema, const std::vector<std::string>& namespaces) {
  const auto is_kept = [&](const std::string& name) {
    return name.empty() || std::find(namespaces.begin(), namespaces.end(), name) != namespaces.end();
  };
  const model::Schema read = schema;
  model::for_each_kind(schema, [&](auto& collection) {
    for (const ObjectId& id : ids_of(read))
      if (!is_kept(id.kind == model::Kind::namespace_ ? id.name : id.schema)) collection.erase(id);
  });
}

bool learn(const Meaning& before, const model::Schema& live, Progress& progress) {
  bool hope = false;
  const std::set<ObjectId> headers = ids_of(before.declared.schema);
  for (const ObjectId& id : differing(before.schema, live)) {
    const int tries = ++progress.tries[id];
    if (tries > kTries && tries <= kPatience && headers.contains(id)) leave_to_sql(id, progress);
    hope = hope || tries <= kPatience;
  }
  return hope;
}

bool learn(const model::Declared& declared, const Sources& sources, const Diagnostics& refused, Progress& progress) {
  bool learned = false;
  for (const Diagnostic& error : refused.list()) {
    if (error.severity != Severity::error) continue;
    bool known = leave_out_relation(error.place, sources, progress);
    if (known) {
      learned = true;
      continue;
    }
    for (const auto& [id, place] : declared.places) {
      if (!begins_at(place, error.place) || id.kind == model::Kind::column || id.kind == model::Kind::namespace_)
        continue;
      known = leave_to_sql(id, progress) || known;
    }
    if (const model::Entity* const entity = known ? nullptr : entity_at(declared, error.place))
      known = leave_to_sql({model::Kind::table, entity->table.schema, {}, entity->table.name}, progress);
    learned = learned || known;
  }
  return learned;
}

}  // namespace schemac::pull
