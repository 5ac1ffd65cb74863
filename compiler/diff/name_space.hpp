// Names that objects of several kinds share: no two relations of a namespace have one name, be they tables, indexes or
// sequences, no two types (each table and view has one, too), and no two routines with the same arguments.
// https://www.postgresql.org/docs/15/catalog-pg-class.html, https://www.postgresql.org/docs/15/catalog-pg-type.html
#pragma once

#include <optional>

#include "model/schema.hpp"

namespace schemac::diff {

/// What has the name that `id` would have, under another id; nothing where the name is free for it.
[[nodiscard]] std::optional<model::ObjectId> name_holder(const model::Schema& schema, const model::ObjectId& id);

}  // namespace schemac::diff
