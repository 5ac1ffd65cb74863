// Tables that come and go, and what they hang on. Rows 62-70 and 91 of what DDL locks, rewrites and scans.
#include <algorithm>

#include "diff/partition_bound.hpp"
#include "plan/effects_scale.hpp"

namespace schemac::plan {
namespace {

using model::QualifiedName;

/// Which rows the default partition has changes with every partition that comes or goes: it is locked, and looked
/// through for what belongs in a new one.
/// https://www.postgresql.org/docs/15/sql-createtable.html#SQL-CREATETABLE-PARTITION
void lock_default(const QualifiedName& parent, bool looks, Scale& scale) {
  const model::Table* rest = diff::default_partition(parent, scale.difference().renamed);
  if (rest == nullptr) return;
  scale.lock_parts(rest->name, Lock::access_exclusive);
  if (looks) scale.scan(rest->name);
}

/// Whether the table is taken out of its parent before.
bool is_detached(const model::QualifiedName& table, const diff::Difference& difference) {
  return std::ranges::any_of(difference.changes, [&](const diff::Change& change) {
    const auto* detach = std::get_if<diff::Detach>(&change);
    return detach != nullptr && detach->tie.table == table;
  });
}

}  // namespace

void weigh(const diff::Create<model::Table>& change, Scale& scale) {
  for (const QualifiedName& parent : diff::parents_of(change.object))
    scale.lock(parent, change.object.partition_of ? Lock::access_exclusive : Lock::share_update_exclusive);
  if (change.object.partition_of) lock_default(change.object.partition_of->parent, true, scale);
}

void weigh(const diff::Drop<model::Table>& change, Scale& scale) {
  scale.lock(change.object.name, Lock::access_exclusive);
  if (change.object.partition_of && !is_detached(change.object.name, scale.difference())) {
    scale.lock(change.object.partition_of->parent, Lock::access_exclusive);
    lock_default(change.object.partition_of->parent, false, scale);
  }
  for (const auto& [id, key] : scale.difference().renamed.foreign_keys)
    if (key.table == change.object.name) scale.lock(key.references, Lock::access_exclusive);
}

void weigh(const diff::Attach& change, Scale& scale) {
  const diff::Tie& tie = change.tie;
  scale.lock(tie.table, Lock::access_exclusive);
  scale.lock(tie.parent, Lock::share_update_exclusive);
  if (tie.kind != diff::Tie::Kind::partition) return;
  scale.scan(tie.table);
  lock_default(tie.parent, true, scale);
}

void weigh(const diff::Detach& change, Scale& scale) {
  const diff::Tie& tie = change.tie;
  scale.lock(tie.table, Lock::access_exclusive);
  if (tie.kind != diff::Tie::Kind::partition) return;
  scale.lock(tie.parent, Lock::access_exclusive);
  lock_default(tie.parent, false, scale);
}

void weigh(const diff::MoveRows& change, Scale& scale) {
  scale.scan(change.before.name);
  if (change.stays) scale.lock(change.after.name, Lock::row_exclusive);
}

}  // namespace schemac::plan
