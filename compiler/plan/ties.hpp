// The order that the ties between tables ask for: a tie ends before, and begins after, the two tables change; what is
// done to a parent goes on to its children by itself. PostgreSQL's rules: ALTER TABLE, ALTER INDEX and CREATE INDEX of
// https://www.postgresql.org/docs/15/.
#pragma once

#include <vector>

#include "diff/descent.hpp"
#include "plan/graph.hpp"
#include "plan/order.hpp"

namespace schemac::plan {

/// Adds the edges to `graph`, whose numbers are those of `steps`. `before` is the state after the renames, `descent` of
/// the ties that last.
void order_ties(const std::vector<const DraftStep*>& steps, const model::Schema& before, const diff::Descent& descent,
                Graph& graph);

/// The columns of tables below that a step adds, drops or alters along with its own.
[[nodiscard]] std::vector<model::ObjectId> columns_below(const diff::Change& change, const model::Schema& before,
                                                         const diff::Descent& descent);

/// Whether an object is there only because a parent has it, and comes, goes and changes with that.
[[nodiscard]] bool comes_with_parent(const model::ObjectId& id, const model::Schema& before,
                                     const diff::Descent& descent);

/// An index that a table clusters on or is identified by is chosen when it is there: takes these choices out of other
/// steps and adds steps of their own, also where an index only is made anew.
void choose_indexes(const diff::Difference& difference, std::vector<DraftStep>& steps);

/// Adds the edges from the creation of an index to its choice.
void order_choices(const std::vector<const DraftStep*>& steps, Graph& graph);

/// A logged table cannot refer to an unlogged one: adds the edges between changes of persistence and foreign keys.
/// https://www.postgresql.org/docs/15/sql-createtable.html#SQL-CREATETABLE-UNLOGGED
void order_persistence(const std::vector<const DraftStep*>& steps, const model::Schema& before, Graph& graph);

}  // namespace schemac::plan
