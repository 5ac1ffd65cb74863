// Whether a server takes a statement of a release. Nothing is run: no row is read or written.
#pragma once

#include "cli/manifest.hpp"
#include "schemac/runtime/connection.hpp"

namespace schemac::cli {

/// Throws what the server says where it refuses the statement, a runtime::Error.
void try_statement(const ManifestStatement& statement, runtime::Connection& database);

}  // namespace schemac::cli
