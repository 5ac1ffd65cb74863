// Who needs whom in one schema: what pg_depend (or the declaration) says, and what the objects say themselves. Only
// hard needs: an object cannot be there without them.
#pragma once

#include "model/schema.hpp"

namespace schemac::plan {

/// For every object and column of `schema` the ids that it needs, all of which `schema` has. That a sequence is owned
/// by a column is no need: the column's default needs the sequence, and nothing could come first.
[[nodiscard]] model::Dependencies needs_of(const model::Schema& schema);

/// The objects that are dropped with a table without being named: its columns, constraints, indexes, triggers,
/// policies, and the sequences its columns own.
[[nodiscard]] std::vector<model::ObjectId> parts_of(const model::Schema& schema, const model::ObjectId& relation);

}  // namespace schemac::plan
