// ALTER EXTENSION … SET SCHEMA takes the extension's types, functions, operators and operator classes along: what
// names them is the same under their new names.
// https://www.postgresql.org/docs/15/sql-alterextension.html
#pragma once

#include "model/schema.hpp"

namespace schemac::diff {

/// Gives types and expressions of `before` the spelling that they have in `after`, where the two differ by nothing but
/// the schema of an extension that moves. What the schema itself has under such a name is left alone: it does not move
/// by itself. A function's arguments are part of what it is called and are left alone, too.
void follow_moved_extensions(const model::Schema& after, model::Schema& before);

}  // namespace schemac::diff
