// What a migration may do to a database, by the hazards that stand above its statements: what schemac.toml allows, what
// whoever had it generated has allowed, what the database's size makes harmless.
#pragma once

#include <string>

#include "cli/config.hpp"
#include "cli/policy.hpp"
#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// By whom and where a migration is to run.
struct ScriptPolicy {
  Policy policy;            ///< Of schemac.toml.
  Hazards allowed_now;      ///< By `--allow` of this call.
  Environment environment;  ///< A protected one takes neither deletes-data nor `--allow` of generate for granted.
  SizeOf size_of;           ///< Null: nobody knows how large tables are.
};

/// The hazards above the statements of a script that nothing allows become diagnostics at their places; true when there
/// is none. Allowed is what `policy` or `allowed_now` says, what `-- schemac: allow …` above the statement says and,
/// unless the environment is protected, `-- schemac: generated with --allow=…`.
/// @param folder of the migration, for messages
/// @param spared takes a line for each that was let pass as its tables are small
[[nodiscard]] bool demand_script_allowed(const sql::Script& script, const std::string& folder,
                                         const ScriptPolicy& policy, Spared& spared, Diagnostics& diagnostics);

/// For the way back, which takes away what the way there has given, and is called for by name: in a protected
/// environment it deletes nothing unless `--allow=deletes-data` or a comment above the statement says so.
[[nodiscard]] bool demand_way_back_allowed(const sql::Script& script, const std::string& folder,
                                           const ScriptPolicy& policy, Diagnostics& diagnostics);

/// Whether a database has no table of users: whatever runs there, nothing is lost, and nobody waits.
[[nodiscard]] bool holds_nothing(runtime::Connection& database);

}  // namespace schemac::cli
