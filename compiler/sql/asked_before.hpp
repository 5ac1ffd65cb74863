// What a question to rows must say to be asked before a plan runs, though it is about a step in the plan's midst: types
// that are still to change, labels and names that are still others.
#pragma once

#include <string>

#include "diff/changes.hpp"
#include "model/enum_type.hpp"

namespace schemac::sql {

/// What stands behind FROM: the table's rows with the values that they have once the plan has changed their types.
/// `alias` where the question calls the table otherwise.
[[nodiscard]] std::string rows_of(const model::QualifiedName& table, const diff::Difference& difference,
                                  const std::string& alias = {});

/// How values are spelled now that `label` of `type` will hold.
[[nodiscard]] std::string former_label(const model::EnumType& type, std::string label,
                                       const diff::Difference& difference);

/// Whether names and labels in the question are those of the same things now: not names that something else has until
/// the plan takes them away, nor labels that are still to come.
[[nodiscard]] bool can_be_asked_before(const std::string& question, const diff::Difference& difference);

}  // namespace schemac::sql
