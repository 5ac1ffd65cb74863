// Columns of tables that exist. Rows 1-37 of what DDL locks, rewrites and scans.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "diff/rename.hpp"
#include "diff/tokens.hpp"
#include "plan/conversion.hpp"
#include "plan/domains.hpp"
#include "plan/hazards.hpp"
#include "plan/type_change.hpp"
#include "plan/volatility.hpp"

namespace schemac::plan {
namespace {

std::string quoted_column(const model::QualifiedName& table, const model::Column& column) {
  return fmt::format("`{}.{}.{}`", table.schema, table.name, column.name);
}

void add_rewrite(const model::QualifiedName& table, Scene& scene) {
  scene.add(HazardKind::rewrites_table,
            fmt::format("all rows of {} are written anew, while nobody reads or writes them", quoted(table)));
}

/// Every row gets a value of its own, which PostgreSQL can only write.
bool differs_by_row(const model::Column& column) {
  return column.identity || column.generated_expression ||
         (column.default_expression && may_be_volatile(*column.default_expression));
}

std::string spelled(const model::QualifiedName& name) {
  return diff::spelled(name.schema) + "." + diff::spelled(name.name);
}

/// The enum that a column's type is, or is an array of.
const model::EnumType* enum_of(const model::Schema& schema, const std::string& type) {
  for (const auto& [id, candidate] : schema.enum_types) {
    const std::string name = spelled(candidate.name);
    if (type == name || type == name + "[]") return &candidate;
  }
  return nullptr;
}

/// The rows move from an enum to the one that takes its place: only a label that is missing there can stop them.
bool keeps_labels(const model::EnumType& before, const model::EnumType& after) {
  return std::all_of(before.labels.begin(), before.labels.end(), [&](const std::string& label) {
    return std::find(after.labels.begin(), after.labels.end(), label) != after.labels.end();
  });
}

void weigh_type(const diff::AlterColumn& change, Scene& scene) {
  const auto& [table, before, after, conversion] = change;
  if (before.type == after.type) return;
  const model::EnumType* former = enum_of(scene.difference.renamed, before.type);
  const model::EnumType* now = enum_of(scene.difference.after, after.type);
  TypeChange effect =
      type_change(stored_type(before.type, scene.difference.renamed), stored_type(after.type, scene.difference.after));
  if (is_constrained_domain(after.type, scene.difference.after)) effect.rewrites = effect.may_fail = true;
  if (former != nullptr && now != nullptr) effect.may_fail = !keeps_labels(*former, *now);
  effect.loses = effect.loses || cuts_values(before.type, after.type, scene.difference.renamed, scene.difference.after);
  const bool made_way = former != nullptr && scene.difference.before.enum_types.find(former->id()) == nullptr;
  if (effect.rewrites) add_rewrite(table, scene);
  if (effect.may_fail) {
    scene.add(HazardKind::may_fail,
              fmt::format("{} may hold values that are no `{}`", quoted_column(table, after), after.type));
  }
  if (effect.loses) {
    // Who says how values become others has been asked what becomes of them.
    scene.add(conversion ? HazardKind::cannot_be_undone : HazardKind::deletes_data,
              fmt::format("values of {} lose what a `{}` does not hold", quoted_column(table, after), after.type));
  }
  if (base_type(before.type) != base_type(after.type) && !made_way) {
    scene.add(HazardKind::breaks_running_code,
              fmt::format("{} is a `{}` from now on", quoted_column(table, after), after.type));
  }
}

void weigh_collation(const diff::AlterColumn& change, Scene& scene) {
  const auto& [table, before, after, conversion] = change;
  if (before.type != after.type || before.collation == after.collation) return;
  scene.add(HazardKind::blocks_writes, fmt::format("indexes over {} are built anew", quoted_column(table, after)));
}

void weigh_null(const diff::AlterColumn& change, Scene& scene) {
  const auto& [table, before, after, conversion] = change;
  if (before.not_null || !after.not_null) return;
  scene.add(HazardKind::may_fail, fmt::format("{} may hold NULLs", quoted_column(table, after)));
  scene.add(HazardKind::blocks_writes, fmt::format("all rows of {} are looked at for NULLs", quoted(table)));
}

/// Inserts that leave the column to the database stop working. What only gives way for a while is asked at its end.
void weigh_default(const diff::AlterColumn& change, Scene& scene) {
  const auto& [table, before, after, conversion] = change;
  const model::Table* finally = scene.difference.after.tables.find({model::Kind::table, table.schema, {}, table.name});
  const model::Column* column = finally == nullptr ? nullptr : finally->find_column(after.name);
  if (column == nullptr || !(before.default_expression || before.identity)) return;
  if (column->default_expression || column->identity || column->generated_expression || !column->not_null) return;
  scene.add(HazardKind::breaks_running_code,
            fmt::format("{} is no longer filled in by the database", quoted_column(table, after)));
}

/// What a column that has made way for another was called; nothing of one that has its name still.
std::optional<std::string> name_before_making_way(const diff::DropColumn& change, const Scene& scene) {
  for (const diff::Change& each : scene.difference.changes) {
    const auto* rename = std::get_if<diff::RenameColumn>(&each);
    if (rename != nullptr && rename->table == change.table && rename->after == change.column.name)
      return rename->before;
  }
  return std::nullopt;
}

}  // namespace

void weigh(const diff::AddColumn& change, Scene& scene) {
  const auto& [table, column] = change;
  if (!scene.existed(table)) return;
  const model::Schema& after = scene.difference.after;
  if (differs_by_row(column) || is_constrained_domain(column.type, after)) add_rewrite(table, scene);
  const bool needs_value = column.not_null || is_domain_without_nulls(column.type, after);
  if (needs_value && !column.default_expression && !column.identity && !column.generated_expression) {
    scene.add(HazardKind::may_fail, fmt::format("rows of {} have no value for `{}`", quoted(table), column.name));
  }
}

void weigh(const diff::DropColumn& change, Scene& scene) {
  const auto& [table, column, only] = change;
  const std::optional<std::string> name = name_before_making_way(change, scene);
  if (!column.generated_expression) {
    scene.add(HazardKind::deletes_data, fmt::format("values of {} are lost", quoted_column(table, column)) +
                                            (name ? fmt::format(", which was `{}` until now", *name) : ""));
  }
  if (!name && !diff::has(scene.difference.after, model::column_id(table, column.name))) {
    scene.add(HazardKind::breaks_running_code, fmt::format("{} is gone", quoted_column(table, column)));
  }
}

void weigh(const diff::RenameColumn& change, Scene& scene) {
  if (!diff::has(scene.difference.after, model::column_id(change.table, change.after))) return;  // makes way
  scene.add(HazardKind::breaks_running_code,
            fmt::format("`{}` of {} is called `{}` from now on", change.before, quoted(change.table), change.after));
}

void weigh(const diff::AlterColumn& change, Scene& scene) {
  weigh_type(change, scene);
  weigh_collation(change, scene);
  weigh_null(change, scene);
  weigh_default(change, scene);
}

}  // namespace schemac::plan
