// The differences of two schemas whose objects have the same names: one rule for every kind, and what is special to
// tables (columns), enums (labels) and sequences (owners) beside it.
#pragma once

#include <vector>

#include "diff/changes.hpp"

namespace schemac::diff {

/// Whether the table or view that something stands on is in the one schema and not in the other (where one of another
/// kind may have its name), so that all of its constraints, indexes, triggers, policies and rules go with it.
[[nodiscard]] bool goes_with_its_relation(const model::Schema& before, const model::Schema& after,
                                          const model::ObjectId& id);
[[nodiscard]] bool goes_with_its_owner(const model::Schema& after, const model::Sequence& sequence);

/// Appends the changes from `before` to `after`, by kind and name.
void compare_kinds(const model::Schema& before, const model::Schema& after, std::vector<Change>& changes);

/// The labels to add, each beside one that is there by then; nothing where labels vanish or change places, which no
/// ALTER TYPE can. https://www.postgresql.org/docs/15/sql-altertype.html
[[nodiscard]] std::optional<std::vector<AddEnumValue>> added_labels(const model::EnumType& before,
                                                                    const model::EnumType& after);

}  // namespace schemac::diff
