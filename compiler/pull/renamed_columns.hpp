// Columns that a database has under another name. Nothing tells one from a column that was dropped beside one that was
// added, if the two are alike: it is taken for the same one, so that what a person wrote of it is kept.
#pragma once

#include <map>
#include <string>

#include "model/declared.hpp"
#include "model/renames.hpp"
#include "model/table.hpp"

namespace schemac::pull {

/// By the name of before, the name of after.
using RenamedColumns = std::map<std::string, std::string>;

/// The columns of `entity` that `after` has under another name: those that are gone, where as many have come that are
/// like them in all but name and comment, in their order. None that the header says to have been called so before, and
/// none of two columns that one field declares.
[[nodiscard]] RenamedColumns renamed_columns(const model::Entity& entity, const model::Renames& declared,
                                             const model::Table& before, const model::Table& after);

}  // namespace schemac::pull
