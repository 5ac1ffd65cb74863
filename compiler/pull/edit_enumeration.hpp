// One enumeration of a header after a change of its enum type.
#pragma once

#include "pull/edit_entity.hpp"
#include "pull/names.hpp"
#include "pull/source_index.hpp"

namespace schemac::pull {

/// Edits the comment and the enumerators of the enumeration at `at`. Enumerators that stay keep their lines; their
/// order is that of the labels.
void edit_enumeration(const Located& at, const model::EnumType& before, const model::EnumType& after,
                      const Names& names, Edits& edits);

}  // namespace schemac::pull
