// Where the effect of a step is weighed, for the files that know what each change does: constraints and indexes in
// effects_constraints.cpp, columns in effects_columns.cpp, whole tables in effects_tables.cpp, all else in effects.cpp.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "diff/descent.hpp"
#include "model/relations.hpp"
#include "plan/effects.hpp"

namespace schemac::plan {

/// Where a step is weighed.
class Scale {
 public:
  Scale(const Step& step, const diff::Difference& difference, const diff::Descent& descent)
      : step_(step), difference_(difference), descent_(descent) {}

  void lock(const model::QualifiedName& table, Lock mode) {
    if (exists(table)) effect_.lock(table, mode);
  }
  /// The table and all that hang on it.
  void lock_tree(const model::QualifiedName& table, Lock mode) {
    for (const model::QualifiedName& each : tree(table)) lock(each, mode);
  }
  /// What stores rows of the table: itself, where it is not partitioned, and all that hang on it.
  void lock_stores(const model::QualifiedName& table, Lock mode) {
    for (const model::QualifiedName& each : tree(table))
      if (stores(each)) lock(each, mode);
  }
  /// The table and its partitions: to those that only inherit from it PostgreSQL does not go.
  void lock_parts(const model::QualifiedName& table, Lock mode) {
    for (const model::QualifiedName& each : parts(table)) lock(each, mode);
  }
  void scan_one(const model::QualifiedName& table) {
    if (exists(table) && stores(table)) effect_.scans.insert(table);
  }
  void scan(const model::QualifiedName& table) {
    for (const model::QualifiedName& each : tree(table)) scan_one(each);
  }
  void rewrite(const model::QualifiedName& table) {
    for (const model::QualifiedName& each : tree(table))
      if (exists(each) && stores(each)) effect_.rewrites.insert(each);
    scan(table);
  }
  /// Whether it is there before the plan, as a table or a materialized view.
  [[nodiscard]] bool exists(const model::QualifiedName& relation) const {
    const auto found = model::find_relation(difference_.renamed, relation);
    return found && (found->kind == model::Kind::table || found->kind == model::Kind::materialized_view);
  }
  /// The table and, where it has them, its partitions.
  [[nodiscard]] std::vector<model::QualifiedName> parts(const model::QualifiedName& table) const {
    const model::Table* found = diff::find_table(difference_.renamed, table);
    return found != nullptr && found->partition_by ? tree(table) : std::vector{table};
  }
  [[nodiscard]] bool blocks_writes() const {
    return std::any_of(step_.hazards.begin(), step_.hazards.end(),
                       [](const Hazard& hazard) { return hazard.kind == HazardKind::blocks_writes; });
  }
  [[nodiscard]] Way way() const { return step_.way; }
  [[nodiscard]] const diff::Difference& difference() const { return difference_; }
  [[nodiscard]] Effect take() { return std::move(effect_); }

 private:
  [[nodiscard]] bool stores(const model::QualifiedName& table) const {
    const model::Table* found = diff::find_table(difference_.renamed, table);
    return found == nullptr || !found->partition_by;
  }
  [[nodiscard]] std::vector<model::QualifiedName> tree(const model::QualifiedName& table) const {
    std::vector<model::QualifiedName> tables = descent_.descendants(table);
    tables.push_back(table);
    return tables;
  }

  const Step& step_;
  const diff::Difference& difference_;
  const diff::Descent& descent_;
  Effect effect_;
};

void weigh(const diff::AddColumn& change, Scale& scale);
void weigh(const diff::DropColumn& change, Scale& scale);
void weigh(const diff::RenameColumn& change, Scale& scale);
void weigh(const diff::AlterColumn& change, Scale& scale);

void weigh(const diff::Create<model::Table>& change, Scale& scale);
void weigh(const diff::Drop<model::Table>& change, Scale& scale);
void weigh(const diff::Attach& change, Scale& scale);
void weigh(const diff::Detach& change, Scale& scale);
void weigh(const diff::MoveRows& change, Scale& scale);

void weigh(const diff::Create<model::Index>& change, Scale& scale);
void weigh(const diff::Create<model::Unique>& change, Scale& scale);
void weigh(const diff::Create<model::PrimaryKey>& change, Scale& scale);
void weigh(const diff::Create<model::Exclusion>& change, Scale& scale);
void weigh(const diff::Create<model::Check>& change, Scale& scale);
void weigh(const diff::Create<model::ForeignKey>& change, Scale& scale);
void weigh(const diff::Drop<model::Index>& change, Scale& scale);
void weigh(const diff::Drop<model::Unique>& change, Scale& scale);
void weigh(const diff::Drop<model::PrimaryKey>& change, Scale& scale);
void weigh(const diff::Drop<model::Exclusion>& change, Scale& scale);
void weigh(const diff::Drop<model::Check>& change, Scale& scale);
void weigh(const diff::Drop<model::ForeignKey>& change, Scale& scale);
void weigh(const diff::Alter<model::Index>& change, Scale& scale);
void weigh(const diff::Alter<model::Check>& change, Scale& scale);
void weigh(const diff::Alter<model::ForeignKey>& change, Scale& scale);
void weigh(const diff::AttachIndex& change, Scale& scale);

}  // namespace schemac::plan
