#include "pull/references.hpp"

#include <algorithm>
#include <set>

namespace schemac::pull {
namespace {

using model::ReferentialAction;

bool takes(const model::Column& column, const model::ForeignKey& key) {
  if (column.identity || column.generated_expression) return false;
  const auto is = [&](ReferentialAction action) { return key.on_delete == action || key.on_update == action; };
  if (is(ReferentialAction::set_null) && column.not_null) return false;
  return !is(ReferentialAction::set_default) || !column.not_null || column.default_expression;
}

/// The column takes its type from the one that it refers to.
bool have_one_type(const model::Column& column, const model::Column& other) {
  return column.type == other.type && column.collation == other.collation;
}

std::optional<Reference> reference_of(const model::ForeignKey& key, const model::Schema& schema, const Forms& forms) {
  if (key.columns.size() != 1 || key.match_full || !key.on_delete_columns.empty()) return std::nullopt;
  if (forms.in_table.contains(key.id()) || !can_say(key, schema, forms)) return std::nullopt;
  const model::Table& target = *sayable_table(schema, key.references, forms);
  const std::string& name = key.referenced_columns.front();
  const model::Column* const column = sayable_table(schema, key.table, forms)->find_column(key.columns.front());
  const model::Column* const other = target.find_column(name);
  if (column == nullptr || other == nullptr || !takes(*column, key) || !have_one_type(*column, *other))
    return std::nullopt;
  const model::PrimaryKey* const primary = sayable_key(schema, key.references, forms);
  const bool in_key =
      primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(), name) != primary->columns.end();
  return Reference{&key, in_key && primary->columns.size() == 1, in_key ? "_id" : "_" + name};
}

/// A key that refers to itself over others has no column that says its type.
bool comes_back(const model::ObjectId& start, const References& references) {
  std::set<model::ObjectId> seen;
  model::ObjectId at = start;
  while (true) {
    const auto found = references.find(at);
    if (found == references.end()) return false;
    if (!seen.insert(at).second) return true;
    at = model::column_id(found->second.key->references, found->second.key->referenced_columns.front());
  }
}

}  // namespace

References find_references(const model::Schema& schema, const Forms& forms) {
  References references;
  for (const auto& [id, key] : schema.foreign_keys)
    if (const std::optional<Reference> reference = reference_of(key, schema, forms))
      references.emplace(model::column_id(key.table, key.columns.front()), *reference);
  std::set<model::ObjectId> circular;
  for (const auto& [column, reference] : references)
    if (comes_back(column, references)) circular.insert(column);
  for (const model::ObjectId& column : circular) references.erase(column);
  return references;
}

}  // namespace schemac::pull
