// Constraints and indexes of tables that exist. Rows 38-53 of what DDL locks, rewrites and scans.
#include <fmt/format.h>

#include "diff/rename.hpp"
#include "plan/hazards.hpp"

namespace schemac::plan {
namespace {

using diff::Alter;
using diff::Create;
using diff::Drop;

/// What was there in the same form, and only gave way to another change, holds for the rows as before.
bool held_before(const model::ObjectId& id, const Scene& scene) {
  return diff::has(scene.difference.renamed, id) && diff::has(scene.difference.after, id);
}

void add_build(const model::QualifiedName& table, const std::string& name, Scene& scene) {
  scene.add(HazardKind::blocks_writes, fmt::format("nobody writes to {} while `{}` is built", quoted(table), name));
}

void add_check(const model::QualifiedName& table, const std::string& what, Scene& scene) {
  scene.add(HazardKind::may_fail, fmt::format("{} may hold {}", quoted(table), what));
}

/// A key whose rows must differ. `before` is what stood under its name.
template <class K>
void weigh_key(const K& key, const K* before, const std::string& what, Scene& scene) {
  if (!scene.existed(key.table)) return;
  add_build(key.table, key.name, scene);
  if (before == nullptr || *before != key) add_check(key.table, what, scene);
}

/// INSERT … ON CONFLICT (…) needs the key.
void weigh_lost_key(const model::ObjectId& id, Scene& scene) {
  if (held_before(id, scene)) return;
  scene.add(HazardKind::breaks_running_code,
            fmt::format("`{}` is gone, on which ON CONFLICT may rely", model::describe(id)));
}

}  // namespace

void weigh(const Create<model::PrimaryKey>& change, Scene& scene) {
  const auto* before = scene.difference.renamed.primary_keys.find(change.object.id());
  weigh_key(change.object, before, "NULLs or duplicates in its new primary key", scene);
}

void weigh(const Create<model::Unique>& change, Scene& scene) {
  weigh_key(change.object, scene.difference.renamed.uniques.find(change.object.id()), "duplicates", scene);
}

void weigh(const Create<model::Exclusion>& change, Scene& scene) {
  const auto* before = scene.difference.renamed.exclusions.find(change.object.id());
  weigh_key(change.object, before, fmt::format("rows that `{}` excludes", change.object.name), scene);
}

void weigh(const Create<model::Index>& change, Scene& scene) {
  const auto& index = change.object;
  if (!scene.existed(index.table)) return;
  add_build(index.table, index.name, scene);
  const model::Index* before = scene.difference.renamed.indexes.find(index.id());
  if (index.unique && (before == nullptr || *before != index)) add_check(index.table, "duplicates", scene);
}

void weigh(const Create<model::Check>& change, Scene& scene) {
  const auto& check = change.object;
  if (!scene.existed(check.table) || check.not_valid) return;
  scene.add(HazardKind::blocks_writes, fmt::format("all rows of {} are checked", quoted(check.table)));
  const model::Check* before = scene.difference.renamed.checks.find(check.id());
  if (before != nullptr && *before == check) return;
  add_check(check.table, fmt::format("rows that `{}` refuses", check.name), scene);
}

void weigh(const Create<model::ForeignKey>& change, Scene& scene) {
  const auto& key = change.object;
  if (!scene.existed(key.table) || key.not_valid) return;
  scene.add(HazardKind::blocks_writes, fmt::format("nobody writes to {} and {} while all references are checked",
                                                   quoted(key.table), quoted(key.references)));
  const model::ForeignKey* before = scene.difference.renamed.foreign_keys.find(key.id());
  if (before != nullptr && *before == key) return;
  add_check(key.table, fmt::format("references to rows that {} does not have", quoted(key.references)), scene);
}

void weigh(const Drop<model::PrimaryKey>& change, Scene& scene) { weigh_lost_key(change.object.id(), scene); }
void weigh(const Drop<model::Unique>& change, Scene& scene) { weigh_lost_key(change.object.id(), scene); }
void weigh(const Drop<model::Index>& change, Scene& scene) {
  if (change.object.unique) weigh_lost_key(change.object.id(), scene);
}

void weigh(const Alter<model::Check>& change, Scene& scene) {
  if (!change.before.not_valid || change.after.not_valid) return;
  add_check(change.after.table, fmt::format("rows that `{}` refuses", change.after.name), scene);
}

void weigh(const Alter<model::ForeignKey>& change, Scene& scene) {
  if (!change.before.not_valid || change.after.not_valid) return;
  add_check(change.after.table,
            fmt::format("references to rows that {} does not have", quoted(change.after.references)), scene);
}

}  // namespace schemac::plan
