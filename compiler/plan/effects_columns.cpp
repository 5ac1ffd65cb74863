// Columns of tables. Rows 1-37 of what DDL locks, rewrites and scans.
#include <algorithm>

#include "diff/tokens.hpp"
#include "plan/effects_scale.hpp"
#include "plan/type_change.hpp"
#include "plan/volatility.hpp"

namespace schemac::plan {
namespace {

/// A domain that refuses values is asked about each row, even where the column is NULL.
bool is_constrained_domain(const std::string& type, const model::Schema& schema) {
  return std::any_of(schema.domains.begin(), schema.domains.end(), [&](const auto& entry) {
    const model::Domain& domain = entry.second;
    return (domain.not_null || !domain.checks.empty()) &&
           type == diff::spelled(domain.name.schema) + "." + diff::spelled(domain.name.name);
  });
}

bool names(const std::vector<std::string>& columns, const std::string& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// Foreign keys that stay are made anew, and their other side is locked and looked at with them.
void weigh_foreign_keys(const diff::AlterColumn& change, bool rewrites, Scale& scale) {
  for (const auto& [id, key] : scale.difference().renamed.foreign_keys) {
    if (scale.difference().after.foreign_keys.find(id) == nullptr) continue;
    const bool refers = key.table == change.table && names(key.columns, change.after.name);
    const bool is_referred = key.references == change.table && names(key.referenced_columns, change.after.name);
    if (!refers && !is_referred) continue;
    for (const model::QualifiedName& table : {key.table, key.references}) {
      scale.lock(table, Lock::access_exclusive);
      if (rewrites && !key.not_valid) scale.scan(table);
    }
  }
}

}  // namespace

void weigh(const diff::AddColumn& change, Scale& scale) {
  const model::Column& column = change.column;
  if (scale.way() == Way::by_blocks) {
    scale.lock_stores(change.table, Lock::row_exclusive);
    return scale.scan(change.table);
  }
  scale.lock_tree(change.table, Lock::access_exclusive);
  const bool each_its_own = column.default_expression && may_be_volatile(*column.default_expression);
  if (column.identity || column.generated_expression || each_its_own ||
      is_constrained_domain(column.type, scale.difference().after))
    scale.rewrite(change.table);
  else if (column.not_null && !column.default_expression)
    scale.scan(change.table);
}
void weigh(const diff::DropColumn& change, Scale& scale) { scale.lock_tree(change.table, Lock::access_exclusive); }
void weigh(const diff::RenameColumn& change, Scale& scale) { scale.lock_tree(change.table, Lock::access_exclusive); }
void weigh(const diff::AlterColumn& change, Scale& scale) {
  const auto& [table, before, after, conversion] = change;
  model::Column settings = before;  // SET STATISTICS, SET (n_distinct = …)
  settings.statistics = after.statistics;
  settings.options = after.options;
  scale.lock_tree(table, settings == after ? Lock::share_update_exclusive : Lock::access_exclusive);
  if (!before.identity && after.identity) scale.scan(table);  // its sequence goes on behind the greatest
  if (before.type != after.type) {
    const bool rewrites = type_change(before.type, after.type).rewrites;
    if (rewrites) scale.rewrite(table);
    weigh_foreign_keys(change, rewrites, scale);
  }
  if (!before.not_null && after.not_null && scale.blocks_writes()) scale.scan(table);
}

}  // namespace schemac::plan
