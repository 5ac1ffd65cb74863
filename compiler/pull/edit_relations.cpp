#include "pull/edit_relations.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pull/header_text.hpp"

namespace schemac::pull {
namespace {

using model::QualifiedName;
using Arity = model::Relation::Arity;
using Columns = std::vector<std::string>;

/// Whether a key is said by a `foreign_key` of the table, rather than by a `BelongsTo`.
bool is_part(const model::ForeignKey& key, const RelationScope& scope) {
  if (scope.wording.forms.in_sql.contains(key.id()) || key.inherited) return false;
  const auto found = scope.wording.references.find(model::column_id(key.table, key.columns.front()));
  return found == scope.wording.references.end() || found->second.key != &key;
}

Columns called_now(const QualifiedName& table, const Columns& columns, const RelationScope& scope) {
  return called_now(scope.former, table, columns);
}

/// What `through` calls the reference that had these columns.
std::string name_of(const QualifiedName& table, const Columns& columns, const RelationScope& scope) {
  const Columns now = called_now(table, columns, scope);
  const auto way = std::find_if(scope.ways.begin(), scope.ways.end(),
                                [&](const Way& each) { return each.from == table && each.columns == now; });
  return way == scope.ways.end() ? std::string{} : way->name;
}

/// How many references of `from` to `to` a relation on the other side could mean.
std::ptrdiff_t count_ways(const QualifiedName& from, const QualifiedName& to, const RelationScope& scope) {
  return std::count_if(scope.ways.begin(), scope.ways.end(),
                       [&](const Way& way) { return way.from == from && way.to == to; });
}

bool still_refers(const QualifiedName& from, const Columns& columns, const QualifiedName& to,
                  const RelationScope& scope) {
  return refers(from, called_now(from, columns, scope), to, scope.wording);
}

bool holds(const model::Entity& entity, const model::Relation& relation, const RelationScope& scope) {
  switch (relation.arity) {
    case Arity::belongs_to:
      return still_refers(entity.table, relation.columns, relation.target, scope);
    case Arity::has_one:
    case Arity::has_many:
      return still_refers(relation.target, relation.target_columns, entity.table, scope);
    case Arity::many_to_many:
      return still_refers(relation.through, relation.through_columns, entity.table, scope) &&
             still_refers(relation.through, relation.through_target_columns, relation.target, scope);
  }
  return false;
}

/// `along(…)` or `through(…)`, where the relation needs it from now on; else empty.
std::string which(const model::Entity& entity, const model::Relation& relation, const RelationScope& scope) {
  if (relation.arity == Arity::belongs_to) {
    const auto keys = keys_between(entity.table, relation.target, scope.wording);
    if (std::count_if(keys.begin(), keys.end(), [&](const auto* key) { return is_part(*key, scope); }) < 2) return {};
    std::string members;
    for (const std::string& column : called_now(entity.table, relation.columns, scope))
      members += fmt::format("{}&{}::{}", members.empty() ? "" : ", ", entity.name,
                             scope.wording.names.fields.at(model::column_id(entity.table, column)));
    return "along(" + members + ")";
  }
  if (relation.arity == Arity::many_to_many) {
    if (count_ways(relation.through, entity.table, scope) < 2 &&
        count_ways(relation.through, relation.target, scope) < 2)
      return {};
    return fmt::format("through(\"{}\", \"{}\")", name_of(relation.through, relation.through_columns, scope),
                       name_of(relation.through, relation.through_target_columns, scope));
  }
  if (count_ways(relation.target, entity.table, scope) < 2) return {};
  return fmt::format("through(\"{}\")", name_of(relation.target, relation.target_columns, scope));
}

/// Whether a field has another name that `through` or `along` may say.
bool is_renamed(const model::Entity& entity, const model::Relation& relation, const RelationScope& scope) {
  const auto differ = [&](const QualifiedName& table, const Columns& columns) {
    return called_now(table, columns, scope) != columns;
  };
  switch (relation.arity) {
    case Arity::belongs_to:
      return differ(entity.table, relation.columns);
    case Arity::has_one:
    case Arity::has_many:
      return differ(relation.target, relation.target_columns);
    case Arity::many_to_many:
      return differ(relation.through, relation.through_columns) ||
             differ(relation.through, relation.through_target_columns);
  }
  return false;
}

}  // namespace

void edit_relations(const model::Entity& entity, const RelationScope& scope, Edits& edits) {
  for (const model::Relation& relation : entity.relations) {
    const Located at = scope.index.locate(relation.place);
    if (relation.is_column || at.member == nullptr) continue;
    if (!holds(entity, relation, scope) || scope.former.gone.contains({at.type->name, relation.name})) {
      edits[*at.file].push_back({at.member->whole.begin, at.member->whole.end, {}});
      continue;
    }
    const bool said = !at.member->braces.empty();
    if (said && !is_renamed(entity, relation, scope)) continue;
    const std::string meant = which(entity, relation, scope);
    const std::string braces = meant.empty() ? std::string{} : "{" + meant + "}";
    const std::size_t semicolon = at.member->span.end - 1;
    if (said) {
      edits[*at.file].push_back({at.member->braces.begin, at.member->braces.end, braces});
    } else if (!meant.empty()) {
      edits[*at.file].push_back({semicolon, semicolon, braces});
    }
  }
}

void insert_relations(const model::Entity& entity, const std::vector<FieldText>& relations, const SourceIndex& index,
                      Edits& edits) {
  const Located at = index.locate(entity.place);
  if (at.type == nullptr || relations.empty()) return;
  std::size_t place = at.type->body.begin + 1;
  if (at.text->compare(place, 1, "\n") == 0) ++place;
  const auto go_behind = [&](const auto& members) {
    for (const auto& each : members)
      if (const Located member = index.locate(each.place); member.type == at.type && member.member != nullptr)
        place = std::max(place, member.member->whole.end);
  };
  go_behind(entity.fields);
  go_behind(entity.relations);
  std::vector<Edit>& all = edits[*at.file];
  const bool own_line = (*at.text)[place - 1] == '\n' || std::any_of(all.begin(), all.end(), [&](const Edit& edit) {
                          return edit.begin == place && edit.text.ends_with('\n');
                        });
  all.push_back({place, place, (own_line ? "" : "\n") + field_lines(relations)});
}

}  // namespace schemac::pull
