// An older release on a newer schema: what of it would fail. See docs/decisions/0024.
#pragma once

#include "cli/manifest.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// Holds what the release expects against `database`, which has the new schema, and has each of its statements prepared
/// there; no row is read or written. A diagnostic for each cause, with the statements that it breaks. True when there
/// is none. Throws runtime::Error when the server is lost.
[[nodiscard]] bool demand_served(const Manifest& release, runtime::Connection& database, Diagnostics& diagnostics);

}  // namespace schemac::cli
