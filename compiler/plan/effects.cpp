#include "plan/effects.hpp"

#include <algorithm>
#include <set>
#include <type_traits>
#include <vector>

#include "diff/tokens.hpp"
#include "plan/effects_scale.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using diff::Drop;
using diff::Rename;
using model::Kind;
using model::QualifiedName;

/// Neither tables nor materialized views notice what is done with these.
template <class K>
concept Aside =
    std::is_same_v<K, model::Namespace> || std::is_same_v<K, model::Extension> || std::is_same_v<K, model::EnumType> ||
    std::is_same_v<K, model::CompositeType> || std::is_same_v<K, model::Domain> || std::is_same_v<K, model::Sequence> ||
    std::is_same_v<K, model::Function> || std::is_same_v<K, model::View> || std::is_same_v<K, model::DefaultPrivileges>;
template <Aside K>
void weigh(const Create<K>&, Scale&) {}
template <Aside K>
void weigh(const Drop<K>&, Scale&) {}
template <Aside K>
void weigh(const Rename<K>&, Scale&) {}
template <Aside K>
void weigh(const Alter<K>&, Scale&) {}
void weigh(const diff::AddEnumValue&, Scale&) {}
void weigh(const diff::RenameEnumValue&, Scale&) {}
void weigh(const diff::SetGrants&, Scale&) {}

// Its values are looked for in the tables that have it as a type; a check that is not valid waits for new ones.
void weigh(const Alter<model::Domain>& change, Scale& scale) {
  const model::Domain& before = change.before;
  const model::Domain& after = change.after;
  const bool checks_more = std::any_of(after.checks.begin(), after.checks.end(), [&](const model::DomainCheck& check) {
    return !check.not_valid && std::find(before.checks.begin(), before.checks.end(), check) == before.checks.end();
  });
  if (!checks_more && (before.not_null || !after.not_null)) return;
  const std::string type = diff::spelled(after.name.schema) + "." + diff::spelled(after.name.name);
  for (const auto& [id, table] : scale.difference().renamed.tables) {
    const bool uses = std::any_of(table.columns.begin(), table.columns.end(),
                                  [&](const model::Column& column) { return column.type == type; });
    if (!uses) continue;
    scale.lock(table.name, Lock::share);
    scale.scan_one(table.name);
  }
}
void weigh(const Rename<model::Index>&, Scale&) {}  // the index alone is locked

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
void weigh_stored_rename(const model::ObjectId& after, Scale& scale) {
  scale.lock({after.schema, after.name}, Lock::access_exclusive);
}
void weigh(const Rename<model::Table>& change, Scale& scale) { weigh_stored_rename(change.after, scale); }
void weigh(const Rename<model::MaterializedView>& change, Scale& scale) { weigh_stored_rename(change.after, scale); }

/// What stands on a table and whose name is kept beside the table's.
template <class K>
concept Part = std::is_same_v<K, model::PrimaryKey> || std::is_same_v<K, model::Unique> ||
    std::is_same_v<K, model::Check> || std::is_same_v<K, model::Exclusion> || std::is_same_v<K, model::ForeignKey> ||
    std::is_same_v<K, model::Trigger> || std::is_same_v<K, model::Policy>;
template <Part K>
void weigh(const Rename<K>& change, Scale& scale) {
  scale.lock({change.after.schema, change.after.table}, Lock::access_exclusive);
}

/// The relations that an object needs, or columns of which it needs.
std::set<QualifiedName> relations_under(const model::ObjectId& id, const model::Schema& schema) {
  std::set<QualifiedName> relations;
  const auto needs = schema.dependencies.find(id);
  if (needs == schema.dependencies.end()) return relations;
  for (const model::ObjectId& need : needs->second)
    if (need.kind == Kind::column || model::is_relation(need.kind))
      relations.insert({need.schema, need.kind == Kind::column ? need.table : need.name});
  return relations;
}

