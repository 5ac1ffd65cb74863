// What the kind of an object says of how it stands to changes of what it needs.
#pragma once

#include "model/object_id.hpp"

namespace schemac::plan {

/// Whether an alteration of this kind may end a need. A policy's may too, but what it needs from then on may itself
/// have to wait for what goes; and a policy is quickly made anew.
[[nodiscard]] bool alters_away_from_needs(model::Kind kind);

/// Whether columns may hold values that are made of what has this kind.
[[nodiscard]] bool is_type(model::Kind kind);

/// Whether what has this kind keeps a column that it looks at from changing its type, whatever it is. ALTER COLUMN …
/// TYPE makes indexes and constraints anew by itself; of columns, functions and foreign keys it depends.
/// https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
[[nodiscard]] bool looks_at_columns(model::Kind kind);

}  // namespace schemac::plan
