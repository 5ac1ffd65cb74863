// A schema once something in it is renamed, everywhere it is named: what PostgreSQL does by itself, because it keeps
// numbers where we keep names.
#pragma once

#include "model/renames.hpp"
#include "model/schema.hpp"

namespace schemac::diff {

/// Gives `rename.before`, which `schema` has, the name `rename.after`, which is free. A table that moves to another
/// namespace takes its constraints, indexes and owned sequences along.
void rename(model::Schema& schema, const model::Rename& rename);

/// What `id` is called once `rename` is done.
[[nodiscard]] model::ObjectId renamed_id(const model::ObjectId& id, const model::Rename& rename);

/// Whether `schema` has an object or a column of this id.
[[nodiscard]] bool has(const model::Schema& schema, const model::ObjectId& id);

}  // namespace schemac::diff
