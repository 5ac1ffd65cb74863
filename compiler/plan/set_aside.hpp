// What stays while something under it changes, without the part of it that stands in the way: a column as the text of
// its values while its type is made anew, a domain without its checks while their functions are.
#pragma once

#include <string>
#include <vector>

#include "plan/order.hpp"

namespace schemac::plan {

/// Whether attributes go or change their types, which the expressions that see them do not survive.
[[nodiscard]] bool retypes_attributes(const diff::Alter<model::CompositeType>& change);

/// Whether ALTER TABLE goes through all rows to fill in a value: what PostgreSQL refuses while a column elsewhere has
/// the type of these rows. https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
[[nodiscard]] bool writes_rows_anew(const diff::Change& change);

/// Whether the type of the column, domain or composite type `id` names the relation or type `rows` itself.
[[nodiscard]] bool is_made_of(const model::Schema& schema, const model::ObjectId& id, const model::ObjectId& rows);

/// Whether an expression of `id` (a default, a check, what a view, policy or function is made of) makes a value of the
/// relation's or type's rows, or takes one: what PostgreSQL refuses to change the columns under, beside columns.
[[nodiscard]] bool makes_value_of(const model::Schema& schema, const model::ObjectId& id, const model::ObjectId& rows);

/// The two steps between which the column `id` of `difference` is text without a default.
[[nodiscard]] std::vector<DraftStep> held_as_text(const model::ObjectId& id, model::Column before,
                                                  const model::Column& after, const std::string& because);

/// The two steps between which a domain has neither checks nor a default.
[[nodiscard]] std::vector<DraftStep> without_checks(model::Domain before, const model::Domain& after,
                                                    const std::string& because);

}  // namespace schemac::plan
