// The regular expressions of `pattern(…)`: a CHECK takes one that is none, and refuses every row from then on.
#pragma once

#include "model/declared.hpp"
#include "schemac/runtime/connection.hpp"
#include "support/diagnostics.hpp"

namespace schemac::elaborate {

/// Asks the server of `database` about each pattern, and reports at its column one that it does not take. Whether it
/// takes all of them.
[[nodiscard]] bool check_patterns(runtime::Connection& database, const model::Declared& declared,
                                  Diagnostics& diagnostics);

}  // namespace schemac::elaborate
