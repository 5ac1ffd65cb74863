// What PostgreSQL does to the tables below when something is done to a table: ALTER TABLE without ONLY goes on to all
// that hang on it. Two states whose children are seen as their parents leave them differ only in what has to be said of
// the children themselves. https://www.postgresql.org/docs/15/sql-altertable.html
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "diff/changes.hpp"
#include "diff/descent.hpp"

namespace schemac::diff {

/// Two states in which what a child has from its parents differs only where it must be said.
struct Own {
  model::Schema before;                  ///< As the changes of the parents, and ties that end, leave it.
  model::Schema after;                   ///< Without what comes with the parents.
  std::set<model::ObjectId> kept_below;  ///< Columns that their table loses and a child keeps as its own.
};

/// Nothing where no table has a parent: then the states are compared as they are.
[[nodiscard]] std::optional<Own> own_parts(const model::Schema& before, const model::Schema& after,
                                           const Descent& descent);

/// The columns of a new table as CREATE TABLE makes them: those that it only has from its parents are like theirs.
[[nodiscard]] model::Table as_created(const model::Table& table, const model::Schema& after);

/// Whether CREATE TABLE … PARTITION OF makes the table just as it is to be, and its indexes get the names that they are
/// to have. Any other new partition is made by itself and attached.
[[nodiscard]] bool can_be_created_as_partition(const model::Table& table, const model::Schema& before,
                                               const model::Schema& after);

/// The changes of the columns of a table that is in both states.
[[nodiscard]] std::vector<Change> column_changes(const model::Table& before, const model::Table& after);

}  // namespace schemac::diff
