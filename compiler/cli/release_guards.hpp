// What came to the tables of an older release and may refuse rows that it writes, or hide some that it reads: keys,
// constraints, row-level security with its policies, triggers. Only rows show whether it does.
#pragma once

#include "cli/release.hpp"

namespace schemac::cli {

/// A warning for each table that has any.
void tell_new_guards(const Manifest& release, const NewSchema& now, Diagnostics& diagnostics);

}  // namespace schemac::cli
