#include "lint/indexes.hpp"

#include <algorithm>

namespace schemac::lint {
namespace {

template <class Key>
AnyIndex of_constraint(const Key& key) {
  AnyIndex index;
  index.id = key.id();
  index.table = key.table;
  for (const std::string& column : key.columns) {
    index.keys.emplace_back();
    index.keys.back().column = column;
  }
  index.include = key.include;
  index.unique = true;
  index.immediate = key.deferral == model::Deferral::not_deferrable;
  index.attached = key.partition_of.has_value();
  return index;
}

AnyIndex of_index(const model::Index& index) {
  AnyIndex made;
  made.id = index.id();
  made.table = index.table;
  made.method = index.method;
  made.keys = index.keys;
  made.include = index.include;
  made.unique = index.unique;
  made.nulls_not_distinct = index.nulls_not_distinct;
  made.attached = index.partition_of.has_value();
  made.predicate = index.predicate;
  return made;
}

}  // namespace

std::vector<AnyIndex> indexes_of(const model::Schema& schema) {
  std::vector<AnyIndex> found;
  for (const auto& [id, key] : schema.primary_keys) found.push_back(of_constraint(key));
  for (const auto& [id, unique] : schema.uniques) {
    found.push_back(of_constraint(unique));
    found.back().nulls_not_distinct = unique.nulls_not_distinct;
  }
  for (const auto& [id, index] : schema.indexes)
    if (!index.invalid) found.push_back(of_index(index));
  std::stable_sort(found.begin(), found.end(),
                   [](const AnyIndex& left, const AnyIndex& right) { return left.table < right.table; });
  return found;
}

std::span<const AnyIndex> on_table(const std::vector<AnyIndex>& indexes, const model::QualifiedName& table) {
  const auto begin =
      std::partition_point(indexes.begin(), indexes.end(), [&](const AnyIndex& each) { return each.table < table; });
  const auto end =
      std::partition_point(begin, indexes.end(), [&](const AnyIndex& each) { return each.table == table; });
  return {begin, end};
}

}  // namespace schemac::lint
