// The renames that .sql files say in comments, once the server has read the files: a mark knows a name, the schema that
// was read knows which object has it.
#pragma once

#include "model/declared.hpp"
#include "support/diagnostics.hpp"

namespace schemac::elaborate {

/// All renames of `declared`: those of its headers, and its marks as they hold in `schema`, which is what the server
/// made of it. A mark that fits nothing there, or several things, and one whose former name is still there, is reported
/// at its place.
[[nodiscard]] model::Renames renames_of(const model::Declared& declared, const model::Schema& schema,
                                        Diagnostics& diagnostics);

}  // namespace schemac::elaborate
