#include "sql/declared_places.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/routine_name.hpp"
#include "sql/inspect.hpp"
#include "support/text_place.hpp"

namespace schemac::sql {
namespace {

using model::ObjectId;

/// Objects by their kind and bare name: what a name in a statement can mean at all.
using Candidates = std::map<std::pair<model::Kind, std::string>, std::vector<ObjectId>>;

std::string bare(const ObjectId& id) { return is_routine(id.kind) ? model::without_arguments(id.name) : id.name; }

Candidates candidates_of(const model::Schema& schema) {
  Candidates found;
  const auto add = [&](const ObjectId& id) { found[{id.kind, bare(id)}].push_back(id); };
  model::for_each_kind(schema, [&](const auto& objects) {
    for (const auto& [id, object] : objects) add(id);
  });
  for (const auto& [id, table] : schema.tables)
    for (const model::Column& column : table.columns) add(model::column_id(table.name, column.name));
  return found;
}

void add_places(const model::SqlStatement& statement, const Candidates& candidates, model::SourceMap& places) {
  for (const DeclaredName& name : declared_names(statement.text)) {
    const auto meant = candidates.find({name.id.kind, name.id.name});
    if (meant == candidates.end() || !name.label.empty()) continue;
    for (const ObjectId& id : meant->second)
      if (may_name(name.id, name.arguments, id)) places.emplace(id, moved(statement.place, statement.text, name.begin));
  }
}

std::optional<Place> find(const model::SourceMap& places, const ObjectId& id) {
  const auto found = places.find(id);
  return found == places.end() ? std::nullopt : std::optional(found->second);
}

/// The columns of a key: PostgreSQL names one that a column declares.
std::vector<std::string> columns_of(const model::Schema& schema, const ObjectId& id) {
  if (const auto* key = schema.primary_keys.find(id)) return key->columns;
  if (const auto* key = schema.uniques.find(id)) return key->columns;
  if (const auto* key = schema.foreign_keys.find(id)) return key->columns;
  return {};
}

}  // namespace

std::optional<Place> declared_place(const model::SourceMap& places, const model::Schema& schema, const ObjectId& id) {
  using model::Kind;
  std::optional<Place> own = find(places, id);
  if (id.kind == Kind::index && !own) {  // one that a constraint takes over
    for (const Kind kind : {Kind::unique, Kind::primary_key})
      if (const auto place = find(places, {kind, id.schema, id.table, id.name})) return place;
  }
  const std::vector<std::string> columns = own ? std::vector<std::string>{} : columns_of(schema, id);
  if (!columns.empty()) own = find(places, {model::Kind::column, id.schema, id.table, columns.front()});
  return own;
}

std::optional<Place> place_around(const model::SourceMap& places, const ObjectId& id) {
  using model::Kind;
  if (id.table.empty()) return std::nullopt;
  for (const Kind kind : {Kind::table, Kind::view, Kind::materialized_view})
    if (const std::optional<Place> around = find(places, {kind, id.schema, {}, id.table})) return around;
  return std::nullopt;
}

model::SourceMap declared_places(const model::Declared& declared, const model::Schema& schema) {
  model::SourceMap places = declared.places;
  if (declared.statements.empty()) return places;
  const Candidates candidates = candidates_of(schema);
  for (const model::SqlStatement& statement : declared.statements) add_places(statement, candidates, places);
  return places;
}

}  // namespace schemac::sql
