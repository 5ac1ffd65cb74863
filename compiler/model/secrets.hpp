// Columns whose values are secrets. The database sees a text or bytes like any others: only the sources say that they
// are the hash or the ciphertext of something.
#pragma once

#include <map>

#include "model/declared.hpp"
#include "model/table.hpp"

namespace schemac::model {

enum class Secret { hashed, encrypted };

using Secrets = std::map<ObjectId, Secret>;  ///< By the column's id.

inline Secrets secrets_of(const Declared& declared) {
  Secrets secrets;
  for (const Entity& entity : declared.entities)
    for (const Field& field : entity.fields)
      if (field.hashed || field.encrypted)
        secrets.emplace(column_id(entity.table, field.column), field.hashed ? Secret::hashed : Secret::encrypted);
  return secrets;
}

}  // namespace schemac::model
