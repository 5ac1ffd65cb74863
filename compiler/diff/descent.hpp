// Which table hangs on which: partitions on the table they are part of, children on those they inherit from. A tie that
// is in both states lasts; whatever is done to the parent then, PostgreSQL does to the child by itself.
// https://www.postgresql.org/docs/15/ddl-inherit.html, https://www.postgresql.org/docs/15/ddl-partitioning.html
#pragma once

#include <map>
#include <vector>

#include "diff/changes.hpp"

namespace schemac::diff {

/// The parents of a table, in their order: one, or several that it inherits from.
[[nodiscard]] std::vector<model::QualifiedName> parents_of(const model::Table& table);

/// The table's ties to parents, and last the one to its type.
[[nodiscard]] std::vector<Tie> ties_of(const model::Table& table);

/// The table of that name, or null.
[[nodiscard]] const model::Table* find_table(const model::Schema& schema, const model::QualifiedName& name);

class Descent {
 public:
  /// Of the ties to parents that last. A partition whose bound changes is detached and attached; so is a child whose
  /// parents change their order, or that is to have as its own a column that it has from a parent that keeps it.
  Descent(const model::Schema& before, const model::Schema& after);

  [[nodiscard]] bool empty() const { return children_.empty(); }
  [[nodiscard]] const std::vector<model::QualifiedName>& parents(const model::QualifiedName& table) const;
  [[nodiscard]] const std::vector<model::QualifiedName>& children(const model::QualifiedName& table) const;
  /// The tables below, each after one of its parents.
  [[nodiscard]] std::vector<model::QualifiedName> descendants(const model::QualifiedName& table) const;
  /// All tables that have children, each after its parents.
  [[nodiscard]] std::vector<model::QualifiedName> parents_first() const;

 private:
  std::map<model::QualifiedName, std::vector<model::QualifiedName>> parents_;
  std::map<model::QualifiedName, std::vector<model::QualifiedName>> children_;
};

}  // namespace schemac::diff
