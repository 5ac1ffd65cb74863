// Runs a migration on the scratch server before anybody trusts it: from the state that the migrations on disk really
// give, up must reach exactly what the schema says, and down must return. Nothing here is believed from a plan or a
// snapshot.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/read.hpp"
#include "elaborate/scratch.hpp"
#include "schemac/runtime/connection.hpp"
#include "sql/script.hpp"
#include "support/diagnostics.hpp"

namespace schemac::prove {

/// Runs a script. A statement that fails becomes a diagnostic of `code` at its place; `which` begins its message.
[[nodiscard]] bool run_script(runtime::Connection& database, const sql::Script& script, std::string_view which,
                              Code code, Diagnostics& diagnostics);

/// The roles that a script needs and does not make. A migration may name roles that no later one, and so no snapshot,
/// names.
[[nodiscard]] std::set<std::string> roles_in(const sql::Script& script);

/// A database in which a history was replayed, and what was read from it.
struct Replayed {
  runtime::Connection database;
  catalog::Reading reading;
};

/// Runs the up scripts, oldest first, in a new database. A statement that fails becomes a diagnostic at its place.
[[nodiscard]] std::optional<Replayed> replay(const std::vector<const sql::Script*>& history,
                                             elaborate::Scratch& scratch, Diagnostics& diagnostics);

/// Runs `up`, compares with `after`, runs `down`, compares with what was there before. What is not as it must be
/// becomes a diagnostic for each object, which says how it differs. True when both ways hold; `replayed` is then as it
/// was.
[[nodiscard]] bool both_ways(Replayed& replayed, const sql::Script& up, const sql::Script& down,
                             const model::Schema& after, Diagnostics& diagnostics);

/// A diagnostic of `code` for each object in which `actual` is not `expected`; true when there is none. `situation`
/// begins each message: "up does not reach the schema".
[[nodiscard]] bool demand_equal(const model::Schema& expected, const model::Schema& actual, Code code,
                                const Place& place, const std::string& situation, Diagnostics& diagnostics);

}  // namespace schemac::prove
