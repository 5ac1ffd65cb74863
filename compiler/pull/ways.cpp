#include "pull/ways.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schemac::pull {
namespace {

using model::QualifiedName;
using Columns = std::vector<std::string>;

/// Whether headers declare the table from now on.
bool is_entity(const QualifiedName& name, const Wording& wording) {
  return sayable_table(wording.schema, name, wording.forms) != nullptr && wording.names.entities.contains(name);
}

}  // namespace

Columns called_now(const Former& former, const QualifiedName& table, Columns columns) {
  const auto renamed = former.renamed.find(table);
  if (renamed == former.renamed.end()) return columns;
  for (std::string& column : columns)
    if (const auto now = renamed->second.find(column); now != renamed->second.end()) column = now->second;
  return columns;
}

bool are_alike(const Columns& a, const Columns& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

std::vector<const model::ForeignKey*> keys_between(const QualifiedName& from, const QualifiedName& to,
                                                   const Wording& wording) {
  std::vector<const model::ForeignKey*> keys;
  if (!is_entity(from, wording) || !is_entity(to, wording)) return keys;
  for (const auto& [id, key] : wording.schema.foreign_keys)
    if (key.table == from && key.references == to && !wording.forms.in_sql.contains(id)) keys.push_back(&key);
  return keys;
}

bool refers(const QualifiedName& from, const Columns& columns, const QualifiedName& to, const Wording& wording) {
  const auto keys = keys_between(from, to, wording);
  return std::any_of(keys.begin(), keys.end(), [&](const auto* key) { return are_alike(key->columns, columns); });
}

bool is_new(const Way& way, const Former& former) {
  return std::none_of(former.schema.foreign_keys.begin(), former.schema.foreign_keys.end(), [&](const auto& each) {
    const model::ForeignKey& key = each.second;
    return key.table == way.from && key.references == way.to &&
           are_alike(called_now(former, key.table, key.columns), way.columns);
  });
}

std::vector<Way> find_ways(const Wording& wording, const Former& former) {
  std::vector<Way> ways;
  for (const auto& [column, reference] : wording.references) {
    if (!wording.names.entities.contains(reference.key->table)) continue;
    const std::string& name = wording.names.fields.at(column);
    ways.push_back({reference.key->table, reference.key->references, reference.key->columns, name, name});
  }
  for (const model::Entity& entity : former.declared.entities) {
    for (const model::Relation& relation : entity.relations) {
      if (relation.arity != model::Relation::Arity::belongs_to || relation.is_column) continue;
      const Columns columns = called_now(former, entity.table, relation.columns);
      if (!refers(entity.table, columns, relation.target, wording) ||
          former.gone.contains({entity.name, relation.name}))
        continue;
      ways.push_back(
          {entity.table, relation.target, columns, relation.name, fmt::format("{}", fmt::join(columns, "_and_"))});
    }
  }
  return ways;
}

}  // namespace schemac::pull
