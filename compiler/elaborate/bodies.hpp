// The bodies of functions and procedures of .sql files. They are created unchecked, since a body may name what comes
// later or what needs the function itself; once everything is there, each is looked at by the validator of its
// language. https://www.postgresql.org/docs/15/runtime-config-client.html#GUC-CHECK-FUNCTION-BODIES
#pragma once

#include <vector>

#include "elaborate/refusals.hpp"
#include "model/declared.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::elaborate {

/// What the validators refuse, each at its place in the file; the database, in which all of `declared` has been
/// created, stays as it is. Names in a file that pg_dump wrote are not looked up: it leaves out the search_path with
/// which such a body runs. Throws runtime::ConnectionFailure.
[[nodiscard]] std::vector<Refusal> refused_bodies(runtime::Connection& database, const model::Declared& declared);

}  // namespace schemac::elaborate
