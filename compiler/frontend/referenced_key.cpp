#include "frontend/referenced_key.hpp"

#include <algorithm>

namespace schemac::frontend {
namespace {

std::vector<std::string> columns_of(const model::Index& index) {
  std::vector<std::string> columns;
  for (const model::IndexKey& key : index.keys) columns.push_back(key.column);
  return columns;
}
template <class Constraint>
std::vector<std::string> columns_of(const Constraint& constraint) {
  return constraint.columns;
}

bool identifies(const model::Index& index) {
  return index.unique && !index.predicate &&
         std::none_of(index.keys.begin(), index.keys.end(), [](const auto& key) { return key.column.empty(); });
}
template <class Constraint>
bool identifies(const Constraint& constraint) {
  return constraint.deferral == model::Deferral::not_deferrable;
}

/// Ids sort by table, so that the objects of one table stand together.
template <class K>
std::optional<model::ObjectId> find(const model::Objects<K>& objects, const model::QualifiedName& table,
                                    const std::vector<std::string>& sorted) {
  for (const auto& [id, object] : objects) {
    if (object.table != table || !identifies(object)) continue;
    std::vector<std::string> columns = columns_of(object);
    std::sort(columns.begin(), columns.end());
    if (columns == sorted) return id;
  }
  return std::nullopt;
}

}  // namespace

std::optional<model::ObjectId> referenced_key(const Draft& draft, const model::QualifiedName& table,
                                              std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  const model::Schema& schema = draft.declared.schema;
  if (auto key = find(schema.primary_keys, table, columns)) return key;
  if (auto unique = find(schema.uniques, table, columns)) return unique;
  return find(schema.indexes, table, columns);
}

}  // namespace schemac::frontend
