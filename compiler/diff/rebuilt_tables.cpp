#include "diff/rebuilt_tables.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "diff/descent.hpp"
#include "diff/partition_bound.hpp"
#include "diff/tokens.hpp"

namespace schemac::diff {
namespace {

using model::ObjectId;
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

/// Whether rows go to partitions by the value of the column. Some too many are said: a function of its name.
bool parts_rows(const model::Table& table, const std::string& column) {
  if (!table.partition_by) return false;
  return std::ranges::any_of(tokenize(*table.partition_by),
                             [&](const Token& token) { return name_in(token) == column; });
}

/// Whether a column by which the table, or one below it, parts its rows has another type. PostgreSQL alters none.
/// https://www.postgresql.org/docs/15/sql-altertable.html
bool retypes_key(const model::Schema& before, const model::Table& former, const model::Table& now) {
  for (const model::Column& column : former.columns) {
    const model::Column* later = now.find_column(column.name);
    if (later == nullptr || (later->type == column.type && later->collation == column.collation)) continue;
    if (parts_rows(former, column.name)) return true;
    const bool below = std::ranges::any_of(before.tables, [&](const auto& entry) {
      const model::Table& table = entry.second;
      return table.partition_of && table.partition_of->parent == former.name && retypes_key(before, table, now);
    });
    if (below) return true;
  }
  return false;
}

bool parts_by_hash(const model::Table& table) { return table.partition_by && table.partition_by->starts_with("HASH"); }

/// Whether the table is a partition whose rows belong elsewhere once the remainders are counted anew.
bool has_other_remainder(const model::Schema& after, const model::Table& former, const model::Table& now) {
  if (!former.partition_of || !now.partition_of || former.partition_of->bound == now.partition_of->bound) return false;
  const model::Table* parent = find_table(after, now.partition_of->parent);
  return parent != nullptr && parts_by_hash(*parent);
}

/// Whether partitions that stay get other remainders: then rows go from any of them to any other.
bool counts_anew(const model::Schema& before, const model::Schema& after, const model::Table& former,
                 const model::Table& now) {
  if (!parts_by_hash(former) || !parts_by_hash(now)) return false;
  return std::ranges::any_of(after.tables, [&](const auto& entry) {
    const model::Table& partition = entry.second;
    const model::Table* was = before.tables.find(entry.first);
    return partition.partition_of && partition.partition_of->parent == now.name && was != nullptr &&
           was->partition_of && was->partition_of->parent == former.name && has_other_remainder(after, *was, partition);
  });
}

/// Whether the table is a partition of a rebuilt one whose rows do not stay together: its bounds are others or the key
/// that they bound is, or the same holds for what it is a part of.
bool is_dealt_anew(const model::Schema& before, const model::Schema& after, const std::vector<Rebuilt>& rebuilt,
                   const model::Table& former, const model::Table& now) {
  if (!former.partition_of || !now.partition_of) return false;
  const model::Table* parent_before = find_table(before, former.partition_of->parent);
  const model::Table* parent_after = find_table(after, now.partition_of->parent);
  const bool is_rebuilt =
      parent_before != nullptr && parent_after != nullptr && std::ranges::any_of(rebuilt, [&](const Rebuilt& each) {
        return each.former == parent_before->id() && each.table == parent_after->id();
      });
  if (!is_rebuilt) return false;
  return former.partition_of->bound != now.partition_of->bound ||
         parent_before->partition_by != parent_after->partition_by ||
         is_dealt_anew(before, after, rebuilt, *parent_before, *parent_after);
}

/// Whether the table is a partition of one that stays, and its rows have places in several partitions from now on.
bool is_split(const model::Schema& before, const model::Schema& after, const model::Table& former,
              const model::Table& now) {
  if (!former.partition_of || !now.partition_of || former.partition_of->parent != now.partition_of->parent)
    return false;
  if (former.partition_of->bound == now.partition_of->bound) return false;
  const Heirs heirs(now.partition_of->parent, before, after);
  if (!heirs.of(former)) return false;
  Bounds own(*heirs.parent());
  own.add(now.partition_of->bound);
  return !own.cover(former.partition_of->bound);
}

bool must_be_rebuilt(const model::Schema& before, const model::Schema& after, const Descent& descent,
                     const std::vector<Rebuilt>& rebuilt, const model::Table& former, const model::Table& now) {
  if (former.partition_by != now.partition_by) return true;
  if (now.partition_by && former.unlogged != now.unlogged) return true;
  if (now.partition_by && (retypes_key(before, former, now) || counts_anew(before, after, former, now))) return true;
  if (is_dealt_anew(before, after, rebuilt, former, now)) return true;
  if (is_split(before, after, former, now)) return true;
  if (now.inherits.empty()) return false;
  return std::ranges::any_of(now.columns, [&](const model::Column& column) {
    return column.inherited && stays_own(before, after, descent, former, column);
  });
}

}  // namespace

const model::Table* table_to_rebuild(const model::Schema& before, const model::Schema& after,
                                     const std::vector<Rebuilt>& rebuilt) {
  const Descent descent(before, after);
  for (const auto& [id, table] : after.tables) {
    const model::Table* former = before.tables.find(id);
    if (former != nullptr && must_be_rebuilt(before, after, descent, rebuilt, *former, table)) return &table;
  }
  return nullptr;
}

std::vector<const model::Table*> partitions_with_heirs(const model::Schema& renamed, const model::Schema& after,
                                                       const std::vector<Rebuilt>& rebuilt) {
  std::map<ObjectId, ObjectId> new_forms;
  for (const Rebuilt& each : rebuilt) new_forms.emplace(each.former, each.table);
  std::map<QualifiedName, Heirs> heirs;
  std::vector<const model::Table*> found;
  for (const auto& [id, former] : renamed.tables) {
    if (!former.partition_of || after.tables.find(id) != nullptr) continue;
    const auto new_form = new_forms.find(id);
    const model::Table* now = new_form == new_forms.end() ? nullptr : after.tables.find(new_form->second);
    if (now != nullptr && (!now->partition_of || now->partition_of->bound == former.partition_of->bound)) continue;
    const QualifiedName& parent = former.partition_of->parent;
    if (heirs.try_emplace(parent, parent, renamed, after).first->second.of(former)) found.push_back(&former);
  }
  return found;
}

void pass_on_rows(const model::Schema& renamed, const model::Schema& after, const std::vector<Rebuilt>& rebuilt,
                  std::vector<Change>& changes) {
  std::set<QualifiedName> formers;
  for (const Rebuilt& each : rebuilt) formers.insert({each.former.schema, each.former.name});
  std::set<ObjectId> given_to_heirs;
  for (const model::Table* former : partitions_with_heirs(renamed, after, rebuilt)) {
    changes.emplace_back(MoveRows{*former, *find_table(after, former->partition_of->parent), true});
    changes.emplace_back(Detach{ties_of(*former).front()});
    given_to_heirs.insert(former->id());
  }
  for (const Rebuilt& each : rebuilt) {
    const model::Table* former = renamed.tables.find(each.former);
    const model::Table* table = after.tables.find(each.table);
    const bool goes_with_parent =
        former->partition_of && formers.contains(former->partition_of->parent) && table->partition_of;
    if (!goes_with_parent && !given_to_heirs.contains(each.former)) {
      changes.emplace_back(MoveRows{*former, *table});
      if (former->partition_of) changes.emplace_back(Detach{ties_of(*former).front()});
    }
    for (const model::Column& column : former->columns) {
      if (!column.identity) continue;
      model::Column plain = column;
      plain.identity.reset();
      changes.emplace_back(AlterColumn{former->name, column, plain});
    }
  }
}

}  // namespace schemac::diff
