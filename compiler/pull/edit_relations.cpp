#include "pull/edit_relations.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace schemac::pull {
namespace {

using model::QualifiedName;
using Arity = model::Relation::Arity;
using Columns = std::vector<std::string>;

/// Whether a key is said by a `foreign_key` of the table, rather than by a `BelongsTo`.
bool is_part(const model::ForeignKey& key, const RelationScope& scope) {
  if (scope.forms.in_sql.contains(key.id()) || key.inherited) return false;
  const auto found = scope.references.find(model::column_id(key.table, key.columns.front()));
  return found == scope.references.end() || found->second.key != &key;
}

bool are_alike(const Columns& a, const Columns& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

/// Whether headers declare the table from now on.
bool is_entity(const QualifiedName& name, const RelationScope& scope) {
  const model::Table* const table = scope.live.tables.find({model::Kind::table, name.schema, {}, name.name});
  return table != nullptr && can_say(*table, scope.forms) && scope.names.entities.contains(name);
}

/// The keys of `from` to `to`, where headers can say them.
std::vector<const model::ForeignKey*> keys_between(const QualifiedName& from, const QualifiedName& to,
                                                   const RelationScope& scope) {
  std::vector<const model::ForeignKey*> keys;
  if (!is_entity(from, scope) || !is_entity(to, scope)) return keys;
  for (const auto& [id, key] : scope.live.foreign_keys)
    if (key.table == from && key.references == to && !scope.forms.in_sql.contains(id)) keys.push_back(&key);
  return keys;
}

bool refers(const QualifiedName& from, const Columns& columns, const QualifiedName& to, const RelationScope& scope) {
  const auto keys = keys_between(from, to, scope);
  return std::any_of(keys.begin(), keys.end(), [&](const auto* key) { return are_alike(key->columns, columns); });
}

const model::Entity* entity_of(const QualifiedName& table, const RelationScope& scope) {
  for (const model::Entity& entity : scope.before.entities)
    if (entity.table == table) return &entity;
  return nullptr;
}

/// What `through` calls the reference over these columns.
std::string name_of(const QualifiedName& table, const Columns& columns, const RelationScope& scope) {
  const model::Entity* const entity = entity_of(table, scope);
  if (entity != nullptr)
    for (const model::Relation& relation : entity->relations)
      if (relation.arity == Arity::belongs_to && relation.columns == columns) return relation.name;
  return {};
}

/// How many references of `from` to `to` a relation on the other side could mean.
std::size_t count_references(const QualifiedName& from, const QualifiedName& to, const RelationScope& scope) {
  std::size_t count = 0;
  for (const auto& [column, reference] : scope.references)
    if (reference.key->table == from && reference.key->references == to) ++count;
  if (const model::Entity* const entity = entity_of(from, scope))
    for (const model::Relation& relation : entity->relations)
      if (relation.arity == Arity::belongs_to && !relation.is_column && relation.target == to &&
          refers(from, relation.columns, to, scope))
        ++count;
  return count;
}

bool holds(const model::Entity& entity, const model::Relation& relation, const RelationScope& scope) {
  switch (relation.arity) {
    case Arity::belongs_to:
      return refers(entity.table, relation.columns, relation.target, scope);
    case Arity::has_one:
    case Arity::has_many:
      return refers(relation.target, relation.target_columns, entity.table, scope);
    case Arity::many_to_many:
      return refers(relation.through, relation.through_columns, entity.table, scope) &&
             refers(relation.through, relation.through_target_columns, relation.target, scope);
  }
  return false;
}

/// `along(…)` or `through(…)`, where the relation needs it from now on; else empty.
std::string which(const model::Entity& entity, const model::Relation& relation, const RelationScope& scope) {
  if (relation.arity == Arity::belongs_to) {
    const auto keys = keys_between(entity.table, relation.target, scope);
    if (std::count_if(keys.begin(), keys.end(), [&](const auto* key) { return is_part(*key, scope); }) < 2) return {};
    std::string members;
    for (const std::string& column : relation.columns)
      members += fmt::format("{}&{}::{}", members.empty() ? "" : ", ", entity.name,
                             scope.names.fields.at(model::column_id(entity.table, column)));
    return "along(" + members + ")";
  }
  if (relation.arity == Arity::many_to_many) {
    if (count_references(relation.through, entity.table, scope) < 2 &&
        count_references(relation.through, relation.target, scope) < 2)
      return {};
    return fmt::format("through(\"{}\", \"{}\")", name_of(relation.through, relation.through_columns, scope),
                       name_of(relation.through, relation.through_target_columns, scope));
  }
  if (count_references(relation.target, entity.table, scope) < 2) return {};
  return fmt::format("through(\"{}\")", name_of(relation.target, relation.target_columns, scope));
}

}  // namespace

void edit_relations(const model::Entity& entity, const RelationScope& scope, Edits& edits) {
  for (const model::Relation& relation : entity.relations) {
    const Located at = scope.index.locate(relation.place);
    if (relation.is_column || at.member == nullptr) continue;
    if (!holds(entity, relation, scope) || scope.progress.relations_gone.contains({at.type->name, relation.name})) {
      edits[*at.file].push_back({at.member->whole.begin, at.member->whole.end, {}});
      continue;
    }
    const std::string meant = at.member->braces.empty() ? which(entity, relation, scope) : std::string();
    const std::size_t semicolon = at.member->span.end - 1;
    if (!meant.empty()) edits[*at.file].push_back({semicolon, semicolon, "{" + meant + "}"});
  }
}

}  // namespace schemac::pull
