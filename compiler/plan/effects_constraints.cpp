// Indexes and constraints. Rows 38-61 of what DDL locks, rewrites and scans.
#include <algorithm>

#include "plan/effects_scale.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using diff::Drop;
using model::QualifiedName;

/// Looks at the rows of each partition that has no such index yet; of one that has, it becomes part of the parent's.
template <class Key>
void weigh_parts(const Key& key, Scale& scale) {
  const model::QualifiedName whole{key.table.schema, key.name};
  const auto has_part = [&](const QualifiedName& partition, const auto& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const auto& each) {
      return each.second.partition_of == whole && each.second.table == partition;
    });
  };
  for (const QualifiedName& part : scale.parts(key.table)) {
    const model::Schema& after = scale.difference().after;
    if (!has_part(part, after.indexes) && !has_part(part, after.uniques) && !has_part(part, after.primary_keys))
      scale.scan_one(part);
  }
}

template <class Key>
void weigh_key(const Key& key, Scale& scale) {
  scale.lock_parts(key.table, Lock::share);
  scale.lock(key.table, Lock::access_exclusive);
  if (scale.way() != Way::from_index) weigh_parts(key, scale);
}

template <class Constraint>
void weigh_drop(const Constraint& constraint, Scale& scale) {
  if constexpr (requires { constraint.partition_of; })
    if (constraint.partition_of) return;
  scale.lock_tree(constraint.table, Lock::access_exclusive);
}

}  // namespace

void weigh(const Create<model::Index>& change, Scale& scale) {
  const model::Index& index = change.object;
  if (index.invalid) return scale.lock(index.table, Lock::share);  // ON ONLY the parent
  const bool concurrently = scale.way() == Way::concurrently;
  scale.lock_parts(index.table, concurrently ? Lock::share_update_exclusive : Lock::share);
  weigh_parts(index, scale);
}
void weigh(const Drop<model::Index>& change, Scale& scale) {
  if (change.object.partition_of) return;
  const bool concurrently = scale.way() == Way::concurrently;
  scale.lock_parts(change.object.table, concurrently ? Lock::share_update_exclusive : Lock::access_exclusive);
}
void weigh(const Alter<model::Index>&, Scale&) {}  // the index alone is locked
void weigh(const diff::AttachIndex&, Scale&) {}

void weigh(const Create<model::Unique>& change, Scale& scale) { weigh_key(change.object, scale); }
void weigh(const Create<model::PrimaryKey>& change, Scale& scale) { weigh_key(change.object, scale); }
void weigh(const Create<model::Exclusion>& change, Scale& scale) {
  scale.lock(change.object.table, Lock::access_exclusive);
  scale.scan_one(change.object.table);
}

void weigh(const Drop<model::Unique>& change, Scale& scale) { weigh_drop(change.object, scale); }
void weigh(const Drop<model::PrimaryKey>& change, Scale& scale) { weigh_drop(change.object, scale); }
void weigh(const Drop<model::Exclusion>& change, Scale& scale) { weigh_drop(change.object, scale); }
void weigh(const Drop<model::Check>& change, Scale& scale) { weigh_drop(change.object, scale); }
void weigh(const Drop<model::ForeignKey>& change, Scale& scale) {
  weigh_drop(change.object, scale);
  scale.lock_tree(change.object.references, Lock::access_exclusive);
}

void weigh(const Create<model::Check>& change, Scale& scale) {
  scale.lock_tree(change.object.table, Lock::access_exclusive);
  if (!change.object.not_valid) scale.scan(change.object.table);
}
void weigh(const Alter<model::Check>& change, Scale& scale) {
  scale.lock_tree(change.after.table, Lock::share_update_exclusive);
  scale.scan(change.after.table);
}
void weigh(const Create<model::ForeignKey>& change, Scale& scale) {
  const model::ForeignKey& key = change.object;
  scale.lock_tree(key.table, Lock::share_row_exclusive);
  scale.lock(key.references, Lock::share_row_exclusive);
  if (key.not_valid || !scale.exists(key.table)) return;  // of a new table there is nothing to look for
  scale.scan(key.table);
  scale.scan(key.references);
}
void weigh(const Alter<model::ForeignKey>& change, Scale& scale) {
  const auto& [before, after] = change;
  if (before.deferral != after.deferral) scale.lock_tree(after.table, Lock::access_exclusive);
  if (!before.not_valid || after.not_valid) return;
  scale.lock(after.table, Lock::share_update_exclusive);
  scale.lock(after.references, Lock::row_share);
  scale.scan(after.table);
  scale.scan(after.references);
}

}  // namespace schemac::plan
