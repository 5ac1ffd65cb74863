// Columns of views that have got another name and nothing else: ALTER VIEW … RENAME COLUMN keeps the view, whoever
// stands on it, and the rows of a materialized one.
#pragma once

#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::diff {

/// The renames that make the columns of one view those of `after`, where they are all that its query differs by; empty:
/// there is no such view. Once they are done, the texts of the views over it may show the next one.
[[nodiscard]] model::Renames renamed_results(const model::Schema& before, const model::Schema& after);

}  // namespace schemac::diff
