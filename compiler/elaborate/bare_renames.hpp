// Tables whose former name is said without a schema, and that have moved to another schema as well.
#pragma once

#include "model/declared.hpp"
#include "support/diagnostics.hpp"

namespace schemac::elaborate {

/// `renames` as they hold between two schemas. A former name that is said without a schema means the table of that name
/// in the schema of the new one; where there is none, the one that vanishes from any other schema. Reports where
/// several do.
[[nodiscard]] model::Renames settled(model::Renames renames, const model::Declared& declared,
                                     const model::Schema& before, const model::Schema& after, Diagnostics& diagnostics);

}  // namespace schemac::elaborate
