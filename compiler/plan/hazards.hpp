// What a step may do to a database that is in use: to rows that exist, to those who write, to code that runs. Of what
// the same plan creates nothing is said: nobody uses it yet. Locks and rewrites are PostgreSQL 15's, measured.
#pragma once

#include <vector>

#include "diff/changes.hpp"
#include "plan/plan.hpp"

namespace schemac::plan {

/// The hazards of one change among those of `difference`, by kind.
[[nodiscard]] std::vector<Hazard> hazards_of(const diff::Change& change, const diff::Difference& difference);

/// Where a change stands; made by hazards_of() for the overloads below.
struct Scene {
  const diff::Difference& difference;
  std::vector<Hazard> found;

  void add(HazardKind kind, std::string detail) { found.push_back({kind, std::move(detail)}); }
  /// Whether the table has rows that somebody may care about.
  [[nodiscard]] bool existed(const model::QualifiedName& table) const;
};

/// `public.users`, in code quotes.
[[nodiscard]] std::string quoted(const model::QualifiedName& name);

// Columns: hazards_columns.cpp.
void weigh(const diff::AddColumn& change, Scene& scene);
void weigh(const diff::DropColumn& change, Scene& scene);
void weigh(const diff::RenameColumn& change, Scene& scene);
void weigh(const diff::AlterColumn& change, Scene& scene);

// Constraints and indexes: hazards_constraints.cpp.
void weigh(const diff::Create<model::PrimaryKey>& change, Scene& scene);
void weigh(const diff::Create<model::Unique>& change, Scene& scene);
void weigh(const diff::Create<model::Check>& change, Scene& scene);
void weigh(const diff::Create<model::Exclusion>& change, Scene& scene);
void weigh(const diff::Create<model::Index>& change, Scene& scene);
void weigh(const diff::Create<model::ForeignKey>& change, Scene& scene);
void weigh(const diff::Drop<model::PrimaryKey>& change, Scene& scene);
void weigh(const diff::Drop<model::Unique>& change, Scene& scene);
void weigh(const diff::Drop<model::Index>& change, Scene& scene);
void weigh(const diff::Alter<model::Check>& change, Scene& scene);
void weigh(const diff::Alter<model::ForeignKey>& change, Scene& scene);

// Owners and privileges: hazards_rights.cpp.
void weigh(const diff::Create<model::DefaultPrivileges>& change, Scene& scene);
void weigh(const diff::Drop<model::DefaultPrivileges>& change, Scene& scene);
void weigh(const diff::Alter<model::DefaultPrivileges>& change, Scene& scene);
void weigh(const diff::SetOwner& change, Scene& scene);
void weigh(const diff::SetGrants& change, Scene& scene);

// Views: hazards_views.cpp.
void weigh(const diff::Create<model::View>& change, Scene& scene);
void weigh(const diff::Create<model::MaterializedView>& change, Scene& scene);
void weigh(const diff::Drop<model::View>& change, Scene& scene);
void weigh(const diff::Drop<model::MaterializedView>& change, Scene& scene);
void weigh(const diff::Alter<model::View>& change, Scene& scene);
void weigh(const diff::Alter<model::MaterializedView>& change, Scene& scene);

}  // namespace schemac::plan
