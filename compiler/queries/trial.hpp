// What PostgreSQL does not look into before it runs: of a TRUNCATE and its like it says only whether it parses. See
// docs/decisions/0043.
#pragma once

#include <string>
#include <string_view>

#include "schemac/runtime/connection.hpp"

namespace schemac::queries {

/// What tells, run in a transaction that is rolled back, whether a statement of this kind could run; empty: the server
/// has said it all, or it does more than a rollback undoes, or runs what others wrote (DO, triggers, a view's query).
[[nodiscard]] std::string trial_of(std::string_view sql);

/// Runs it in a session that fires no triggers, and undoes it; nothing where the role may not have such a session.
/// Throws runtime::Error with what the server refuses.
void try_out(const std::string& trial, runtime::Connection& database);

}  // namespace schemac::queries
