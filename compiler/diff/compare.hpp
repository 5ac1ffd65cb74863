// Two schemas → the changes that lead from one to the other. Pure: no SQL, no server, no clock. Objects are compared by
// name after renames; the order of columns and a comment's absence on both sides are no differences.
#pragma once

#include <string>
#include <vector>

#include "diff/changes.hpp"
#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::diff {

/// The changes from `before` to `after`. Of `renames` those hold whose `before` exists in the former state and whose
/// `after` exists in the new one; what has that name in the former state is replaced, unless `before` is to stay. The
/// others are ignored, so that a `renamed_from` may stay in the source for good. The table of a column, index … may be
/// named as it was or as it is.
[[nodiscard]] Difference compare(model::Schema before, model::Schema after, const model::Renames& renames = {});

/// The way back. Not the same as compare() with the renames turned round where an old name is used anew: what was
/// renamed goes back to it, and what has it now makes way.
[[nodiscard]] Difference inverse(const Difference& difference);

/// Likely renames that nobody has answered: something vanished and something like it appeared (a table with mostly the
/// same columns, a column of the same type or of a like name in one table, an enum label at the same place, a type or a
/// sequence that is the same but for its name, a namespace with mostly the same contents). Each thing stands in one of
/// them at most, and none of `rejected` is among them.
[[nodiscard]] model::Renames likely_renames(const Difference& difference, const model::Renames& rejected = {});

/// One line for a change in messages and `diff --format tree`: `alter column public.users.email: type text -> citext`.
[[nodiscard]] std::string describe(const Change& change);

}  // namespace schemac::diff
