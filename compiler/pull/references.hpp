// Which foreign keys are references: `BelongsTo<User> user` says the column, its type, its foreign key and its index at
// once.
#pragma once

#include <map>
#include <string>

#include "model/schema.hpp"
#include "pull/sayable.hpp"

namespace schemac::pull {

struct Reference {
  const model::ForeignKey* key = nullptr;
  bool to_primary_key = true;  ///< Else `references("…")` names the column.
  std::string suffix;          ///< What the naming rule puts behind the field's name: `_id`.
};

/// By the id of the column. Of several foreign keys on a column the first by name is its reference.
using References = std::map<model::ObjectId, Reference>;

/// The references of a schema. A foreign key that `forms` has in the table's list is none. Pointers go into `schema`.
[[nodiscard]] References find_references(const model::Schema& schema, const Forms& forms);

}  // namespace schemac::pull
