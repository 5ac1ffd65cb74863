#include "diff/rebuilt_tables.hpp"

#include <algorithm>

#include "diff/descent.hpp"

namespace schemac::diff {
namespace {

using model::QualifiedName;

/// Whether PostgreSQL, which never makes a table's own column one that is only inherited, leaves the column as its own.
bool stays_own(const model::Schema& before, const model::Schema& after, const Descent& descent,
               const model::Table& former, const model::Column& column) {
  const auto& lasting = descent.parents(former.name);
  const auto has = [&](const model::Schema& schema, const QualifiedName& table) {
    const model::Table* found = find_table(schema, table);
    return found != nullptr && found->find_column(column.name) != nullptr;
  };
  const model::Column* now = former.find_column(column.name);
  const bool comes_from_above = std::ranges::any_of(lasting, [&](const QualifiedName& parent) {
    return has(after, parent) && (now == nullptr ? !has(before, parent) : has(before, parent));
  });
  return !comes_from_above || (now != nullptr && !now->inherited);
}

bool must_be_rebuilt(const model::Schema& before, const model::Schema& after, const Descent& descent,
                     const model::Table& former, const model::Table& now) {
  if (former.partition_by != now.partition_by) return true;
  if (now.partition_by && former.unlogged != now.unlogged) return true;
  if (now.inherits.empty()) return false;
  return std::ranges::any_of(now.columns, [&](const model::Column& column) {
    return column.inherited && stays_own(before, after, descent, former, column);
  });
}

}  // namespace

const model::Table* table_to_rebuild(const model::Schema& before, const model::Schema& after) {
  const Descent descent(before, after);
  for (const auto& [id, table] : after.tables) {
    const model::Table* former = before.tables.find(id);
    if (former != nullptr && must_be_rebuilt(before, after, descent, *former, table)) return &table;
  }
  return nullptr;
}

void pass_on_rows(const model::Schema& renamed, const model::Schema& after, const std::vector<Rebuilt>& rebuilt,
                  std::vector<Change>& changes) {
  for (const Rebuilt& each : rebuilt) {
    const model::Table* former = renamed.tables.find(each.former);
    const model::Table* table = after.tables.find(each.table);
    changes.push_back(MoveRows{*former, *table});
    if (former->partition_of) changes.push_back(Detach{ties_of(*former).front()});
    for (const model::Column& column : former->columns) {
      if (!column.identity) continue;
      model::Column plain = column;
      plain.identity.reset();
      changes.push_back(AlterColumn{former->name, column, plain});
    }
  }
}

}  // namespace schemac::diff
