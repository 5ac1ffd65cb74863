// Labels of enums that an older release does not know: the schema takes all that it writes, and a row that has one
// cannot be read by it.
#pragma once

#include "cli/manifest.hpp"
#include "model/schema.hpp"
#include "support/diagnostics.hpp"

namespace schemac::cli {

/// An error for each label of `now` that came to an enum which the release reads, with who reads it.
void demand_known_labels(const Manifest& release, const model::Schema& now, Diagnostics& diagnostics);

}  // namespace schemac::cli