void weigh(const Create<model::MaterializedView>& change, Scale& scale) {
  if (!change.object.populated) return;
  for (const QualifiedName& relation : relations_under(change.object.id(), scale.difference().after))
    scale.scan(relation);
}
void weigh(const Drop<model::MaterializedView>& change, Scale& scale) {
  scale.lock(change.object.name, Lock::access_exclusive);
}
void weigh(const Alter<model::MaterializedView>& change, Scale& scale) {
  const model::MaterializedView& before = change.before;
  const model::MaterializedView& after = change.after;
  const bool moves = before.access_method != after.access_method || before.tablespace != after.tablespace;
  const auto stored_otherwise = [&](const model::ViewColumn& column) {
    const model::ViewColumn* former = model::find_column(before.columns, column.name);
    return former == nullptr || former->storage != column.storage || former->compression != column.compression;
  };
  const bool columns = std::any_of(after.columns.begin(), after.columns.end(), stored_otherwise);
  scale.lock(after.name, moves || columns ? Lock::access_exclusive : Lock::share_update_exclusive);
  if (moves) scale.rewrite(after.name);
}

// https://www.postgresql.org/docs/15/sql-createrule.html, sql-createstatistics.html, sql-createpublication.html
void weigh_scripted(const model::Scripted& object, const model::Schema& schema, Scale& scale) {
  const model::ObjectId id = object.id();
  if (id.kind == Kind::rule) return scale.lock({id.schema, id.table}, Lock::access_exclusive);
  if (id.kind != Kind::statistics && id.kind != Kind::publication) return;
  for (const QualifiedName& relation : relations_under(id, schema)) scale.lock(relation, Lock::share_update_exclusive);
}
void weigh(const Create<model::Scripted>& change, Scale& scale) {
  weigh_scripted(change.object, scale.difference().after, scale);
}
void weigh(const Drop<model::Scripted>& change, Scale& scale) {
  if (change.object.object.kind != Kind::publication) weigh_scripted(change.object, scale.difference().renamed, scale);
}
void weigh(const Alter<model::Scripted>& change, Scale& scale) {
  weigh_scripted(change.after, scale.difference().after, scale);
}
void weigh(const Rename<model::Scripted>& change, Scale& scale) {
  if (change.after.kind == Kind::rule) scale.lock({change.after.schema, change.after.table}, Lock::access_exclusive);
}

// Partitions have one of their own for each of their rows.
void weigh_trigger(const model::Trigger& trigger, Lock mode, Scale& scale) {
  trigger.for_each_row ? scale.lock_parts(trigger.table, mode) : scale.lock(trigger.table, mode);
}
void weigh(const Create<model::Trigger>& change, Scale& scale) {
  weigh_trigger(change.object, Lock::share_row_exclusive, scale);
}
void weigh(const Drop<model::Trigger>& change, Scale& scale) {
  weigh_trigger(change.object, Lock::access_exclusive, scale);
}
void weigh(const Alter<model::Trigger>& change, Scale& scale) {
  weigh_trigger(change.after, Lock::share_row_exclusive, scale);
}
void weigh(const Create<model::Policy>& change, Scale& scale) {
  scale.lock(change.object.table, Lock::access_exclusive);
}
void weigh(const Drop<model::Policy>& change, Scale& scale) { scale.lock(change.object.table, Lock::access_exclusive); }
void weigh(const Alter<model::Policy>& change, Scale& scale) { scale.lock(change.after.table, Lock::access_exclusive); }

void weigh(const diff::SetComment& change, Scale& scale) {
  const model::ObjectId& id = change.object;
  const bool stores = id.kind == Kind::table || id.kind == Kind::materialized_view;
  if (stores) scale.lock({id.schema, id.name}, Lock::share_update_exclusive);
  if (id.kind == Kind::column) scale.lock({id.schema, id.table}, Lock::share_update_exclusive);
}
void weigh(const diff::SetOwner& change, Scale& scale) {
  const model::ObjectId& id = change.object;
  const bool stores = id.kind == Kind::table || id.kind == Kind::materialized_view;
  if (stores) scale.lock({id.schema, id.name}, Lock::access_exclusive);
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

Expected::Expected(const diff::Difference& difference)
    : difference_(difference), descent_(difference.renamed, difference.after) {}

Effect Expected::of(const Step& step) const {
  Scale scale(step, difference_, descent_);
  std::visit([&](const auto& change) { weigh(change, scale); }, step.change);
  for (const Step::Also& also : step.also) weigh(also.change, scale);
  return scale.take();
}

}  // namespace schemac::plan
