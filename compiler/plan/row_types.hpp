// The order around the types that rows of tables have: PostgreSQL refuses to change the columns of a table while a
// column elsewhere has the type of its rows, and an expression that makes such a row is of the columns that there are.
// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
#pragma once

#include "plan/graph.hpp"
#include "plan/register.hpp"

namespace schemac::plan {

/// Columns that have the type of a table's rows, and are altered in two steps, are held as something else between them:
/// there the table's columns change.
void hold_rows_while_they_change(const std::vector<Draft>& drafts, const model::Dependencies& needs_before,
                                 const Register& steps, Graph& graph);

/// What is made of a table's rows and goes, goes before the table's columns change; what is made of them then comes
/// when they have: both where nothing forbids it. To be said after what is needed.
void let_rows_be_settled(const std::vector<Draft>& drafts, const model::Dependencies& needs_before,
                         const model::Dependencies& needs_after, const Register& steps, Graph& graph);

}  // namespace schemac::plan
