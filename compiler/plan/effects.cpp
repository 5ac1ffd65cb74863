#include "plan/effects.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

#include "diff/descent.hpp"
#include "diff/subject.hpp"
#include "model/relations.hpp"
#include "plan/type_change.hpp"
#include "plan/volatility.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using diff::Drop;
using diff::Rename;
using model::Kind;
using model::QualifiedName;

/// Where a step is weighed.
class Scale {
 public:
  Scale(const Step& step, const diff::Difference& difference)
      : step_(step), difference_(difference), descent_(difference.renamed, difference.after) {}

  void lock(const QualifiedName& table, Lock mode) {
    if (exists(table)) effect_.lock(table, mode);
  }
  /// The table and all that hang on it.
  void lock_tree(const QualifiedName& table, Lock mode) {
    for (const QualifiedName& each : tree(table)) lock(each, mode);
  }
  void scan(const QualifiedName& table) {
    for (const QualifiedName& each : tree(table))
      if (exists(each) && stores(each)) effect_.scans.insert(each);
  }
  void rewrite(const QualifiedName& table) {
    for (const QualifiedName& each : tree(table))
      if (exists(each) && stores(each)) effect_.rewrites.insert(each);
    scan(table);
  }
  [[nodiscard]] bool blocks_writes() const {
    return std::any_of(step_.hazards.begin(), step_.hazards.end(),
                       [](const Hazard& hazard) { return hazard.kind == HazardKind::blocks_writes; });
  }
  [[nodiscard]] Way way() const { return step_.way; }
  [[nodiscard]] const diff::Difference& difference() const { return difference_; }
  [[nodiscard]] Effect take() { return std::move(effect_); }

 private:
  [[nodiscard]] bool exists(const QualifiedName& relation) const {
    const auto found = model::find_relation(difference_.renamed, relation);
    return found && (found->kind == Kind::table || found->kind == Kind::materialized_view);
  }
  [[nodiscard]] bool stores(const QualifiedName& table) const {
    const model::Table* found = diff::find_table(difference_.renamed, table);
    return found == nullptr || !found->partition_by;
  }
  [[nodiscard]] std::vector<QualifiedName> tree(const QualifiedName& table) const {
    std::vector<QualifiedName> tables = descent_.descendants(table);
    tables.push_back(table);
    return tables;
  }

  const Step& step_;
  const diff::Difference& difference_;
  diff::Descent descent_;
  Effect effect_;
};

// What is said of no table.
template <class C>
void weigh(const C&, Scale&) {}

void weigh(const Create<model::Index>& change, Scale& scale) {
  const model::Index& index = change.object;
  if (index.invalid) return scale.lock(index.table, Lock::share);  // ON ONLY the parent
  const bool concurrently = scale.way() == Way::concurrently;
  scale.lock_tree(index.table, concurrently ? Lock::share_update_exclusive : Lock::share);
  scale.scan(index.table);
}
void weigh(const Drop<model::Index>& change, Scale& scale) {
  if (change.object.partition_of) return;
  const bool concurrently = scale.way() == Way::concurrently;
  scale.lock_tree(change.object.table, concurrently ? Lock::share_update_exclusive : Lock::access_exclusive);
}

template <class Key>
void weigh_key(const Key& key, Scale& scale) {
  scale.lock_tree(key.table, Lock::access_exclusive);
  if (scale.way() != Way::from_index) scale.scan(key.table);
}
void weigh(const Create<model::Unique>& change, Scale& scale) { weigh_key(change.object, scale); }
void weigh(const Create<model::PrimaryKey>& change, Scale& scale) { weigh_key(change.object, scale); }
void weigh(const Create<model::Exclusion>& change, Scale& scale) { weigh_key(change.object, scale); }

