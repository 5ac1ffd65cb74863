// Columns of tables. Rows 1-37 of what DDL locks, rewrites and scans.
#include <algorithm>

#include "plan/domains.hpp"
#include "plan/effects_scale.hpp"
#include "plan/type_change.hpp"
#include "plan/volatility.hpp"

namespace schemac::plan {
namespace {

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

/// A domain that refuses values is asked about each row, even where the column is NULL; one that refuses none is its
/// base type under another name.
bool rewrites_values(const diff::AlterColumn& change, const diff::Difference& difference) {
  if (is_constrained_domain(change.after.type, difference.after)) return true;
  return type_change(stored_type(change.before.type, difference.renamed),
                     stored_type(change.after.type, difference.after))
      .rewrites;
}

/// Indexes are in the order of the collation: those over the column are built anew.
bool orders_anew(const diff::AlterColumn& change, const diff::Difference& difference) {
  if (change.before.collation == change.after.collation) return false;
  const auto is_of_column = [&](const auto& entry) {
    if (entry.second.table != change.table) return false;
    if constexpr (requires { entry.second.keys; }) {
      return std::any_of(entry.second.keys.begin(), entry.second.keys.end(),
                         [&](const model::IndexKey& key) { return key.column == change.after.name; });
    } else {
      return names(entry.second.columns, change.after.name);
    }
  };
  const model::Schema& schema = difference.renamed;
  return std::any_of(schema.indexes.begin(), schema.indexes.end(), is_of_column) ||
         std::any_of(schema.uniques.begin(), schema.uniques.end(), is_of_column) ||
         std::any_of(schema.primary_keys.begin(), schema.primary_keys.end(), is_of_column);
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
    const bool rewrites = rewrites_values(change, scale.difference());
    if (rewrites) scale.rewrite(table);
    weigh_foreign_keys(change, rewrites, scale);
  }
  if (orders_anew(change, scale.difference())) scale.scan(table);
  if (!before.not_null && after.not_null && scale.blocks_writes()) scale.scan(table);
}

}  // namespace schemac::plan
