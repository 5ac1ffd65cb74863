// The rights of what a plan makes: whoever runs it owns what it makes, and PostgreSQL gives that what default
// privileges say at that moment. Both are made what the desired state says.
#pragma once

#include <map>
#include <vector>

#include "plan/graph.hpp"
#include "plan/order.hpp"

namespace schemac::plan {

/// Puts steps for owners and privileges of what `steps` make in the place of those that are there already. Default
/// privileges change when everything is made, so the former ones hold for it: between two live databases those of every
/// role, for whichever of them runs the plan. A sequence that passes to a table gets the owner that the table has then,
/// as PostgreSQL demands. https://www.postgresql.org/docs/15/sql-altersequence.html (OWNED BY)
void settle_rights(const diff::Difference& difference, std::vector<DraftStep>& steps);

/// Owners come before privileges, privileges on tables before those on their columns, and owners of sequences before
/// these pass to their tables. `changes` are numbered as in `graph`; `made` says which of them makes what.
void order_rights(const std::vector<const diff::Change*>& changes, const std::map<model::ObjectId, std::size_t>& made,
                  Graph& graph);

}  // namespace schemac::plan