template <class Constraint>
void weigh_drop(const Constraint& constraint, Scale& scale) {
  if constexpr (requires { constraint.partition_of; })
    if (constraint.partition_of) return;
  scale.lock_tree(constraint.table, Lock::access_exclusive);
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
  if (key.not_valid) return;
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

void weigh(const diff::AddColumn& change, Scale& scale) {
  const model::Column& column = change.column;
  if (scale.way() == Way::by_blocks) {
    scale.lock_tree(change.table, Lock::row_exclusive);
    return scale.scan(change.table);
  }
  scale.lock_tree(change.table, Lock::access_exclusive);
  const bool each_its_own = column.default_expression && may_be_volatile(*column.default_expression);
  if (column.identity || column.generated_expression || each_its_own)
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
  if (before.type != after.type && type_change(before.type, after.type).rewrites) scale.rewrite(table);
  if (!before.not_null && after.not_null && scale.blocks_writes()) scale.scan(table);
}

bool alters_rows(const model::Table& before, const model::Table& after) {
  return before.unlogged != after.unlogged || before.access_method != after.access_method ||
         before.tablespace != after.tablespace;
}
void weigh(const Alter<model::Table>& change, Scale& scale) {
  const auto& [before, after] = change;
  const bool settings_alone = before.row_security == after.row_security && !alters_rows(before, after) &&
                              before.force_row_security == after.force_row_security &&
                              before.replica_identity == after.replica_identity;
  scale.lock(after.name, settings_alone ? Lock::share_update_exclusive : Lock::access_exclusive);
  if (alters_rows(before, after)) scale.rewrite(after.name);
}
void weigh(const Rename<model::Table>& change, Scale& scale) {
  scale.lock({change.after.schema, change.after.name}, Lock::access_exclusive);
}
template <class Part>
requires requires(Part part) { part.table; }
void weigh(const Rename<Part>& change, Scale& scale) {
  if constexpr (!std::is_same_v<Part, model::Index>)
    scale.lock({change.after.schema, change.after.table}, Lock::access_exclusive);
}
void weigh(const Create<model::Table>& change, Scale& scale) {
  for (const QualifiedName& parent : diff::parents_of(change.object))
    scale.lock(parent, change.object.partition_of ? Lock::access_exclusive : Lock::share_update_exclusive);
}
void weigh(const Drop<model::Table>& change, Scale& scale) {
  scale.lock(change.object.name, Lock::access_exclusive);
  if (change.object.partition_of) scale.lock(change.object.partition_of->parent, Lock::access_exclusive);
  for (const auto& [id, key] : scale.difference().renamed.foreign_keys)
    if (key.table == change.object.name) scale.lock(key.references, Lock::access_exclusive);
}

void weigh(const Create<model::Trigger>& change, Scale& scale) {
  scale.lock_tree(change.object.table, Lock::share_row_exclusive);
}
void weigh(const Drop<model::Trigger>& change, Scale& scale) {
  scale.lock_tree(change.object.table, Lock::access_exclusive);
}
void weigh(const Create<model::Policy>& change, Scale& scale) {
  scale.lock(change.object.table, Lock::access_exclusive);
}
void weigh(const Drop<model::Policy>& change, Scale& scale) { scale.lock(change.object.table, Lock::access_exclusive); }
void weigh(const Alter<model::Policy>& change, Scale& scale) { scale.lock(change.after.table, Lock::access_exclusive); }

void weigh(const diff::Attach& change, Scale& scale) {
  const diff::Tie& tie = change.tie;
  scale.lock(tie.table, Lock::access_exclusive);
  scale.lock(tie.parent, Lock::share_update_exclusive);
  if (tie.kind == diff::Tie::Kind::partition) scale.scan(tie.table);
}
void weigh(const diff::Detach& change, Scale& scale) {
  const diff::Tie& tie = change.tie;
  scale.lock(tie.table, Lock::access_exclusive);
  const bool partition = tie.kind == diff::Tie::Kind::partition;
  scale.lock(tie.parent, partition ? Lock::access_exclusive : Lock::share_update_exclusive);
}

void weigh(const diff::SetComment& change, Scale& scale) {
  const model::ObjectId& id = change.object;
  if (id.kind == Kind::table) scale.lock({id.schema, id.name}, Lock::share_update_exclusive);
  if (id.kind == Kind::column) scale.lock({id.schema, id.table}, Lock::share_update_exclusive);
}
void weigh(const diff::SetOwner& change, Scale& scale) {
  const model::ObjectId& id = change.object;
  if (id.kind == Kind::table) scale.lock({id.schema, id.name}, Lock::access_exclusive);
}

}  // namespace

std::string_view name_of(Lock lock) {
  switch (lock) {
    case Lock::access_share:
      return "access share";
    case Lock::row_share:
      return "row share";
    case Lock::row_exclusive:
      return "row exclusive";
    case Lock::share_update_exclusive:
      return "share update exclusive";
    case Lock::share:
      return "share";
    case Lock::share_row_exclusive:
      return "share row exclusive";
    case Lock::exclusive:
      return "exclusive";
    case Lock::access_exclusive:
      return "access exclusive";
  }
  return "";
}

void Effect::lock(const QualifiedName& table, Lock mode) {
  if (mode == Lock::access_share) return;
  const auto [found, added] = locks.emplace(table, mode);
  if (!added) found->second = std::max(found->second, mode);
}

std::string describe(const Effect& effect) {
  const auto name = [](const QualifiedName& table) { return table.schema + "." + table.name; };
  std::string text;
  for (const auto& [table, lock] : effect.locks)
    text += (text.empty() ? "" : ", ") + std::string(name_of(lock)) + " on " + name(table);
  for (const QualifiedName& table : effect.rewrites) text += "; writes " + name(table) + " anew";
  for (const QualifiedName& table : effect.scans)
    if (effect.rewrites.count(table) == 0) text += "; looks at all rows of " + name(table);
  return text.starts_with("; ") ? text.substr(2) : text;
}

Effect expected_effect(const Step& step, const diff::Difference& difference) {
  Scale scale(step, difference);
  std::visit([&](const auto& change) { weigh(change, scale); }, step.change);
  return scale.take();
}

}  // namespace schemac::plan
