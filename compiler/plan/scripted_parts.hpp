// What the planner has to know of objects that are kept as statements: which of their needs an alteration ends.
#pragma once

#include "diff/changes.hpp"

namespace schemac::plan {

/// Whether a scripted object of `kind` need not go with an object of kind `gone` that it needs, as the need is that of
/// one of its parts, which can be taken away and given back: what a publication publishes, what a text search
/// configuration maps to, a loose member of an operator family. Who stands on the object (a subscriber, an index)
/// keeps it.
[[nodiscard]] bool steps_aside(model::Kind kind, model::Kind gone);

/// The object without the parts that can be taken away.
[[nodiscard]] model::Scripted without_parts(const model::Scripted& scripted);

/// Whether columns of a foreign table go or change their types, which views that show them do not survive.
[[nodiscard]] bool retypes_columns(const diff::Alter<model::Scripted>& change);

}  // namespace schemac::plan
