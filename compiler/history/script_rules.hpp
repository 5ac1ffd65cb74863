// What a migration's script must keep to so that it can be carried out, and resumed wherever a run ended.
#pragma once

#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::history {

/// Adds an error for each statement that cannot be where it stands: one that PostgreSQL refuses in a transaction, BEGIN
/// and COMMIT, an index built CONCURRENTLY without a name to recognise it by.
void check_script(const sql::Script& script, Diagnostics& diagnostics);

}  // namespace schemac::history
