#include "laws/renaming.hpp"

#include <map>
#include <optional>
#include <type_traits>
#include <vector>

#include "sql/object_words.hpp"
#include "sql/quote.hpp"
#include "sql/routine_id.hpp"

namespace schemac::laws {
namespace {

using model::Kind;

/// What is renamed under the words of its own kind. Columns and constraints are renamed through their table.
bool has_own_words(Kind kind) {
  static const std::set<Kind> kKinds = {
      Kind::enum_type, Kind::composite_type, Kind::domain,  Kind::sequence, Kind::function,         Kind::table,
      Kind::index,     Kind::view,           Kind::trigger, Kind::policy,   Kind::materialized_view};
  return kKinds.count(kind) != 0;
}

bool is_constraint(Kind kind) {
  static const std::set<Kind> kKinds = {Kind::primary_key, Kind::unique, Kind::check, Kind::exclusion,
                                        Kind::foreign_key};
  return kKinds.count(kind) != 0;
}

std::string statement(const model::ObjectId& id, const std::string& name) {
  const std::string to = sql::identifier(id.name) + " TO " + sql::identifier(name) + ";\n";
  const std::string table = "ALTER TABLE " + sql::qualified({id.schema, id.table}) + " RENAME ";
  if (id.kind == Kind::column) return table + "COLUMN " + to;
  if (is_constraint(id.kind)) return table + "CONSTRAINT " + to;
  return "ALTER " + sql::object_clause(id) + " RENAME TO " + sql::identifier(name) + ";\n";
}

/// Whether columns and constraints are as they are because a parent or a type is so: PostgreSQL lets nobody rename
/// them.
bool is_bound(const model::Table& table) { return table.of_type || table.partition_of || !table.inherits.empty(); }

bool is_of_a_bound_table(const model::Schema& schema, const model::ObjectId& part) {
  const model::Table* table = schema.tables.find({Kind::table, part.schema, {}, part.table});
  return table != nullptr && is_bound(*table);
}

void add_columns(const model::Table& before, const model::Table& after, std::vector<model::ObjectId>& ids) {
  if (is_bound(before) || is_bound(after)) return;
  for (const model::Column& column : before.columns) {
    if (after.find_column(column.name) != nullptr) ids.push_back(model::column_id(before.name, column.name));
  }
}

/// What both have under one name, in an order in which statements name everything as it is called then: what is within
/// a table before tables, routines before the types of their arguments.
std::vector<model::ObjectId> candidates(const model::Schema& before, const model::Schema& after) {
  std::vector<model::ObjectId> parts;
  std::vector<model::ObjectId> routines;
  std::vector<model::ObjectId> wholes;
  model::for_each_kind(before, after, [&](const auto& former, const auto& others) {
    using K = typename std::decay_t<decltype(former)>::value_type;
    for (const auto& [id, object] : former) {
      const K* other = others.find(id);
      if (other == nullptr) continue;
      if (is_constraint(id.kind) && (is_of_a_bound_table(before, id) || is_of_a_bound_table(after, id))) continue;
      if constexpr (std::is_same_v<K, model::Table>) add_columns(object, *other, parts);
      if (!has_own_words(id.kind) && !is_constraint(id.kind)) continue;
      (id.kind == Kind::function ? routines : id.table.empty() ? wholes : parts).push_back(id);
    }
  });
  parts.insert(parts.end(), routines.begin(), routines.end());
  parts.insert(parts.end(), wholes.begin(), wholes.end());
  return parts;
}

}  // namespace

Renaming random_renaming(const model::Schema& before, const model::Schema& after, Random& random) {
  constexpr std::size_t kOneIn = 12;
  Renaming renaming;
  for (const model::ObjectId& id : candidates(before, after)) {
    if (random() % kOneIn != 0) continue;
    const std::string name = "former " + std::to_string(renaming.renames.size());
    model::ObjectId former = id;
    former.name = id.kind == Kind::function ? name + sql::routine_id(id).arguments : name;
    renaming.sql += statement(id, name);
    renaming.renames.push_back({former, id, {}, {}});
  }
  return renaming;
}

}  // namespace schemac::laws
