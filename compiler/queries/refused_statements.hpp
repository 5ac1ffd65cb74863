// Statements that PostgreSQL would take and that can be no query all the same: what they do is between the session and
// the runtime, which knows nothing of it then. See docs/decisions/0043.
#pragma once

#include "model/query.hpp"
#include "queries/tree.hpp"
#include "support/diagnostics.hpp"

namespace schemac::queries {

/// Refuses such a statement, and parameters where PostgreSQL takes none.
/// @param statement the query's node of the parse tree: `{"SelectStmt": {…}}`
void refuse_statement(const model::Query& query, const Json& statement, Diagnostics& diagnostics);

}  // namespace schemac::queries
