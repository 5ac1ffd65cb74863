// The object that a change is about.
#pragma once

#include "diff/changes.hpp"

namespace schemac::diff {

/// Of what is renamed, the former name; of a column's change, the column.
[[nodiscard]] model::ObjectId subject(const Change& change);

/// The relation that the subject is, or stands on.
[[nodiscard]] model::QualifiedName relation_of(const Change& change);

}  // namespace schemac::diff
